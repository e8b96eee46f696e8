// SPDX-License-Identifier: Apache-2.0
// install.h -- where OTP, Elixir, their front ends and this executable lie on this computer.
#pragma once

#include "vm/base/platform.h"

#include <limits.h>

typedef struct Install {
    char root[PATH_MAX];       // /usr/lib/erlang
    char bindir[PATH_MAX];     // /usr/lib/erlang/erts-13.1.5/bin
    char erts_version[32];     // 13.1.5
    char release[16];          // 25
    char executable[PATH_MAX]; // ourselves, symbolic links resolved
} Install;

// Looks at $JOIST_OTP_ROOT, then `erl` on PATH (never ourselves), then /usr/lib/erlang. False when
// there is none; message then says what to do (a static string).
bool install_find(Install *install, const char **message);

// Fills in what follows from a root folder; bindir may be NULL. False: no OTP there.
bool install_from_root(Install *install, const char *root, const char *bindir);

// The first executable of this name on PATH which is not Joist; path has PATH_MAX bytes.
bool install_find_program(const Install *install, const char *name, char *path);

// The folder that holds elixir/ebin, mix/ebin, ...; path has PATH_MAX bytes.
bool install_find_elixir(const Install *install, char *path);
