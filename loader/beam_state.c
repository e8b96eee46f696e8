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
    return s->frame <= 0 || state_has_first(s, SET_Y, (uint64_t)s->frame);
}

// Intersects a set of *at with one of *s; true when that changed it.
static bool meet_sets(State *at, SetKind set, const State *s, SetKind other)
{
    uint64_t lost = 0;
    for (int i = 0; i < at->words; i++) {
        lost |= at->sets[i][set] & ~s->sets[i][other];
        at->sets[i][set] &= s->sets[i][other];
    }
    return lost != 0;
}

static bool has_same_tags(const State *at, const State *s)
{
    uint64_t different = 0;
    for (int i = 0; i < at->words; i++) {
        different |= at->sets[i][SET_TAGS] ^ s->sets[i][SET_TAGS];
    }
    return different == 0;
}

// The frame at a label after another way has met it; true when that changed it.
static bool meet_frames(State *at, const State *s)
{
    if (at->frame == s->frame && at->frame != FRAME_UNDECIDED && has_same_tags(at, s)) {
        return meet_sets(at, SET_Y, s, SET_Y);
    }
    // y keeps the registers that every one of the frames has.
    bool has_holes = !state_has_all_y(at) || !state_has_all_y(s);
    bool is_changed = at->frame != FRAME_UNDECIDED || at->has_holes != has_holes;
    for (int i = 0; i < at->words; i++) {
        const uint64_t before = at->sets[i][SET_Y] & ~at->sets[i][SET_TAGS];
        at->sets[i][SET_Y] = before & s->sets[i][SET_Y] & ~s->sets[i][SET_TAGS];
        at->sets[i][SET_TAGS] = 0;
        is_changed = is_changed || at->sets[i][SET_Y] != before;
    }
    at->frame = FRAME_UNDECIDED;
    at->has_holes = has_holes;
    return is_changed;
}

static bool meet_timed(State *at, const State *s)
{
    if (!at->is_woken && !s->is_woken) {
        return false;
    }
    if (!at->is_woken) {
        for (int i = 0; i < at->words; i++) { // before x shrinks
            at->sets[i][SET_TIMED] = at->sets[i][SET_X];
        }
        at->is_woken = true;
    }
    return meet_sets(at, SET_TIMED, s, s->is_woken ? SET_TIMED : SET_X);
}

bool state_meet(State *at, const State *s)
{
    bool is_changed = meet_frames(at, s);
    is_changed |= meet_timed(at, s);
    is_changed |= meet_sets(at, SET_X, s, SET_X);
    is_changed |= types_meet(&at->types, &s->types);
    is_changed |= at->is_building && !s->is_building;
    at->is_building &= s->is_building;
    is_changed |= (at->fr & ~s->fr) != 0 || s->room < at->room || (s->from & ~at->from) != 0;
    at->fr &= s->fr;
    at->room = s->room < at->room ? s->room : at->room;
    at->from |= s->from;
    return is_changed;
}
