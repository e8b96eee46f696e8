// SPDX-License-Identifier: Apache-2.0
// front.h -- the installed front ends (erlc, escript, elixir, mix, ...) run on this emulator.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/words.h"

// Makes sure that whatever is started from here, as a child or by execv, meets Joist again: a
// folder of links first on PATH, and the variables that front ends look at. False: no folder could
// be made; message (PATH_MAX + 300 bytes) says why and what to do, and the environment is as it
// was.
bool front_prepare(const Install *install, char *message);

// Is this the name of a front end we can run?
bool front_is_known(const char *name);

// Becomes the installed front end argv[0] with argv. Returns only on failure, with an exit status;
// the reason was printed.
int front_run(const Install *install, char **argv);
