// SPDX-License-Identifier: Apache-2.0
// beam_loops.c -- no function may run for ever without calling or waiting.
//
//     label 3: is_nil f4 x0        a process is preempted where it enters a function, and where it waits:
//              return              nothing could stop this one, not even an exit signal
//     label 4: jump f3
//
// The idea: Erlang has no loops but calls and receive, so compilers write none. Only the ways of a
// receive lead back: loop_rec_end, wait and wait_timeout, which yield. Without them the labels of a
// function must be in some order that all ways follow. Labels that no way leads to any more are taken
// out with their ways, until none is left, or a loop is.
//
// Invariants: 1. A function is looked at only when it has a way backwards (beam_flow.c notes it), so
// nearly none is.
// Exceptions: a loop through a call is refused as well, though it would yield: nobody writes it.
// Read before: loader/beam_flow.c     Read next: loader/beam_rewrite.c
#include "loader/beam_loops.h"

#include "loader/beam_returns.h"
#include "vm/base/alloc.h"

bool beam_loops_way_yields(uint32_t opcode)
{
    return opcode == OP_loop_rec_end || opcode == OP_wait || opcode == OP_wait_timeout;
}

typedef struct Order {
    Flow *f;
    uint32_t *ways_to; // per slot: ways that lead to it from labels that are left
    uint32_t *free;    // slots that none leads to; a stack
    uint32_t free_count;
} Order;
typedef void (*Visit)(Order *o, uint32_t slot);

static void visit_label(Order *o, uint64_t label, Visit visit)
{
    if (label != 0) {
        visit(o, flow_slot(o->f, label));
    }
}

static void visit_ways(Order *o, const GenericInstr *i, Visit visit)
{
    const Operand *a = &o->f->v->code->operands[i->operands];
    for (uint32_t ways = rule_shapes[i->opcode].ways; ways != 0; ways &= ways - 1) {
        const Operand *way = &a[__builtin_ctz(ways)];
        if (way->kind == OPERAND_LABEL) {
            visit_label(o, way->value, visit);
        }
    }
    if (i->opcode == OP_select_val || i->opcode == OP_select_tuple_arity) {
        for (uint32_t k = 1; k < a[2].count; k += 2) {
            visit_label(o, o->f->v->code->operands[a[2].value + k].value, visit);
        }
    }
}

static bool goes_on(const Flow *f, const GenericInstr *i)
{
    const Operand *a = &f->v->code->operands[i->operands];
    if (i->opcode == OP_call) {
        return f->can_return[verify_callee(f->v, a[1].value) - f->v->code->functions];
    }
    return !rule_shapes[i->opcode].is_end &&
           !(i->opcode == OP_call_ext && f->v->code->imports[a[1].value].never_returns);
}

// All ways out of the code behind a label.
static void visit_block(Order *o, uint32_t slot, Visit visit)
{
    const Verifier *v = o->f->v;
    for (uint32_t at = v->label_at[flow_label(o->f, slot)] + 1; at < v->function->end; at++) {
        const GenericInstr *i = &v->code->instrs[at];
        if (i->opcode == OP_label) {
            visit_label(o, v->code->operands[i->operands].value, visit);
            return;
        }
        if (!beam_loops_way_yields(i->opcode)) {
            visit_ways(o, i, visit);
        }
        if (!goes_on(o->f, i)) {
            return;
        }
    }
}

static void add_way(Order *o, uint32_t slot) { o->ways_to[slot]++; }
static void take_way(Order *o, uint32_t slot)
{
    if (--o->ways_to[slot] == 0) {
        o->free[o->free_count++] = slot;
    }
}

static uint32_t take_out_in_order(Order *o)
{
    uint32_t left = 0;
    for (uint32_t slot = 0; slot < o->f->state_count; slot++) {
        if (flow_state(o->f, slot)->is_known) {
            left++;
            visit_block(o, slot, add_way);
        }
    }
    for (uint32_t slot = 0; slot < o->f->state_count; slot++) {
        if (flow_state(o->f, slot)->is_known && o->ways_to[slot] == 0) {
            o->free[o->free_count++] = slot;
        }
    }
    for (; o->free_count > 0; left--) {
        visit_block(o, o->free[--o->free_count], take_way);
    }
    return left;
}

bool beam_loops_check(Flow *f)
{
    size_t bytes = f->state_count * sizeof(uint32_t);
    Order o = {.f = f, .ways_to = vm_calloc(bytes), .free = vm_alloc(bytes)};
    const uint32_t left = take_out_in_order(&o);
    vm_free(o.ways_to, bytes);
    vm_free(o.free, bytes);
    return left == 0 || verify_fail(f->v, "a loop without a call or a receive");
}
