// SPDX-License-Identifier: Apache-2.0
// inspect.h -- what start-up tells inspect.c.
#pragma once

#include "vm/bif/argument.h"

// +pc unicode: io:printable_range/0 is unicode, not latin1.
void inspect_set_printable(bool unicode);
