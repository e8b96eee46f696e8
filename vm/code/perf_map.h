// SPDX-License-Identifier: Apache-2.0
// perf_map.h -- the file in which profilers look up which Erlang function lies at an address.
// Written only on request (+JPperf map).
#pragma once

#include "vm/code/code.h"

// Begins /tmp/perf-<pid>.map; false (and errno) when it cannot be written.
bool perf_map_open(void);

// The functions of a block; called for every block that is given an address range. Does nothing
// when no map was opened. Any thread.
void perf_map_add(const CodeBlock *block);
