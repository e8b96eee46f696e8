// SPDX-License-Identifier: Apache-2.0
// copy.h -- copying a term to another space (message, spawn argument, ETS, literal). Iterative. Sharing is not kept, as in ERTS.
// Literals are referred to, not copied, except by the _all forms. Refc binaries gain a reference. Sub-binaries keep their
// original when it is refc; small parts of heap binaries are copied as such. Match contexts never occur.
#pragma once

#include "vm/heap/heap.h"

size_t copy_size(Term t);                  // words that copy_term will take
Term copy_term(Space *space, Term t);      // takes words with space_take in one piece when it can
size_t copy_size_all(Term t);              // literals too
Term copy_term_all(Space *space, Term t);
// Copies into a new fragment; NULL for immediates and literals (*copy = t).
Fragment *copy_to_fragment(Term t, Term *copy);
// As erts_debug:flat_size/1 (ERTS's own figures) and size/1 with sharing.
size_t term_flat_size(Term t);
