// SPDX-License-Identifier: Apache-2.0
// cli.h -- the command line: which of Joist's names was called, and what to start.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/launch.h"
#include "vm/emulator.h"

// The whole program but main(): decides by argv[0] and argv[1], starts, returns the exit status.
int cli_main(int argc, char **argv);

// The part without side effects, for tests: argv as after `erl` (argv[0] is any name) becomes a
// launch and, through it, arguments for the emulator. Returns -1 when the machine is to be started,
// else the exit status (usage and errors are printed). Free with launch_free.
int cli_compose(int argc, char **argv, const Install *install, Launch *launch, EmulatorArgs *args);
