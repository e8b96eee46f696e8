// SPDX-License-Identifier: Apache-2.0
// beam_state.h -- what the verifier knows at one point of a function: which registers hold terms,
// the frame, the heap's room.
#pragma once

#include "loader/beam_types.h"

enum { SET_WORDS = 16, NO_FRAME = -1, FRAME_UNDECIDED = -2, FROM_CODE = 1, FROM_RAISE = 2 };

// Sets of registers.
typedef enum SetKind {
    SET_X,     // x registers that hold terms
    SET_Y,     // y registers that hold terms
    SET_TAGS,  // y registers that hold catch tags
    SET_TIMED, // x registers that hold terms unless a receive's timer is running already
    SET_KINDS
} SetKind;

// The sets stand last, their first words together: hardly any module uses a register above 60, and
// then a state is only as large as what it needs (state_copy).
typedef struct State {
    bool is_known;    // of a label: some way leads here
    bool is_queued;   // of a label: its code must be looked at (again)
    uint8_t from;     // FROM_CODE, FROM_RAISE or both
    bool has_holes;   // FRAME_UNDECIDED: on some way a y register may hold no term
    bool is_woken;    // SET_TIMED is meaningful (else it is SET_X)
    bool is_building; // a binary is under construction: bs_put instructions may follow
    uint8_t words;    // of each set that are in use: 1 or SET_WORDS, the same in a whole module
    int32_t frame;    // number of y registers; NO_FRAME; FRAME_UNDECIDED
    uint64_t room;
    uint64_t fr;
    RegisterTypes types;
    uint64_t sets[SET_WORDS][SET_KINDS];
} State;

// So much of a state with words = 1 is used.
enum { STATE_NARROW_BYTES = offsetof(State, sets) + SET_KINDS * sizeof(uint64_t) };

static inline void state_copy(State *to, const State *from)
{
    memcpy(to, from, STATE_NARROW_BYTES);
    if (UNLIKELY(from->words > 1)) {
        memcpy(to->sets, from->sets, sizeof from->sets);
    }
}

// True when every y register of the frame holds a term (or a catch tag).
bool state_has_all_y(const State *s);
// Another way with state s meets the one with state *at: *at becomes what holds on both. True when
// that changed it.
bool state_meet(State *at, const State *s);

// ---- sets

static inline bool state_has(const State *s, SetKind set, uint64_t i)
{
    return s->sets[i / 64][set] >> (i % 64) & 1;
}
static inline void state_add(State *s, SetKind set, uint64_t i)
{
    s->sets[i / 64][set] |= UINT64_C(1) << (i % 64);
}
static inline void state_remove(State *s, SetKind set, uint64_t i)
{
    s->sets[i / 64][set] &= ~(UINT64_C(1) << (i % 64));
}
static inline void state_clear(State *s, SetKind set)
{
    for (int i = 0; i < s->words; i++) {
        s->sets[i][set] = 0;
    }
}
static inline void state_fill(State *s, SetKind set)
{
    for (int i = 0; i < s->words; i++) {
        s->sets[i][set] = UINT64_MAX;
    }
}
static inline bool state_is_empty(const State *s, SetKind set)
{
    uint64_t all = 0;
    for (int i = 0; i < s->words; i++) {
        all |= s->sets[i][set];
    }
    return all == 0;
}
// Has all of 0..count-1. (Not more than the sets have room for: beam_verify.c has looked at counts.)
static inline bool state_has_first(const State *s, SetKind set, uint64_t count)
{
    const uint64_t(*word)[SET_KINDS] = s->sets;
    for (; count >= 64; count -= 64, word++) {
        if ((*word)[set] != UINT64_MAX) {
            return false;
        }
    }
    const uint64_t mask = (UINT64_C(1) << count) - 1;
    return count == 0 || ((*word)[set] & mask) == mask;
}
// Keeps only 0..count-1.
static inline void state_cut(State *s, SetKind set, uint64_t count)
{
    for (uint64_t i = count / 64; i < s->words; i++) {
        s->sets[i][set] &= i == count / 64 ? (UINT64_C(1) << count % 64) - 1 : 0;
    }
}
// Takes away 0..count-1 and renumbers the others downwards.
static inline void state_shift(State *s, SetKind set, uint64_t count)
{
    for (uint64_t i = 0; i < s->words; i++) {
        uint64_t from = i + count / 64, bits = count % 64;
        uint64_t low = from < s->words ? s->sets[from][set] >> bits : 0;
        uint64_t high = bits && from + 1 < s->words ? s->sets[from + 1][set] << (64 - bits) : 0;
        s->sets[i][set] = low | high;
    }
}
static inline int64_t state_first(const State *s, SetKind set)
{
    for (int i = 0; i < s->words; i++) {
        if (s->sets[i][set]) {
            return i * 64 + __builtin_ctzll(s->sets[i][set]);
        }
    }
    return -1;
}
