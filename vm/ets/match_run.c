// SPDX-License-Identifier: Apache-2.0
// match_run.c -- runs match programs: the stack machine of match_program.h.
//
// Terms that guards and bodies build go to the heap of a process that does not exist, one per
// thread: BIFs want a process, and what a guard builds must not pile up in the caller's heap while
// a million objects are tried. That heap is emptied before each run; the result may refer to it, to
// the object and to the program's constants, and the caller copies what it keeps in one go.
//
//   object in the table -----+
//   constants in the program ----> result -- copy_term --> the caller's heap
//   scratch heap ------------+
//
// INVARIANTS
//   1. The stack never grows beyond program->stack, which the compiler has counted.
//   2. Nothing that a run built is used after the next run on the same thread has begun.
//
// Exceptions: a failing call in a guard means "this clause does not match", in a body it gives the
// atom 'EXIT'.
// Read before: vm/ets/match_compile.c     Read next: vm/ets/ets_select.h
#include "vm/ets/match_program.h"

#include <pthread.h>

#include "vm/base/alloc.h"
#include "vm/heap/offheap.h"
#include "vm/term/compare.h"
#include "vm/term/map.h"

enum { SCRATCH_WORDS = 1024, SCRATCH_SLOTS = 64, REDUCTIONS = 1 << 30 };

// ---- working memory

typedef struct Scratch {
    Process process; // only what BIFs touch: heap, exception fields, reductions
    Term *slots;     // variables, then the stack
    size_t room;
} Scratch;

static THREAD_LOCAL Scratch *scratch_of_thread;
static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;

static void free_scratch(void *memory)
{
    Scratch *s = memory;
    heap_destroy(&s->process.heap);
    vm_free(s->slots, s->room * sizeof *s->slots);
    vm_free(s, sizeof *s);
}

static void make_key(void) { CHECK(pthread_key_create(&scratch_key, free_scratch) == 0); }

static Scratch *make_scratch(void)
{
    pthread_once(&scratch_once, make_key);
    Scratch *s = vm_calloc(sizeof *s);
    heap_init(&s->process.heap, SCRATCH_WORDS, SCRATCH_WORDS);
    s->room = SCRATCH_SLOTS;
    s->slots = vm_alloc(s->room * sizeof *s->slots);
    s->process.pid = pid_make(0);
    CHECK(pthread_setspecific(scratch_key, s) == 0);
    scratch_of_thread = s;
    return s;
}

static void empty_heap(Heap *h)
{
    if (UNLIKELY(h->space.offheap != NULL)) {
        offheap_release_list(h->space.offheap);
        h->space.offheap = NULL;
        h->space.offheap_bytes = 0;
    }
    while (UNLIKELY(h->fragments != NULL)) {
        Fragment *f = h->fragments;
        h->fragments = f->next;
        fragment_free(f);
    }
    h->fragment_words = 0;
    h->space.top = h->start;
}

static Scratch *begin_run(const MatchProgram *program)
{
    Scratch *s = scratch_of_thread ? scratch_of_thread : make_scratch();
    const size_t need = (size_t)program->variables + program->stack;
    if (UNLIKELY(s->room < need)) {
        s->slots = vm_realloc(s->slots, s->room * sizeof *s->slots, need * sizeof *s->slots);
        s->room = need;
    }
    empty_heap(&s->process.heap);
    return s;
}

// ---- the machine

static Term call_function(Scratch *s, uint32_t index, Term *arg)
{
    s->process.raise_class = RAISE_NONE;
    s->process.reductions_left = REDUCTIONS;
    return match_function_at(index)->bif(&s->process, arg);
}

static bool match_float(Term t, uint64_t bits)
{
    return term_is_float(t) && boxed_words(t)[1] == bits;
}

// The value of and (neutral: true) or or (neutral: false) over count operands; TERM_NONE if one is
// not a boolean.
static Term combine(const Term *operands, uint64_t count, Term neutral)
{
    const Term other = neutral == ATOM_TRUE ? ATOM_FALSE : ATOM_TRUE;
    Term value = neutral;
    for (uint64_t i = 0; i < count; i++) {
        if (operands[i] == other) {
            value = other;
        } else if (operands[i] != neutral) {
            return TERM_NONE;
        }
    }
    return value;
}

