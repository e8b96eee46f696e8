// SPDX-License-Identifier: Apache-2.0
// beam_loops.h -- no function may run for ever without calling or waiting.
#pragma once

#include "loader/beam_effect.h"

// True when an instruction's way to a label lets others run first: it waits, or may yield.
bool beam_loops_way_yields(uint32_t opcode);
// The ways of the present function, which has been followed: false when some of them form a loop.
bool beam_loops_check(Flow *f);
