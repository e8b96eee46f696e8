// SPDX-License-Identifier: Apache-2.0
// beam_flow.h -- the second half of the verifier: what registers and frame hold along every way
// through a function.
#pragma once

#include "loader/beam_rules.h"

// Follows the control flow of every function. The instructions have passed the first half.
bool beam_flow_check(Verifier *v);
