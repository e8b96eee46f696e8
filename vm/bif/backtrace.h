// SPDX-License-Identifier: Apache-2.0
// backtrace.h -- a process's stack as text.
#pragma once

#include "vm/base/vec.h"
#include "vm/proc/process.h"

// t: its own thread only.
void backtrace_print(ByteVec *out, const Process *t);
