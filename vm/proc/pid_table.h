// SPDX-License-Identifier: Apache-2.0
// pid_table.h -- from local pids to processes: an array of pointers that readers use without a
// lock.
//
//   slots[data & mask]: Process * or NULL       (data: the 28 bits of a pid, handed out in order: <0.0.0>, <0.1.0>, ...)
//
// A pid is found by looking into its slot and comparing the whole pid, so a pid that was used again
// never finds the wrong process. Pointers are valid until the caller's next quiet point
// (vm/base/epoch.h).
#pragma once

#include "vm/proc/process.h"

enum {
    PID_TABLE_LIMIT_DEFAULT = 262144,
    PID_TABLE_LIMIT_MIN = 1024,
    PID_TABLE_LIMIT_MAX = 134217727
};

void pid_table_init(uint32_t limit); // rounded up to a power of two
// Gives p its pid and enters it; false when the table is full. Any thread.
bool pid_table_insert(Process *p);
void pid_table_remove(Process *p); // the exiting process itself
Process *pid_table_find(Term pid); // also processes that are exiting
uint32_t pid_table_count(void);    // entered and not yet removed
uint32_t pid_table_limit(void);
// Calls visit for every process that is in the table, in order of slots. No lock; the caller is
// inside an epoch.
// Visits those in the slots from .. from + count - 1; returns the slot to go on with, or from itself when
// there are no more.
uint32_t pid_table_some(uint32_t from, uint32_t count, void (*visit)(Process *p, void *data),
                        void *data);
void pid_table_each(void (*visit)(Process *p, void *data), void *data);
// A pid that has been handed out or might have been: for list_to_pid and pid/3.
bool pid_data_is_plausible(uint32_t data);
// erts_debug / tests: the next pid's data.
uint32_t pid_table_next_data(void);
void pid_table_set_next_data(uint32_t data);
