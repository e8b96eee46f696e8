// SPDX-License-Identifier: Apache-2.0
// diff_report.h -- two outcomes compared, and the difference shown.
#pragma once

#include "vm/cli/diff_machine.h"

// An outcome as it is compared: normalised unless exact.
typedef struct DiffView {
    ByteVec output, result, fall;
} DiffView;

void diff_view(DiffView *view, const DiffOutcome *outcome, bool exact);
bool diff_view_same(const DiffView *a, const DiffView *b);
// Appends what is different, part by part.
void diff_view_show(ByteVec *out, const DiffView *from, const DiffView *to);
void diff_view_free(DiffView *view);

// Appends a word as a shell reads it.
void diff_report_quote(ByteVec *out, const char *word);
