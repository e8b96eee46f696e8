// SPDX-License-Identifier: Apache-2.0
// target.h -- FILE.beam and M.f of a command line -> which function of which module is meant.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/words.h"

typedef struct Target {
    char folder[PATH_MAX];
    char file_module[256]; // the file's name without .beam
    char module[256];      // whose function is called
    char function[256];    // empty: main or start
    bool elixir;
} Target;

// False: not a compiled module, the reason was printed.
bool target_of(Target *target, const char *path);
// Takes "M.f", "M:f", or Elixir's "A.B.f". False: it is none of them, which was printed.
bool target_call(Target *target, const char *call);

#define TARGET_NO_ELIXIR                                                                   \
    " was compiled by Elixir, which is not installed (Debian: apt install elixir; or put " \
    "`elixir` "                                                                            \
    "on PATH)"

// Appends -pa and the ebin folder for each library in lib, a folder of install_find_elixir. False:
// it cannot be read. hidden: so many bytes of the folders' names are left out.
bool target_elixir_paths(Words *out, const char *lib, size_t hidden);

bool target_ends_with(const char *text, const char *end);
