// SPDX-License-Identifier: Apache-2.0
// os_signal.h -- signals of the operating system as messages (os:set_signal/2).
#pragma once

#include "vm/base/platform.h"

// Once, at start: who handles what until programs say otherwise. ignore_break: +Bi.
void os_signal_init(bool ignore_break);
