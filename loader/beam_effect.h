// SPDX-License-Identifier: Apache-2.0
// beam_effect.h -- what one instruction needs of the state before it, and what it makes of it.
#pragma once

#include "loader/beam_state.h"

typedef struct Flow {
    Verifier *v;
    uint32_t *slot_of_label; // of labels of the present function: index into states
    State *states;
    uint32_t state_room, state_count;
    uint32_t *label_of_slot;
    uint32_t *queue;        // slots; a stack
    const bool *can_return; // per function
    uint32_t queue_count;
    bool can_reach_next;    // of the instruction just looked at
    bool has_hole_at_raise; // found in the present function
    State now;
} Flow;

// Applies the effect of f->v->instr to f->now: false when something that it needs does not hold.
// Ways to labels are followed with flow_to; f->can_reach_next says whether the next instruction is
// reached.
bool effect_apply(Flow *f);
// A way with state s leads to the label (beam_flow.c).
bool flow_to(Flow *f, uint64_t label, const State *s);
