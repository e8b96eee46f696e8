// SPDX-License-Identifier: Apache-2.0
// raise.c -- what happens between `raise` and the handler.
//
// The stack is the list of what is waiting: y registers and return addresses. Going up from E, a
// return address (tagged 11) ends a frame, and a catch tag in a y register says that this frame has
// a handler:
//
//   E -> y0 y1 [ret] y0 y1(catch L) y2 [ret] ...
//                    ^ the frame with the handler: E is set here, execution goes on at L
//
// The trace is gathered in the same way but kept as bare addresses (raise.h), because most
// exceptions are caught by somebody who never looks at it. Two equal return addresses in a row
// (recursion) count once, as in ERTS.
//
// INVARIANT
//   1. p->catches counts the open catch tags above E; when it is 0 no handler exists and the stack
//      is not searched.
#include "vm/interp/raise.h"

#include "vm/code/code_range.h"
#include "vm/code/export.h"
#include "vm/interp/interp.h"
#include "vm/proc/exit.h"
#include "vm/proc/stacktrace.h"
#include "vm/term/atom.h"
#include "vm/term/map.h"

enum { RAW_ARGS, RAW_INFO, RAW_MODULE, RAW_FUNCTION, RAW_ARITY, RAW_FIRST_ADDRESS };
enum { RAW_MAX = RAW_FIRST_ADDRESS + STACKTRACE_MAX + 1 };

// ---- describing

void raise_error_pair(Process *p, Term tag, Term value)
{
    bif_error(p, space_tuple2(process_space(p), tag, value));
}

void raise_bad_operand(Process *p, const char *instruction, Term value)
{
    // A match context is no term that programs may see.
    const Term shown = term_is_subtag(value, SUBTAG_MATCH) ? ATOM_MATCH_CONTEXT : value;
    raise_error_pair(p, ATOM_BAD_OPERAND,
                     space_tuple2(process_space(p), atom_from_text(instruction), shown));
}

static Term list_of_args(Process *p, const Term *args, uint32_t count)
{
    return space_list(process_space(p), args, count, TERM_NIL);
}

void raise_function_clause(Process *p, Registers *r, Term module, Term function, uint32_t arity)
{
    (void)module, (void)function;
    bif_error(p, ATOM_FUNCTION_CLAUSE);
    p->error_args = list_of_args(p, r->x, arity);
    p->error_info = ATOM_FUNCTION_CLAUSE;
    p->raise_flags |= RAISE_HAS_ARGS | RAISE_HAS_INFO;
}

static bool class_from_atom(Term atom, RaiseClass *class)
{
    *class = atom == ATOM_ERROR   ? RAISE_ERROR
             : atom == ATOM_EXIT  ? RAISE_EXIT
             : atom == ATOM_THROW ? RAISE_THROW
                                  : RAISE_NONE;
    return *class != RAISE_NONE;
}

static Term class_atom(RaiseClass class)
{
    return class == RAISE_ERROR ? ATOM_ERROR : class == RAISE_EXIT ? ATOM_EXIT : ATOM_THROW;
}

static bool is_raw_tuple(Term t)
{
    return term_is_tuple(t) && tuple_arity(t) > RAW_FIRST_ADDRESS && tuple_arity(t) <= RAW_MAX;
}

// Where a raw trace holds its class: the last element of the tuple, or the head of [Class | List]; NULL: nowhere.
static const Term *noted_class(Term raw_trace)
{
    if (is_raw_tuple(raw_trace)) {
        return &tuple_elements(raw_trace)[tuple_arity(raw_trace) - 1];
    }
    return term_is_cons(raw_trace) && term_is_atom(cons_head(raw_trace)) ? cons_words(raw_trace)
                                                                         : NULL;
}

// The raw trace as raw_raise leaves it: with this class, and no longer of a clause that did not match.
// A copy, since nobody knows who else holds it.
static Term raw_raised_again(Space *s, Term raw_trace, Term class)
{
    const Term *noted = noted_class(raw_trace);
    if (noted == NULL) {
        return raw_trace;
    }
    if (term_is_cons(raw_trace)) {
        return *noted == class ? raw_trace : space_cons(s, class, cons_tail(raw_trace));
    }
    const uint32_t arity = tuple_arity(raw_trace);
    Term *copy = space_take(s, 1 + arity);
    memcpy(copy, boxed_words(raw_trace), (1 + arity) * sizeof *copy);
    copy[arity] = class;
    if (copy[1 + RAW_INFO] == ATOM_FUNCTION_CLAUSE) {
        copy[1 + RAW_INFO] = ATOM_UNDEFINED;
    }
    return boxed_make(copy);
}

