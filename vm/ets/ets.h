// SPDX-License-Identifier: Apache-2.0
// ets.h -- what the rest of the machine must know of ETS: starting it and its totals.
#pragma once

#include "vm/proc/process.h"

// Once, after the atom table exists and monitor_init (both know references by their numbers),
// before any process runs. limit: what +e says; only shown (system_info(ets_limit)).
void ets_init(uint32_t limit);
uint32_t ets_limit(void);
size_t ets_table_count(void);  // system_info(ets_count)
size_t ets_memory_bytes(void); // erlang:memory(ets): all tables with their objects
