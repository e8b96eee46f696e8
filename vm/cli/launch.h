// SPDX-License-Identifier: Apache-2.0
// launch.h -- what follows `erl` on a command line -> the argument vector of an emulator.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/words.h"

typedef struct Launch {
    // name, emulator flags (`-S 2`), `--`, -root R -bindir B -progname P, `--`, -home H, `--`, rest
    Words vector;
    Words environment;  // NAME, VALUE, NAME, VALUE ... from -env
    Words man;          // `man ...` to be executed instead (-man), empty otherwise
    bool detached;      // -detached
    bool start_epmd;    // -name or -sname, and nothing said against it
    char *epmd_program; // -epmd; NULL: the installed one. Points into the arguments
    Words arguments;    // the command line with files and environment variables merged in
} Launch;

// Returns -1 when the vector is to be started, else the exit status (what to print was printed).
int launch_compose(Launch *launch, const Install *install, int argc, char **argv);
void launch_free(Launch *launch);