bool raise_raw(Process *p, Term class, Term value, Term raw_trace)
{
    RaiseClass c;
    if (!class_from_atom(class, &c)) {
        return false;
    }
    bif_raise(p, c, value);
    p->error_trace = raw_raised_again(process_space(p), raw_trace, class);
    p->raise_flags = RAISE_HAS_TRACE;
    return true;
}

// The `raise` instruction does not say the class: the trace remembers it.
void raise_again(Process *p, Term raw_trace, Term value)
{
    RaiseClass class = RAISE_ERROR;
    const Term *noted = noted_class(raw_trace);
    if (noted != NULL && !class_from_atom(*noted, &class)) {
        class = RAISE_ERROR;
    }
    bif_raise(p, class, value);
    p->error_trace = raw_trace;
    p->raise_flags = RAISE_HAS_TRACE;
}

// ---- the raw trace

static Term address_word(const void *address) { return (Term)(uintptr_t)address << 4; }
static const void *word_address(Term word) { return (const void *)(uintptr_t)(word >> 4); }

static Term make_raw_trace(Process *p, const Cell *at)
{
    const Cell *addresses[STACKTRACE_MAX];
    const bool is_bif = p->bif_export != NULL && !(p->raise_flags & RAISE_BY_CALLER);
    // Every trace has its first entry, also at depth 0.
    const uint32_t depth = stacktrace_depth ? stacktrace_depth : 1;
    const Cell *const place = code_range_find(at) ? at : NULL;
    const Cell *const previous = p->raise_flags & RAISE_AT_CALL ? place : NULL;
    const uint32_t count =
        stacktrace_addresses(p, place, previous, addresses, is_bif ? depth - 1 : depth);
    Term *t = space_take(process_space(p), 1 + RAW_FIRST_ADDRESS + count + 1);
    t[0] = header_make(SUBTAG_TUPLE, RAW_FIRST_ADDRESS + count + 1);
    t[1 + RAW_ARGS] = p->raise_flags & RAISE_HAS_ARGS ? p->error_args : TERM_NONE;
    if (term_is_none(t[1 + RAW_ARGS])) {
        t[1 + RAW_ARGS] = ATOM_UNDEFINED;
    }
    t[1 + RAW_INFO] = p->raise_flags & RAISE_HAS_INFO ? p->error_info
                      : p->raise_flags & RAISE_IN_NIF ? ATOM_UNDEFINED
                                                      : TERM_NIL;
    t[1 + RAW_MODULE] = is_bif ? p->bif_export->module : TERM_NIL;
    t[1 + RAW_FUNCTION] = is_bif ? p->bif_export->function : TERM_NIL;
    t[1 + RAW_ARITY] = small_make(is_bif ? (int64_t)p->bif_export->arity : 0);
    for (uint32_t i = 0; i < count; i++) {
        t[1 + RAW_FIRST_ADDRESS + i] = address_word(addresses[i]);
    }
    t[1 + RAW_FIRST_ADDRESS + count] = class_atom((RaiseClass)p->raise_class);
    return boxed_make(t);
}

// ---- from raw trace to list

// The module that can explain a failure of this native function; TERM_NONE: none can.
static Term explaining_module(Term module)
{
    static const Term stdlib[] = {ATOM_BINARY, ATOM_ETS, ATOM_LISTS,  ATOM_MAPS,
                                  ATOM_MATH,   ATOM_RE,  ATOM_UNICODE};
    static const Term erts[] = {ATOM_ATOMICS, ATOM_COUNTERS, ATOM_ERLANG, ATOM_ERTS_INTERNAL,
                                ATOM_PERSISTENT_TERM};
    for (size_t i = 0; i < sizeof stdlib / sizeof stdlib[0]; i++) {
        if (stdlib[i] == module) {
            return ATOM_ERL_STDLIB_ERRORS;
        }
    }
    for (size_t i = 0; i < sizeof erts / sizeof erts[0]; i++) {
        if (erts[i] == module) {
            return ATOM_ERL_ERTS_ERRORS;
        }
    }
    return module == ATOM_OS ? ATOM_ERL_KERNEL_ERRORS : TERM_NONE;
}

