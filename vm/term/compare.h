// SPDX-License-Identifier: Apache-2.0
// compare.h -- the order of all terms, and the two equalities. No recursion in C; any depth.
//
//   number < atom < reference < fun < port < pid < tuple < native record < map < nil < list <
//   bitstring
#pragma once

#include "vm/term/term.h"

int term_compare(Term a, Term b); // <0, 0, >0; 1 and 1.0 are equal (==, <, ...)
// as above but integers before floats when equal: order of map keys
int term_compare_exact(Term a, Term b);
bool term_equal_slow(Term a, Term b); // ==  for terms that are not the same word
bool term_same_slow(Term a, Term b);  // =:= for terms that are not the same word
static inline bool term_equal(Term a, Term b) { return a == b || term_equal_slow(a, b); }
// Immediates are the same only when identical.
static inline bool term_same(Term a, Term b)
{
    return a == b || (!term_is_immediate(a) && !term_is_immediate(b) && term_same_slow(a, b));
}
