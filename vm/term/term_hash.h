// SPDX-License-Identifier: Apache-2.0
// term_hash.h -- hashes of terms. Those that programs can see are bit-exact with ERTS.
#pragma once

#include "vm/term/term.h"

uint32_t term_hash_phash2(
    Term t); // erlang:phash2/1: the low 27 bits are phash2/1's result; phash2/2 takes modulo
uint32_t term_hash_phash(Term t); // erlang:phash/2 before the modulo
// The hash of large maps (ERTS's make_internal_hash: decides their iteration order) and of our own
// tables. salt: 0, or the level-dependent salt of a hash collision.
uint32_t term_hash_internal(Term t, uint32_t salt);
// That of OTP 25, in every release.
uint32_t term_hash_narrow(Term t, uint32_t salt);
