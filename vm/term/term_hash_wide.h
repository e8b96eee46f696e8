// SPDX-License-Identifier: Apache-2.0
// term_hash_wide.h -- the hash that orders large maps from OTP 27 on, in 64 bits.
#pragma once

#include "vm/term/term.h"

uint64_t term_hash_wide(Term t, uint64_t salt);

// The word that ERTS has for an immediate (term_hash_internal.c).
uint64_t hash_erts_word(Term t);
