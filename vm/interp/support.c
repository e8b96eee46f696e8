// SPDX-License-Identifier: Apache-2.0
// support.c -- the C side of calls: native functions, funs, apply, undefined functions.
//
// A native function is called with its arguments in r->x. What it returns decides:
//
//   a term          the result
//   TERM_NONE and   RAISE_*        an exception: the stack trace begins with the native function itself
//                   BIF_TRAP       go on in an Erlang function (arguments are in x), which returns where the native one would have
//                   BIF_AGAIN      the same call again in the next slice
//                   BIF_WAIT       the same call again when a signal has arrived
//                   BIF_SLEEP      the same call again when a message has arrived; the heap is as small as can be
//                   BIF_HIBERNATE  forget the stack, sleep, then apply x0:x1(x2)
//                   BIF_DIRTY_*    the same call again on a dirty scheduler
#include "vm/interp/support.h"

#include "build/gen/instr_ids.h"
#include "vm/code/instr.h"
#include "vm/code/module.h"
#include "vm/interp/instr_macros.h"
#include "vm/interp/interp.h"
#include "vm/interp/raise.h"
#include "vm/proc/process_extra.h"
#include "vm/term/atom.h"
#include "vm/term/map.h"

GuardBifs guard_bifs;

// What always raises: applied in the place of a tail call it still shows who applied it.
static Export *always_raising[5];

void support_init(void)
{
    const Term erlang = ATOM_ERLANG;
    for (uint32_t arity = 1; arity <= 3; arity++) {
        always_raising[arity - 1] = export_get(erlang, ATOM_ERROR, arity);
    }
    always_raising[3] = export_get(erlang, ATOM_EXIT, 1);
    always_raising[4] = export_get(erlang, ATOM_THROW, 1);
#define GUARD(field, name, arity) \
    guard_bifs.field = export_get(erlang, atom_from_text(name), arity);
    EACH_GUARD_BIF(GUARD)
#undef GUARD
}

Term finish_gc(Process *p, Registers *r, Term result, uint32_t live)
{
    if (live != NO_COLLECTION && UNLIKELY(heap_wants_gc(&p->heap))) {
        r->x[live] = result;
        process_collect_gc(p, GC_AUTO, 0, r->x, live + 1);
        result = r->x[live];
    }
    return result;
}

Term guard_bif_gc(Process *p, Registers *r, Export *bif, uint32_t argc, const Term *argv,
                  uint32_t live, int32_t fail)
{
    Term args[4] = {TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL};
    terms_copy(args, argv, argc);
    const Term result = bif->bif ? bif->bif(p, args) : bif_error(p, ATOM_UNDEF);
    if (UNLIKELY(term_is_none(result))) {
        if (fail != 0) {
            p->raise_class = RAISE_NONE;
            p->raise_flags = 0;
        } else {
            p->bif_export = bif;
            p->error_args = space_list(process_space(p), args, argc, TERM_NIL);
            p->raise_flags |= RAISE_HAS_ARGS;
        }
        return TERM_NONE;
    }
    return finish_gc(p, r, result, live);
}

void save_process(Process *p, const Registers *r, uint32_t live, const Cell *resume)
{
    process_save_args(p, r->x, live);
    p->resume = resume;
    p->current = NULL; // what asks from now on where the process is, finds it at resume
}

// ---- outcomes of native functions

static const Cell *leave(Process *p, Registers *r, StopReason why, uint32_t live,
                         const Cell *resume)
{
    save_process(p, r, live, resume);
    p->raise_class = RAISE_NONE;
    r->stop = why;
    return NULL;
}

static const Cell *raise_in_bif(Process *p, Registers *r, Export *bif, const Cell *at)
{
    // The target of a NIF lives only as long as its library; an exception may outlive both. The
    // trace goes on with the caller: the instruction is in the function itself.
    const bool is_nif = p->raise_flags & RAISE_IN_NIF;
    p->bif_export = is_nif ? export_get(bif->module, bif->function, (uint32_t)bif->arity) : bif;
    at = is_nif ? NULL : at;
    p->raise_flags |= RAISE_AT_CALL;
    if (!(p->raise_flags & (RAISE_HAS_ARGS | RAISE_BY_CALLER))) {
        p->error_args = space_list(process_space(p), r->x, bif->arity, TERM_NIL);
        p->raise_flags |= RAISE_HAS_ARGS;
    }
    return raise_dispatch(p, r, at);
}

