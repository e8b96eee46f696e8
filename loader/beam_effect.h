// SPDX-License-Identifier: Apache-2.0
// beam_effect.h -- what one instruction needs of the state before it, and what it makes of it.
#pragma once

#include "loader/beam_state.h"

// What is known of a function's arguments: what holds at all calls found so far.
typedef struct Entry {
    bool is_called; // or known outside of the module: then its arguments may be anything
    RegisterTypes arguments;
} Entry;

typedef struct Flow {
    Verifier *v;
    Entry *entries;       // per function
    uint64_t *is_waiting; // a bit per function: to be looked at (again)
    uint32_t waiting_count;
    char *states;       // per label of the present function, in the order of the code (flow_state)
    size_t state_bytes; // of one of them: a narrow module's hold only what it needs
    size_t state_room_bytes;
    uint32_t state_count, queue_room;
    uint32_t first_rank;    // Verifier.rank_of_label of the first
    uint32_t *queue;        // slots; a stack
    const bool *can_return; // per function
    uint32_t queue_count;
    bool can_reach_next;    // of the instruction just looked at
    bool has_hole_at_raise; // found in the present function
    bool has_way_back;      // the same: some way leads to a label before it, and does not yield
    State now;
} Flow;

// Labels of the present function have states.
static inline uint32_t flow_slot(const Flow *f, uint64_t label)
{
    return f->v->rank_of_label[label] - f->first_rank;
}
static inline State *flow_state(const Flow *f, uint32_t slot)
{
    return (State *)(f->states + slot * f->state_bytes);
}
static inline uint32_t flow_label(const Flow *f, uint32_t slot)
{
    return f->v->labels[f->first_rank + slot];
}
static inline void flow_queue_function(Flow *f, uint32_t function)
{
    const uint64_t bit = UINT64_C(1) << (function % 64);
    f->waiting_count += (f->is_waiting[function / 64] & bit) == 0;
    f->is_waiting[function / 64] |= bit;
}

// Once, before effect_apply is called.
void effect_prepare(void);
// Applies the effect of f->v->instr to f->now: false when something that it needs does not hold.
// Ways to labels are followed with flow_to; f->can_reach_next says whether the next instruction is
// reached.
bool effect_apply(Flow *f);
// A way with state s leads to the label (beam_flow.c).
bool flow_to(Flow *f, uint64_t label, const State *s);
