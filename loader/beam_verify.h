// SPDX-License-Identifier: Apache-2.0
// beam_verify.h -- every fact that later stages and the interpreter may assume of code, checked
// once, here and nowhere else.
//
// Read before: loader/beam_code.h     Read next: loader/beam_rewrite.h
#pragma once

#include "loader/beam_code.h"

// False and *error when the code is not safe to run. What is promised otherwise: the list in
// beam_verify.c.
bool beam_verify(BeamCode *code, BeamError *error);
