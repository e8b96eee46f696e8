// SPDX-License-Identifier: Apache-2.0
// diff_program.h -- the one expression that both machines of `joist diff` evaluate, and its words.
#pragma once

#include "vm/cli/words.h"

enum { DIFF_CONTROL_FD = 3 }; // the machine's end of the socket on which it is told what to run

// Appends what follows the name of a machine: flags, code paths, the expression, ARGS.
void diff_program_words(Words *out, const Words *paths, const Words *arguments);
