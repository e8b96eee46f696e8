// SPDX-License-Identifier: Apache-2.0
// diff_normal.h -- takes out of a text what two machines may rightly say differently.
#pragma once

#include "vm/base/table.h"
#include "vm/base/vec.h"

// The identifiers met so far in the texts of one module.
typedef struct DiffNames {
    Table names;
    uint32_t counts[8]; // by shape: how many were given a number
    const char *hidden; // a text that is left out wherever it stands (NULL: none)
} DiffNames;

// What is replaced, for people: lines of text.
extern const char DIFF_NORMAL_HELP[];

// Appends the text to out: identifiers get numbers in the order in which they are met, points in
// time become <time>. names goes on from one text to the next.
void diff_normal(ByteVec *out, DiffNames *names, const uint8_t *text, size_t size);
void diff_names_free(DiffNames *names);
