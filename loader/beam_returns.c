// SPDX-License-Identifier: Apache-2.0
// beam_returns.c -- which functions of a module can come back to their caller at all.
//
// Compilers know of functions that always end in an exception, and leave out what would have to
// stand behind a call of one: the next instruction may be the handler of a try, or need another
// frame. The verifier must know the same, or it would refuse such code.
//
//   f: call g | ... return      g: badmatch     f waits at its call until g is known to return
//   h: call k | ... return      k: return       k returns: the way behind the call in h is open
//
// The idea: follow every way through every function, without looking at registers, but stop at a
// call of a local function that is not yet known to return. When it turns out to, go on behind all
// the calls that wait for it. What is not reached by the end is reached by no execution: the first
// return of all would have needed an earlier one.
//
// Invariants: 1. Each label and each place behind a call is gone on from at most once, so the time
// is linear in the code.
// Read before: loader/beam_verify.c     Read next: loader/beam_flow.c
#include "loader/beam_returns.h"

#include "vm/base/stack.h"
#include "vm/code/export.h"
#include "vm/term/atom.h"

enum { NOBODY = UINT32_MAX };

typedef struct Search {
    const Verifier *v;
    bool *can_return;
    bool *is_seen;           // per label
    uint32_t *first_waiting; // per function: an instruction behind a call of it; NOBODY
    uint32_t *next_waiting;  // per instruction
    uint32_t function;       // the one that is being followed
    WordStack open;          // instructions to go on from, and their functions
} Search;

bool beam_returns_never(const BeamImport *i)
{
    if (i->module != ATOM_ERLANG) {
        return false;
    }
    switch (i->arity) {
    case 1:
        return i->function == ATOM_ERROR || i->function == ATOM_EXIT || i->function == ATOM_THROW ||
               i->function == ATOM_NIF_ERROR;
    case 2: return i->function == ATOM_ERROR || i->function == ATOM_NIF_ERROR;
    case 3: return i->function == ATOM_ERROR;
    default: return false;
    }
}

static void push_open(Search *s, uint32_t at, uint32_t function)
{
    word_stack_push(&s->open, (uint64_t)function << 32 | at);
}

static void reach_label(Search *s, uint64_t label)
{
    if (label != 0 && !s->is_seen[label]) {
        s->is_seen[label] = true;
        push_open(s, s->v->label_at[label] + 1, s->function);
    }
}

static uint32_t callee_of(const Search *s, const Operand *label)
{
    return (uint32_t)(verify_callee(s->v, label->value) - s->v->code->functions);
}

static uint32_t function_around(const BeamCode *code, uint32_t at)
{
    uint32_t low = 0, high = code->function_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (code->functions[middle].first <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

// The function of an instruction becomes one that returns; those who wait for it go on.
static void note_return(Search *s, uint32_t function)
{
    if (s->can_return[function]) {
        return;
    }
    s->can_return[function] = true;
    for (uint32_t i = s->first_waiting[function]; i != NOBODY; i = s->next_waiting[i]) {
        // A place behind a call may be the end of its function: the function is that of the
        // instruction before.
        push_open(s, i, function_around(s->v->code, i - 1));
    }
}

static void wait_for(Search *s, uint32_t callee, uint32_t at)
{
    s->next_waiting[at] = s->first_waiting[callee];
    s->first_waiting[callee] = at;
}

static void reach_labels(Search *s, const GenericInstr *i)
{
    const Operand *a = &s->v->code->operands[i->operands];
    for (uint32_t ways = rule_shapes[i->opcode].ways; ways != 0; ways &= ways - 1) {
        const Operand *way = &a[__builtin_ctz(ways)];
        if (way->kind == OPERAND_LABEL) {
            reach_label(s, way->value);
        }
    }
    if (i->opcode == OP_select_val || i->opcode == OP_select_tuple_arity) {
        for (uint32_t k = 1; k < a[2].count; k += 2) {
            reach_label(s, s->v->code->operands[a[2].value + k].value);
        }
    }
}

// A tail call returns when its callee does: then the caller goes on "at" the tail call, which is
// looked at again.
static bool is_return(Search *s, uint32_t at)
{
    const GenericInstr *i = &s->v->code->instrs[at];
    const Operand *a = &s->v->code->operands[i->operands];
    switch (i->opcode) {
    case OP_return:
    case OP_apply_last: return true;
    case OP_call_ext_last:
    case OP_call_ext_only: return !s->v->code->imports[a[1].value].never_returns;
    case OP_call_last:
    case OP_call_only: {
        uint32_t callee = callee_of(s, &a[1]);
        if (!s->can_return[callee]) {
            wait_for(s, callee, at);
        }
        return s->can_return[callee];
    }
    default: return false;
    }
}

static bool stops_at_call(Search *s, uint32_t at)
{
    const GenericInstr *i = &s->v->code->instrs[at];
    const Operand *a = &s->v->code->operands[i->operands];
    if (i->opcode == OP_call_ext) {
        return s->v->code->imports[a[1].value].never_returns;
    }
    if (i->opcode != OP_call) {
        return false;
    }
    uint32_t callee = callee_of(s, &a[1]);
    if (!s->can_return[callee]) {
        wait_for(s, callee, at + 1);
        return true;
    }
    return false;
}

// Follows the code from an instruction on to where it ends or was before.
static void follow(Search *s, uint32_t at, uint32_t function)
{
    const BeamCode *code = s->v->code;
    for (; at < code->functions[function].end; at++) {
        const GenericInstr *i = &code->instrs[at];
        if (i->opcode == OP_label) {
            reach_label(s, code->operands[i->operands].value);
            return;
        }
        const RuleShape *shape = &rule_shapes[i->opcode];
        if (shape->ways != 0) {
            reach_labels(s, i);
        }
        if (!shape->may_stop) {
            continue;
        }
        if (is_return(s, at)) {
            note_return(s, function);
            return;
        }
        if (shape->is_end || stops_at_call(s, at)) {
            return;
        }
    }
}

// A native function takes the place of the body, now or when a library is loaded.
static bool is_replaced(const BeamCode *code, const BeamFunction *function)
{
    const Export *export = export_find(code->module, function->name, function->arity);
    return function->has_nif_start || code->module == ATOM_ERLANG ||
           (export != NULL && export->bif != NULL);
}

void beam_returns_find(const Verifier *v, bool *can_return)
{
    const BeamCode *code = v->code;
    size_t waiting_bytes = code->function_count * sizeof(uint32_t);
    size_t instr_bytes = ((size_t)code->instr_count + 1) * sizeof(uint32_t);
    Search s = {.v = v,
                .can_return = can_return,
                .is_seen = vm_calloc(code->label_count),
                .first_waiting = vm_alloc(waiting_bytes),
                .next_waiting = vm_alloc(instr_bytes)};
    memset(s.first_waiting, 0xFF, waiting_bytes);
    word_stack_init(&s.open);
    for (uint32_t k = 0; k < code->function_count; k++) {
        s.function = k;
        reach_label(&s, code->functions[k].entry_label);
        if (is_replaced(code, &code->functions[k])) {
            note_return(&s, k);
        }
    }
    while (!word_stack_is_empty(&s.open)) {
        const uint64_t place = word_stack_pop(&s.open);
        s.function = (uint32_t)(place >> 32);
        follow(&s, (uint32_t)place, s.function);
    }
    word_stack_free(&s.open);
    vm_free(s.is_seen, code->label_count);
    vm_free(s.first_waiting, waiting_bytes);
    vm_free(s.next_waiting, instr_bytes);
}
