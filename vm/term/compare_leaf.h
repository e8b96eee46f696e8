// SPDX-License-Identifier: Apache-2.0
// compare_leaf.h -- inside the compare files only: the order of leaves, which have no parts to
// descend into.
#pragma once

#include "vm/term/term.h"

int compare_atoms(Term a, Term b);
// Number and number, of any two kinds; mixed ones by exact mathematical value.
int compare_numbers(Term a, Term b);
// Two floats, where -0.0 comes before 0.0 if the release tells them apart.
int compare_floats_exact(Term a, Term b);
int compare_doubles(double a, double b);
int compare_bitstrings(Term a, Term b);
int compare_pids(Term a, Term b);       // of this or other nodes
int compare_ports(Term a, Term b);      // likewise
int compare_references(Term a, Term b); // likewise
static inline int compare_words(uint64_t a, uint64_t b) { return a < b ? -1 : a > b; }