const Cell *bif_outcome(Process *p, Registers *r, Export *bif, const Cell *at, const Cell *next,
                        uint32_t frame_bytes)
{
    switch ((RaiseClass)p->raise_class) {
    case BIF_TRAP:
        p->raise_class = RAISE_NONE;
        if (frame_bytes == CALL_IS_NOT_LAST) {
            *--p->heap.stack = return_address_make(next);
        } else {
            p->heap.stack += frame_bytes / sizeof(Term);
        }
        if (UNLIKELY(p->reductions_left <= 0)) {
            return leave(p, r, STOP_YIELD, (uint32_t)p->trap_export->arity,
                         export_active(p->trap_export));
        }
        return export_active(p->trap_export);
    case BIF_AGAIN: return leave(p, r, STOP_YIELD, (uint32_t)bif->arity, at);
    case BIF_WAIT:
        p->flags |= PROCESS_IN_BIF_WAIT;
        return leave(p, r, STOP_WAIT, (uint32_t)bif->arity, at);
    case BIF_SLEEP: return leave(p, r, STOP_HIBERNATE, (uint32_t)bif->arity, at);
    case BIF_HIBERNATE:
        p->heap.stack = p->heap.end;
        *--p->heap.stack = return_address_make(interp_exit_code);
        p->catches = 0;
        return leave(p, r, STOP_HIBERNATE, 3, interp_apply_code);
    case BIF_EXITING: return leave(p, r, STOP_YIELD, 0, at);
    case BIF_DIRTY_CPU: return leave(p, r, STOP_DIRTY_CPU, (uint32_t)bif->arity, at);
    case BIF_DIRTY_IO: return leave(p, r, STOP_DIRTY_IO, (uint32_t)bif->arity, at);
    default: return raise_in_bif(p, r, bif, at);
    }
}

// ---- targets of calls

// The trace of a wrong apply begins with erlang:apply(Module, Function, Arguments).
static void describe_apply(Process *p, Term module, Term function, Term arguments)
{
    const Term args[] = {module, function, arguments};
    bif_error(p, ATOM_BADARG);
    p->bif_export = export_get(ATOM_ERLANG, ATOM_APPLY, 3);
    p->error_args = space_list(process_space(p), args, 3, TERM_NIL);
    p->raise_flags |= RAISE_HAS_ARGS;
}

// error_handler:Function(Module, Second, Args), the process's own error handler
static const Cell *call_error_handler(Process *p, Registers *r, Term function, Term module,
                                      Term second, Term args)
{
    const Term handler =
        p->extra && p->extra->error_handler_set ? p->extra->error_handler : ATOM_ERROR_HANDLER;
    Export *target = export_find(handler, function, 3);
    if (target == NULL || !export_is_loaded(target)) {
        return NULL;
    }
    r->x[0] = module;
    r->x[1] = second;
    r->x[2] = args;
    return export_active(target);
}

// The function is not there: its error handler, or undef, told as if it were a native function.
static const Cell *call_undefined(Process *p, Registers *r, Term module, Term function,
                                  uint32_t arity)
{
    const Term args = space_list(process_space(p), r->x, arity, TERM_NIL);
    const Cell *next = call_error_handler(p, r, ATOM_UNDEFINED_FUNCTION, module, function, args);
    if (next == NULL) { // early in a boot
        bif_error(p, ATOM_UNDEF);
        p->bif_export = export_get(module, function, arity);
        p->error_args = args;
        p->raise_flags |= RAISE_HAS_ARGS;
    }
    return next;
}

// apply(erlang, apply, [M, F, Args]) is apply(M, F, Args), however often it is wrapped.
static void unwrap_apply(Term *module, Term *function, Term *list)
{
    while (*module == ATOM_ERLANG && *function == ATOM_APPLY && list_length(*list) == 3) {
        *module = cons_head(*list);
        *function = cons_head(cons_tail(*list));
        *list = cons_head(cons_tail(cons_tail(*list)));
    }
}

const Cell *apply_target(Process *p, Registers *r, Term module, Term function, uint32_t arity)
{
    if (module == ATOM_ERLANG && function == ATOM_APPLY && arity == 3) {
        return apply_list_target(p, r);
    }
    if (!term_is_atom(module) || !term_is_atom(function)) {
        describe_apply(p, module, function, space_list(process_space(p), r->x, arity, TERM_NIL));
        return NULL;
    }
    // What nobody names in code gets no export: names may come from anywhere.
    const Export *export = export_find(module, function, arity);
    return export ? export_active(export) : call_undefined(p, r, module, function, arity);
}

void apply_in_tail(Process *p, const Cell *target, const Cell *after)
{
    for (size_t i = 0; i < sizeof always_raising / sizeof always_raising[0]; i++) {
        if (UNLIKELY(target == export_active(always_raising[i]))) {
            *--p->heap.stack = return_address_make(after);
        }
    }
}

bool spread_arguments(Process *p, Registers *r, Term list, uint32_t *arity)
{
    r->x[X_REGISTERS] = r->x[0];
    uint32_t count = 0;
    while (term_is_cons(list)) {
        if (count == X_REGISTERS - 1) {
            bif_error(p, ATOM_SYSTEM_LIMIT);
            return false;
        }
        r->x[count++] = cons_head(list);
        list = cons_tail(list);
    }
    if (list != TERM_NIL) {
        r->x[0] = r->x[X_REGISTERS];
        bif_error(p, ATOM_BADARG);
        return false;
    }
    *arity = count;
    return true;
}

