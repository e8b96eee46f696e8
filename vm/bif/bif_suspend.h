// SPDX-License-Identifier: Apache-2.0
// bif_suspend.h -- whom a process has suspended.
#pragma once

#include "vm/proc/process.h"

// process_info(suspending): [{Pid, ActiveCount, OutstandingCount}]. t's own thread.
Term suspend_list(Process *t, Space *space);
