// SPDX-License-Identifier: Apache-2.0
// float_shortest.h -- the fewest decimal digits that read back as the same float.
// Read before: vm/term/float.h
#pragma once

#include "vm/base/platform.h"

// digits * 10^exponent. The digits do not end in zeros.
typedef struct Decimal {
    uint64_t digits;
    int exponent;
} Decimal;

// value > 0 and finite. Of several numbers with the fewest digits, the nearest to the value.
Decimal float_shortest(double value);
