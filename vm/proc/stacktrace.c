// SPDX-License-Identifier: Apache-2.0
// stacktrace.c -- reads a process's stack as a list of places in the code.
//
// On a stack a word with the low bits 11 is a return address, nothing else (term.h). It stands
// behind its call, so the call itself is found one cell before it.
//
// Read before: vm/code/code_range.h     Read next: vm/interp/raise.h
#include "vm/proc/stacktrace.h"

#include "vm/code/code_range.h"
#include "vm/term/atom.h"

uint32_t stacktrace_depth = STACKTRACE_DEPTH_DEFAULT;

uint32_t stacktrace_addresses(Process *p, const Cell *at, const Cell *previous, const Cell **out,
                              uint32_t limit)
{
    uint32_t count = 0;
    if (at != NULL && limit > 0) {
        out[count++] = at;
    }
    for (const Term *e = p->heap.stack; e < p->heap.end && count < limit; e++) {
        if (header_is(*e)) {
            const Cell *back = return_address(*e);
            // A return address stands behind its call: one cell back is inside it.
            if (back != previous && code_range_find(back - 1) != NULL) {
                out[count++] = back - 1;
            }
            previous = back;
        }
    }
    return count;
}

static Term make_location(Space *s, const Cell *at, Term tail)
{
    const CodeBlock *block = code_range_find(at);
    uint32_t line = 0;
    Term file = TERM_NIL;
    if (block == NULL || !code_line_at(block, at, &line, &file)) {
        return tail;
    }
    const Term lines = space_cons(s, space_tuple2(s, ATOM_LINE, small_make(line)), tail);
    return space_cons(s, space_tuple2(s, ATOM_FILE, file), lines);
}

// {M, F, Args or Arity, Location}
Term stacktrace_entry(Space *s, const Cell *at, Term args, Term info)
{
    const CodeBlock *block = code_range_find(at);
    const FunctionInfo *f = block ? code_function_at(block, at) : NULL;
    if (f == NULL) {
        return TERM_NONE;
    }
    Term tail = TERM_NIL;
    if (info != TERM_NIL && info != ATOM_UNDEFINED) {
        tail = space_cons(s, space_tuple2(s, ATOM_ERROR_INFO, info), TERM_NIL);
    }
    const Term location = info == ATOM_UNDEFINED ? TERM_NIL : make_location(s, at, tail);
    return space_tuple4(s, block->name, f->name,
                        args == ATOM_UNDEFINED ? small_make(f->arity) : args, location);
}

Term stacktrace_current(Process *p, Space *space, uint32_t depth, const Cell *at)
{
    const Cell *addresses[STACKTRACE_MAX];
    Term entries[STACKTRACE_MAX];
    const uint32_t found = stacktrace_addresses(p, at, NULL, addresses,
                                                depth < STACKTRACE_MAX ? depth : STACKTRACE_MAX);
    uint32_t count = 0;
    for (uint32_t i = 0; i < found; i++) {
        const Term entry = stacktrace_entry(space, addresses[i], ATOM_UNDEFINED, TERM_NIL);
        if (!term_is_none(entry)) {
            entries[count++] = entry;
        }
    }
    return space_list(space, entries, count, TERM_NIL);
}

Term stacktrace_function(Space *space, const Cell *at)
{
    const CodeBlock *block = code_range_find(at);
    const FunctionInfo *f = block ? code_function_at(block, at) : NULL;
    return f ? space_tuple3(space, block->name, f->name, small_make(f->arity)) : TERM_NONE;
}
