// SPDX-License-Identifier: Apache-2.0
// ets_pattern.h -- what the heads of a match specification say about keys, so that not every object
// need be tried.
#pragma once

#include "vm/ets/ets_table.h"

typedef enum EtsKeyPlan {
    ETS_KEYS_ANY,   // every object must be tried
    ETS_KEYS_NONE,  // nothing can match
    ETS_KEYS_BOUND, // only objects with one of these keys
    ETS_KEYS_RANGE, // ordered set: only keys that ets_pattern_side says are near `partial`
} EtsKeyPlan;

typedef struct EtsPattern {
    EtsKeyPlan plan;
    Term *keys; // of BOUND; for an ordered set just one
    uint32_t key_count, key_room;
    Term partial;
} EtsPattern;

// spec: a valid match specification (it has been compiled).
void ets_pattern_analyze(const EtsTable *t, Term spec, EtsPattern *pattern);
void ets_pattern_free(EtsPattern *pattern);
// EtsTreeSide for a key pattern: `wanted` points to it. 0 when a key like this may match or nothing
// can be said.
int ets_pattern_side(const void *wanted, Term key);
// May select_replace use this specification: does every clause give a tuple with the key of the
// object? (Or is it malformed: false.)
bool ets_pattern_keeps_key(Term spec, uint32_t keypos);