// One structure instruction of a pattern. False: it does not match. *stack: next free.
static bool open_structure(MatchOp op, Term operand, Term **stack)
{
    Term *top = *stack;
    const Term t = *--top;
    if (op == MATCH_TUPLE) {
        const uint32_t arity = (uint32_t)operand;
        if (!term_is_tuple_of(t, arity)) {
            return false;
        }
        for (uint32_t i = arity; i > 0; i--) {
            *top++ = tuple_elements(t)[i - 1];
        }
    } else if (op == MATCH_CONS) {
        if (!term_is_cons(t)) {
            return false;
        }
        *top++ = cons_tail(t);
        *top++ = cons_head(t);
    } else if (op == MATCH_MAP) {
        if (!term_is_map(t) || map_size(t) < operand) {
            return false;
        }
        top++;
    } else {
        const Term value = map_get(t, operand);
        if (term_is_none(value)) {
            return false;
        }
        top++;
        *top++ = value;
    }
    *stack = top;
    return true;
}

static Term *build_term(Scratch *s, MatchOp op, uint64_t count, Term *top)
{
    Space *space = process_space(&s->process);
    if (op == MATCH_MAKE_CONS) {
        top -= 2;
        *top = space_cons(space, top[1], top[0]);
    } else if (op == MATCH_MAKE_TUPLE) {
        top -= count;
        *top = space_tuple(space, (uint32_t)count, top);
    } else {
        top -= 2 * count;
        *top = map_from_pairs(space, top, count);
    }
    return top + 1;
}

Term match_run(const MatchProgram *program, Term object, Term self)
{
    Scratch *s = begin_run(program);
    Term *variables = s->slots;
    Term *const bottom = variables + program->variables;
    Term *top = bottom;
    const uint64_t *pc = program->code;
    const uint64_t *next_clause = NULL;
    bool is_body = false;
    for (;;) {
        const MatchOp op = (MatchOp)*pc++;
        Term value;
        switch (op) {
        case MATCH_TRY:
            next_clause = program->code + *pc++;
            is_body = false;
            top = bottom;
            *top++ = object;
            break;
        case MATCH_FAIL: return TERM_NONE;
        case MATCH_ANY:
        case MATCH_DROP:
        case MATCH_WASTE: top--; break;
        case MATCH_BIND: variables[*pc++] = *--top; break;
        case MATCH_SAME:
            value = variables[*pc++];
            if (!term_same(value, *--top)) {
                goto fail;
            }
            break;
        case MATCH_EQUAL:
            if (*--top != *pc++) {
                goto fail;
            }
            break;
        case MATCH_TERM:
            if (!term_same(*pc++, *--top)) {
                goto fail;
            }
            break;
        case MATCH_FLOAT:
            if (!match_float(*--top, *pc++)) {
                goto fail;
            }
            break;
        case MATCH_CONS:
            if (!open_structure(op, 0, &top)) {
                goto fail;
            }
            break;
        case MATCH_TUPLE:
        case MATCH_MAP:
        case MATCH_KEY:
            if (!open_structure(op, *pc++, &top)) {
                goto fail;
            }
            break;
        case MATCH_PUSH: *top++ = *pc++; break;
        case MATCH_LOAD: *top++ = variables[*pc++]; break;
        case MATCH_OBJECT: *top++ = object; break;
        case MATCH_SELF: *top++ = self; break;
        case MATCH_CALL: {
            const uint32_t index = (uint32_t)*pc++;
            top -= match_function_at(index)->arity;
            value = call_function(s, index, top);
            goto push_or_fail;
        }
        case MATCH_AND:
        case MATCH_OR:
            top -= *pc;
            value = combine(top, *pc++, op == MATCH_AND ? ATOM_TRUE : ATOM_FALSE);
            goto push_or_fail;
        push_or_fail:
            if (UNLIKELY(term_is_none(value))) {
                if (!is_body) {
                    goto fail;
                }
                value = ATOM_EXIT_TAG;
            }
            *top++ = value;
            break;
        case MATCH_ANDALSO:
        case MATCH_ORELSE:
            value = top[-1];
            if (value == (op == MATCH_ANDALSO ? ATOM_FALSE : ATOM_TRUE)) {
                pc = program->code + *pc;
            } else if (value == (op == MATCH_ANDALSO ? ATOM_TRUE : ATOM_FALSE)) {
                top--;
                pc++;
            } else if (is_body) {
                top[-1] = ATOM_EXIT_TAG;
                pc = program->code + *pc;
            } else {
                goto fail;
            }
            break;
        case MATCH_JUMP: pc = program->code + *pc; break;
        case MATCH_TRUE:
            if (*--top != ATOM_TRUE) {
                goto fail;
            }
            break;
        case MATCH_CATCH: is_body = true; break;
        case MATCH_RETURN: return top[-1];
        case MATCH_MAKE_CONS: top = build_term(s, op, 0, top); break;
        case MATCH_MAKE_TUPLE:
        case MATCH_MAKE_MAP: top = build_term(s, op, *pc++, top); break;
        }
        continue;
    fail:
        pc = next_clause;
    }
}