const Cell *apply_list_target(Process *p, Registers *r)
{
    Term module = r->x[0], function = r->x[1], list = r->x[2];
    unwrap_apply(&module, &function, &list);
    uint32_t arity = 0;
    if (!spread_arguments(p, r, list, &arity)) {
        if (p->error_value == ATOM_BADARG) {
            describe_apply(p, module, function, list);
        }
        return NULL;
    }
    return apply_target(p, r, module, function, arity);
}

const Cell *call_undefined_gc(Process *p, Registers *r, Export *export)
{
    const Cell *next =
        call_undefined(p, r, export->module, export->function, (uint32_t) export->arity);
    if (next != NULL && UNLIKELY(heap_wants_gc(&p->heap))) {
        process_collect_gc(p, GC_AUTO, 0, r->x, 3);
    }
    return next;
}

static const Cell *enter_closure_gc(Process *p, Registers *r, Term fun, uint32_t arity)
{
    const FunEntry *entry = fun_entry(fun);
    Space *s = process_space(p);
    if (entry->arity != arity) {
        const Term args = space_list(s, r->x, arity, TERM_NIL);
        raise_error_pair(p, ATOM_BADARITY, space_tuple2(s, fun, args));
        return NULL;
    }
    const Cell *code = atomic_load_explicit(&entry->code, memory_order_acquire);
    if (code != NULL) {
        memcpy(r->x + arity, fun_free(fun), entry->free_count * sizeof(Term));
        return code;
    }
    const Module *module = module_find(entry->module);
    if (module != NULL && module->current != NULL) {
        // A version is loaded, but it has not this fun: the error handler could do nothing.
        raise_error_pair(p, ATOM_BADFUN, fun);
        return NULL;
    }
    const Term args = space_list(s, r->x, arity, TERM_NIL);
    const Cell *next = call_error_handler(p, r, ATOM_UNDEFINED_LAMBDA, entry->module, fun, args);
    if (next == NULL) {
        bif_error(p, ATOM_UNDEF);
        return NULL;
    }
    if (UNLIKELY(heap_wants_gc(&p->heap))) {
        process_collect_gc(p, GC_AUTO, 0, r->x, 3);
    }
    return next;
}

const Cell *call_fun_target_gc(Process *p, Registers *r, Term fun, uint32_t arity)
{
    if (term_is_closure(fun)) {
        return enter_closure_gc(p, r, fun, arity);
    }
    Space *s = process_space(p);
    if (!term_is_export_fun(fun)) {
        raise_error_pair(p, ATOM_BADFUN, fun);
        return NULL;
    }
    Export *export = fun_export(fun);
    if (export->arity != arity) {
        const Term args = space_list(s, r->x, arity, TERM_NIL);
        raise_error_pair(p, ATOM_BADARITY, space_tuple2(s, fun, args));
        return NULL;
    }
    return export_active(export);
}

const Cell *apply_fun_list_target_gc(Process *p, Registers *r)
{
    const Term fun = r->x[0], list = r->x[1];
    uint32_t arity = 0;
    if (spread_arguments(p, r, list, &arity)) {
        return call_fun_target_gc(p, r, fun, arity);
    }
    const Term args[] = {fun, list};
    p->bif_export = export_get(ATOM_ERLANG, ATOM_APPLY, 2);
    p->error_args = space_list(process_space(p), args, 2, TERM_NIL);
    p->raise_flags |= RAISE_HAS_ARGS;
    return NULL;
}

// ---- maps

static Term put_pair(Process *p, Term map, Term key, Term value, bool exact)
{
    Space *s = process_space(p);
    const Term result = exact ? map_update(s, map, key, value) : map_put(s, map, key, value);
    if (term_is_none(result)) {
        raise_error_pair(p, ATOM_BADKEY, key);
    }
    return result;
}

static bool check_map(Process *p, Term map)
{
    if (!term_is_map(map)) {
        raise_error_pair(p, ATOM_BADMAP, map);
        return false;
    }
    return true;
}

Term map_put_pair_gc(Process *p, Registers *r, Term map, Term key, Term value, bool exact,
                     uint32_t live)
{
    const Term result = check_map(p, map) ? put_pair(p, map, key, value, exact) : TERM_NONE;
    return term_is_none(result) ? TERM_NONE : finish_gc(p, r, result, live);
}

Term map_put_pairs_gc(Process *p, Registers *r, Term map, const Cell *items, uint32_t count,
                      bool exact, uint32_t live)
{
    Term *e = p->heap.stack;
    if (!check_map(p, map)) {
        return TERM_NONE;
    }
    for (uint32_t done = 0; done < count;) {
        Term pairs[2 * MAP_FLAT_MAX], missing = TERM_NONE;
        const uint32_t left = count - done,
                       part = left < 2 * MAP_FLAT_MAX ? left : 2 * MAP_FLAT_MAX;
        for (uint32_t i = 0; i < part; i++) {
            pairs[i] = operand_read(r, e, WORD_ITEM(items, done + i));
        }
        map = map_put_all(process_space(p), map, pairs, part / 2, exact, &missing);
        if (term_is_none(map)) {
            raise_error_pair(p, ATOM_BADKEY, missing);
            return TERM_NONE;
        }
        done += part;
    }
    return finish_gc(p, r, map, live);
}
