// SPDX-License-Identifier: Apache-2.0
// beam_state.h -- what the verifier knows at one point of a function: which registers hold terms,
// the frame, the heap's room.
#pragma once

#include "loader/beam_types.h"

enum { SET_WORDS = 16, NO_FRAME = -1, FRAME_UNDECIDED = -2, FROM_CODE = 1, FROM_RAISE = 2 };

typedef struct State {
    bool is_known;    // of a label: some way leads here
    bool is_queued;   // of a label: its code must be looked at (again)
    uint8_t from;     // FROM_CODE, FROM_RAISE or both
    bool has_holes;   // FRAME_UNDECIDED: on some way a y register may hold no term
    bool is_woken;    // timed is meaningful (else it is x)
    bool is_building; // a binary is under construction: bs_put instructions may follow
    int32_t frame;    // number of y registers; NO_FRAME; FRAME_UNDECIDED
    uint64_t room;
    uint64_t fr;
    uint64_t x[SET_WORDS], y[SET_WORDS], tags[SET_WORDS];
    uint64_t
        timed[SET_WORDS]; // x registers that hold terms unless a receive's timer is running already
    RegisterTypes types;
} State;

// True when every y register of the frame holds a term (or a catch tag).
bool state_has_all_y(const State *s);
// Another way with state s meets the one with state *at: *at becomes what holds on both. True when
// that changed it.
bool state_meet(State *at, const State *s);

// ---- sets

static inline bool set_has(const uint64_t *set, uint64_t i) { return set[i / 64] >> (i % 64) & 1; }
static inline void set_add(uint64_t *set, uint64_t i) { set[i / 64] |= UINT64_C(1) << (i % 64); }
static inline void set_remove(uint64_t *set, uint64_t i)
{
    set[i / 64] &= ~(UINT64_C(1) << (i % 64));
}
static inline void set_clear(uint64_t *set) { memset(set, 0, SET_WORDS * sizeof *set); }
static inline bool set_is_empty(const uint64_t *set)
{
    uint64_t all = 0;
    for (int i = 0; i < SET_WORDS; i++) {
        all |= set[i];
    }
    return all == 0;
}
// Has all of 0..count-1.
static inline bool set_has_first(const uint64_t *set, uint64_t count)
{
    for (; count >= 64; count -= 64, set++) {
        if (*set != UINT64_MAX) {
            return false;
        }
    }
    uint64_t mask = (UINT64_C(1) << count) - 1;
    return (*set & mask) == mask;
}
// Keeps only 0..count-1.
static inline void set_cut(uint64_t *set, uint64_t count)
{
    for (uint64_t i = 0; i < SET_WORDS; i++) {
        if (count <= i * 64) {
            set[i] = 0;
        } else if (count < i * 64 + 64) {
            set[i] &= (UINT64_C(1) << (count - i * 64)) - 1;
        }
    }
}
// Takes away 0..count-1 and renumbers the others downwards.
static inline void set_shift(uint64_t *set, uint64_t count)
{
    for (uint64_t i = 0; i < SET_WORDS; i++) {
        uint64_t from = i + count / 64, bits = count % 64;
        uint64_t low = from < SET_WORDS ? set[from] >> bits : 0;
        uint64_t high = bits && from + 1 < SET_WORDS ? set[from + 1] << (64 - bits) : 0;
        set[i] = low | high;
    }
}
static inline int64_t set_first(const uint64_t *set)
{
    for (int i = 0; i < SET_WORDS; i++) {
        if (set[i]) {
            return i * 64 + __builtin_ctzll(set[i]);
        }
    }
    return -1;
}
// Intersects; true when that changed *set.
static inline bool set_meet(uint64_t *set, const uint64_t *other)
{
    uint64_t lost = 0;
    for (int i = 0; i < SET_WORDS; i++) {
        lost |= set[i] & ~other[i];
        set[i] &= other[i];
    }
    return lost != 0;
}
