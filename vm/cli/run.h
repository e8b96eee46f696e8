// SPDX-License-Identifier: Apache-2.0
// run.h -- `joist run FILE.beam [--call M.f] [ARGS]` -> what would be typed after `erl`.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/words.h"

// argv[0] is "run". Appends to out. Returns -1 when out is to be launched, else the exit status
// (what is wrong was printed).
int run_compose(Words *out, const Install *install, int argc, char **argv);
