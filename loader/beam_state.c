// SPDX-License-Identifier: Apache-2.0
// beam_state.c -- where two ways through a function meet: what holds on both.
//
//   way 1: frame 3, x {0 1 2}, y {0 2}, room 5     \,
//                                                    >  frame 3, x {0 1}, y {2}, room 0
//   way 2: frame 3, x {0 1},   y {1 2}, room 0     /'
//
// The idea: knowledge is a set of facts, and only those that both ways bring survive. So a state
// can only lose facts, each a limited number of times, and following the ways again and again must
// end.
//
// Invariants: 1. state_meet never adds a fact. 2. Catch tags of a decided frame are the same on all
// ways.
// Exceptions: frames of different sizes or with different tags make an undecided frame, whose y is
// what all of them have; it can only be left by an exception.
// Read before: loader/beam_rules.h     Read next: loader/beam_flow.c
#include "loader/beam_state.h"

bool state_has_all_y(const State *s)
{
    if (s->frame == FRAME_UNDECIDED) {
        return !s->has_holes;
    }
    return s->frame <= 0 || set_has_first(s->y, (uint64_t)s->frame);
}

// Takes the registers out of *set that *taken has.
static void set_subtract(uint64_t *set, const uint64_t *taken)
{
    for (int i = 0; i < SET_WORDS; i++) {
        set[i] &= ~taken[i];
    }
}

// The frame at a label after another way has met it; true when that changed it.
static bool meet_frames(State *at, const State *s)
{
    bool is_same = at->frame == s->frame && memcmp(at->tags, s->tags, sizeof at->tags) == 0;
    if (is_same && at->frame != FRAME_UNDECIDED) {
        return set_meet(at->y, s->y);
    }
    // y keeps the registers that every one of the frames has.
    bool has_holes = !state_has_all_y(at) || !state_has_all_y(s);
    bool is_changed = at->frame != FRAME_UNDECIDED || at->has_holes != has_holes;
    uint64_t other[SET_WORDS];
    memcpy(other, s->y, sizeof other);
    set_subtract(other, s->tags);
    set_subtract(at->y, at->tags);
    set_clear(at->tags);
    at->frame = FRAME_UNDECIDED;
    at->has_holes = has_holes;
    return set_meet(at->y, other) || is_changed;
}

static bool meet_timed(State *at, const State *s)
{
    if (!at->is_woken && !s->is_woken) {
        return false;
    }
    if (!at->is_woken) {
        memcpy(at->timed, at->x, sizeof at->timed); // before x shrinks
        at->is_woken = true;
    }
    return set_meet(at->timed, s->is_woken ? s->timed : s->x);
}

bool state_meet(State *at, const State *s)
{
    bool is_changed = meet_frames(at, s);
    is_changed |= meet_timed(at, s);
    is_changed |= set_meet(at->x, s->x);
    is_changed |= types_meet(&at->types, &s->types);
    is_changed |= at->is_building && !s->is_building;
    at->is_building &= s->is_building;
    is_changed |= (at->fr & ~s->fr) != 0 || s->room < at->room || (s->from & ~at->from) != 0;
    at->fr &= s->fr;
    at->room = s->room < at->room ? s->room : at->room;
    at->from |= s->from;
    return is_changed;
}