// [{error_info, Map}] of a native function: what it said (info, a map or []), and who can explain it.
static Term info_location(Space *s, Term module, Term info)
{
    const Term explaining = explaining_module(module);
    if (term_is_none(explaining)) {
        return TERM_NIL;
    }
    info = map_put(s, term_is_map(info) ? info : map_empty(s), ATOM_MODULE, explaining);
    return space_cons(s, space_tuple2(s, ATOM_ERROR_INFO, info), TERM_NIL);
}

static Term make_bif_entry(Space *s, const Term *raw, Term class)
{
    Term location = TERM_NIL;
    if (class == ATOM_ERROR && raw[RAW_INFO] != ATOM_UNDEFINED) {
        location = info_location(s, raw[RAW_MODULE], raw[RAW_INFO]);
    }
    return space_tuple4(s, raw[RAW_MODULE], raw[RAW_FUNCTION],
                        raw[RAW_ARGS] == ATOM_UNDEFINED ? raw[RAW_ARITY] : raw[RAW_ARGS], location);
}

Term raise_build_stacktrace(Process *p, Term raw)
{
    if (!is_raw_tuple(raw)) {
        return noted_class(raw) != NULL ? cons_tail(raw) : raw;
    }
    Space *s = process_space(p);
    const Term *t = tuple_elements(raw);
    const uint32_t end = tuple_arity(raw) - 1;
    Term args = t[RAW_ARGS], info = t[RAW_INFO];
    Term entries[STACKTRACE_MAX + 1];
    uint32_t count = 0;
    if (t[RAW_MODULE] != TERM_NIL) {
        entries[count++] = make_bif_entry(s, t, t[end]);
        args = ATOM_UNDEFINED;
        info = TERM_NIL;
    }
    if (info == ATOM_FUNCTION_CLAUSE) {
        info = TERM_NIL;
    }
    for (uint32_t i = RAW_FIRST_ADDRESS; i < end; i++) {
        const Term entry = stacktrace_entry(s, word_address(t[i]), args, info);
        args = ATOM_UNDEFINED;
        info = TERM_NIL;
        if (!term_is_none(entry)) {
            entries[count++] = entry;
        }
    }
    return space_list(s, entries, count, TERM_NIL);
}

Term raise_caught_value(Process *p, Term class, Term value, Term raw_trace)
{
    Space *s = process_space(p);
    if (class == ATOM_THROW) {
        return value;
    }
    if (class == ATOM_ERROR) {
        value = space_tuple2(s, value, raise_build_stacktrace(p, raw_trace));
    }
    return space_tuple2(s, ATOM_EXIT_TAG, value);
}

// ---- finding the handler

static const Cell *find_handler(Process *p)
{
    Term *frame = p->heap.stack;
    for (Term *e = frame; e < p->heap.end; e++) {
        if (header_is(*e)) {
            frame = e + 1;
        } else if (term_is_catch(*e)) {
            p->heap.stack = frame;
            return catch_handler(*e);
        }
    }
    return NULL;
}

// Nobody catches it: makes the exit reason and the report.
static const Cell *end_process(Process *p, Registers *r)
{
    Space *s = process_space(p);
    Term reason = p->error_value;
    if (p->raise_class == RAISE_THROW) {
        reason = space_tuple2(s, ATOM_NOCATCH, reason);
    }
    if (p->raise_class != RAISE_EXIT) {
        reason = space_tuple2(s, reason, raise_build_stacktrace(p, p->error_trace));
        if (!(p->raise_flags & RAISE_NO_LOG)) {
            process_log_crash(p, reason);
        }
    }
    p->error_value = reason;
    r->stop = STOP_EXIT;
    return NULL;
}

const Cell *raise_dispatch(Process *p, Registers *r, const Cell *at)
{
    if (!(p->raise_flags & RAISE_HAS_TRACE)) {
        p->error_trace = make_raw_trace(p, at);
    } else if (noted_class(p->error_trace) == NULL) {
        p->error_trace =
            space_cons(process_space(p), class_atom((RaiseClass)p->raise_class), p->error_trace);
    }
    const Cell *handler = p->catches > 0 ? find_handler(p) : NULL;
    if (handler == NULL) {
        return end_process(p, r);
    }
    r->x[0] = TERM_NONE;
    r->x[1] = class_atom((RaiseClass)p->raise_class);
    r->x[2] = p->error_value;
    r->x[3] = p->error_trace;
    p->raise_class = RAISE_NONE;
    p->raise_flags = 0;
    p->bif_export = NULL;
    p->error_value = p->error_trace = p->error_args = p->error_info = TERM_NIL;
    return handler;
}
