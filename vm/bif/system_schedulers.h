// SPDX-License-Identifier: Apache-2.0
// system_schedulers.h -- what programs may change and measure of the schedulers: how many are
// online, blocking all but one, wall times.
#pragma once

#include "vm/bif/bif.h"

Term system_online_set(Process *p, Term count); // system_flag(schedulers_online, N): the old number
uint32_t system_online_count(void);             // also while all but one are blocked
Term system_multi_set(
    Process *p, Term *arg); // system_flag(multi_scheduling, block | unblock | ...): the new state
Term system_multi_state(void);                     // enabled, blocked, blocked_normal
Term system_multi_blockers(Space *s, bool normal); // pids, one for each process
Term system_wall_times(
    Process *p, Term *arg); // statistics(scheduler_wall_time): [{Id, Active, Total}] or undefined
extern _Atomic uint32_t system_requests_limit; // system_info(outstanding_system_requests_limit)
// Set by vm/port: bytes that ports have read, or written.
extern uint64_t (*system_io_bytes_hook)(bool output);
