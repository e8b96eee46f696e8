// SPDX-License-Identifier: Apache-2.0
// diff.h -- `joist diff`: the same modules on Joist and on stock BEAM, and what differs.
#pragma once

#include "vm/cli/install.h"

// argv[0] is "diff". Returns the exit status: 0 the same, 1 different, 2 could not be run.
int diff_main(const Install *install, int argc, char **argv);
