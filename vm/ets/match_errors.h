// SPDX-License-Identifier: Apache-2.0
// match_errors.h -- what is wrong in a match specification, as a list of texts in the order in which they are told.
//
// Read before: vm/ets/match_program.h
#pragma once

#include "vm/base/platform.h"

typedef struct MatchErrors {
    char **texts; // each vm_alloc'ed, zero-terminated
    uint32_t count, room;
} MatchErrors;

void match_errors_add(MatchErrors *errors, const char *text); // copies it
// Moves the errors from `from` to the end before the one at `to` (to <= from).
void match_errors_move(MatchErrors *errors, uint32_t from, uint32_t to);
// Adds those from `from` on a second time.
void match_errors_repeat(MatchErrors *errors, uint32_t from);
void match_errors_free(MatchErrors *errors);
