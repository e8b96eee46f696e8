// SPDX-License-Identifier: Apache-2.0
// beam_effect.h -- what one instruction needs of the state before it, and what it makes of it.
#pragma once

#include "loader/beam_state.h"

// What is known of a function's arguments: what holds at all calls found so far.
typedef struct Entry {
    bool is_called; // or known outside of the module: then its arguments may be anything
    bool is_queued; // to be looked at (again)
    RegisterTypes arguments;
} Entry;

typedef struct Flow {
    Verifier *v;
    Entry *entries;          // per function
    uint32_t *slot_of_label; // of labels of the present function: index into states
    State *states;
    uint32_t state_room, state_count;
    uint32_t *label_of_slot;
    uint32_t *queue;        // slots; a stack
    const bool *can_return; // per function
    uint32_t queue_count;
    bool can_reach_next;    // of the instruction just looked at
    bool has_hole_at_raise; // found in the present function
    bool has_way_back;      // the same: some way leads to a label before it, and does not yield
    State now;
} Flow;

// Applies the effect of f->v->instr to f->now: false when something that it needs does not hold.
// Ways to labels are followed with flow_to; f->can_reach_next says whether the next instruction is
// reached.
bool effect_apply(Flow *f);
// A way with state s leads to the label (beam_flow.c).
bool flow_to(Flow *f, uint64_t label, const State *s);
