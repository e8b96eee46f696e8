// SPDX-License-Identifier: Apache-2.0
// diff_options.h -- the command line of `joist diff`.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/target.h"
#include "vm/cli/words.h"

typedef enum DiffSide {
    DIFF_STOCK,
    DIFF_JOIST,
    DIFF_SIDES,
} DiffSide;

extern const char *const DIFF_SIDE_NAMES[DIFF_SIDES];

typedef struct DiffProgram {
    char *path;    // as it was given, or found in a folder
    bool found;    // in a folder: it need not have a function to call
    Target target; // folder is absolute
} DiffProgram;

typedef struct DiffOptions {
    const char *executable;     // this one
    Words machines[DIFF_SIDES]; // the words of each machine's command
    DiffProgram *programs;      // owned
    size_t count, room;
    Words arguments;     // ARGS of the programs
    Words paths;         // --pa: absolute folders
    char root[PATH_MAX]; // --root: absolute, or empty
    const char *call;
    const char *list_path;
    long limit_ms;
    size_t batch;
    int only; // a DiffSide, or -1
    bool exact;
    bool elixir; // one of the programs is Elixir's
} DiffOptions;

// argv[0] is "diff". Returns -1, or the exit status (what is to be said was printed).
int diff_options_parse(DiffOptions *options, const Install *install, int argc, char **argv);
void diff_options_free(DiffOptions *options);
