// SPDX-License-Identifier: Apache-2.0
// processors.h -- how many processors there are, and how many of them we may use.
#pragma once

#include "vm/emulator.h"

// Fills in the processors_* fields.
void processors_count(EmulatorArgs *args);
