// SPDX-License-Identifier: Apache-2.0
// flags.h -- the argument vector of an emulator -> EmulatorArgs.
#pragma once

#include "vm/cli/install.h"
#include "vm/emulator.h"

// vector[0] is the name, then `-flags` up to the first "--", then what init gets. Every default is
// filled in. -root and -bindir in init's part win over install. Returns -1 when the machine is to
// be started, else the exit status (error and usage, or the version, were printed to stderr).
int flags_parse(EmulatorArgs *args, const Install *install, size_t count, char **vector);
