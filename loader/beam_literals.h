// SPDX-License-Identifier: Apache-2.0
// beam_literals.h -- constant terms of a module while it is being read: built one by one in passing
// memory, then moved together into one literal area of exactly the right size.
//
// Read before: loader/beam_file.h     Read next: loader/beam_chunks.h
#pragma once

#include "loader/beam_code.h"

struct PoolBlock;
struct BeamLiterals {
    Space space; // where terms are built until beam_literals_finish (first member: grow casts)
    struct PoolBlock *blocks; // memory of space
    Term *terms;              // the constants in order of beam_literals_add; owned
    uint32_t count, room;
};

void beam_literals_init(BeamLiterals *l);
// Adds a term built in l->space; returns its index.
uint32_t beam_literals_add(BeamLiterals *l, Term t);
// Copies all terms into one new area and updates `terms`. *area is NULL when every term is
// immediate.
void beam_literals_finish(BeamLiterals *l, LiteralArea **area);
// Frees everything (not the area).
void beam_literals_free(BeamLiterals *l);
