// SPDX-License-Identifier: Apache-2.0
// compare_map.h -- inside the compare files only: the order of two large maps, as a state that asks
// its caller to compare keys and values for it, one question at a time.
#pragma once

#include "vm/term/term.h"

typedef struct MapCompare MapCompare;

typedef struct MapQuestion {
    Term a, b;
    bool is_exact; // as map keys are compared; else as the maps themselves
} MapQuestion;

// a and b: hash maps of the same size. Never NULL.
MapCompare *map_compare_begin(Term a, Term b);
// answer: the result of the last question (the first time: anything). True: another question.
// False: *order is the result, and the state is freed.
bool map_compare_step(MapCompare *m, int answer, MapQuestion *question, int *order);
