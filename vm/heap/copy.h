// SPDX-License-Identifier: Apache-2.0
// copy.h -- copying a term to another space (message, spawn argument, ETS, literal). Iterative.
// Sharing is not kept, as in ERTS. Literals are referred to, not copied, except by the _all forms.
// Refc binaries gain a reference. Sub-binaries keep their original when it is refc; small parts of
// heap binaries are copied as such. Match contexts never occur.
#pragma once

#include "vm/heap/heap.h"

size_t copy_size(Term t);             // words that copy_term will take
Term copy_term(Space *space, Term t); // takes words with space_take in one piece when it can
Term copy_term_sized(Space *space, Term t,
                     size_t words); // words: copy_size(t), measured by the caller
size_t copy_size_all(Term t);       // literals too
Term copy_term_all(Space *space, Term t);
// Copies into a new fragment; NULL for immediates and literals (*copy = t).
Fragment *copy_to_fragment(Term t, Term *copy);
// As erts_debug:flat_size/1 and erts_debug:size_shared/1 (ERTS's own figures, term_size.c).
size_t term_flat_size(Term t);
size_t term_shared_size(Term t); // every object once, literals not at all
