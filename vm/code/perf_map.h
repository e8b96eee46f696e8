// SPDX-License-Identifier: Apache-2.0
// perf_map.h -- the file in which profilers look up which Erlang function lies at an address.
// Written only on request (+JPperf).
#pragma once

#include "vm/code/code.h"

typedef enum PerfMapDetail {
    PERF_MAP_NONE,
    PERF_MAP_FUNCTIONS,    // +JPperf map, true
    PERF_MAP_INSTRUCTIONS, // +JPperf dump: machine code instruction by instruction
} PerfMapDetail;
extern PerfMapDetail perf_map_detail; // PERF_MAP_NONE: no map was opened

// Begins /tmp/perf-<pid>.map; false (and errno) when it cannot be written.
bool perf_map_open(PerfMapDetail detail);

// The threaded code of a block, function by function; called for every block that is given an
// address range. Any thread. Does nothing when no map was opened, as the others here.
void perf_map_add(const CodeBlock *block);

// Machine code of one function. instruction: its name, NULL: the whole function.
void perf_map_add_machine_code(const CodeBlock *block, const FunctionInfo *function,
                               const void *start, size_t size_bytes, const char *instruction);
void perf_map_flush(void);
