// SPDX-License-Identifier: Apache-2.0
// beam_returns.h -- which functions of a module can come back to their caller at all.
#pragma once

#include "loader/beam_rules.h"

// can_return[k] is set for every function that may return; all are false before. The instructions
// have passed the first half of the verifier.
void beam_returns_find(const Verifier *v, bool *can_return);
// True when a call of this import never comes back: erlang:error/1 and the like
// (BeamImport.never_returns).
bool beam_returns_never(const BeamImport *import);
