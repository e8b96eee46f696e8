// SPDX-License-Identifier: Apache-2.0
// atom_order.h -- the order of atoms by number, as ERTS numbers them: that of the keys of small
// maps from OTP 26 on.
#pragma once

#include "vm/term/term.h"

// After atom_init, when the release is known, before other atoms are made.
void atom_order_init(void);

// Negative, 0 or positive: a was known to the machine before b, is b, ...
int atom_order_compare(Term a, Term b);

// Atoms below this index have a place in the order that is not their index's.
extern uint32_t atom_order_early;
void atom_order_note_slow(uint32_t index);
// This atom was asked for by its name (atom.c).
static inline void atom_order_note(uint32_t index)
{
    if (UNLIKELY(index < atom_order_early)) {
        atom_order_note_slow(index);
    }
}
