// SPDX-License-Identifier: Apache-2.0
// diff_report.h -- two outcomes compared, and the difference shown.
#pragma once

#include "vm/cli/diff_machine.h"
#include "vm/cli/diff_options.h"

// An outcome as it is compared: normalised unless exact.
typedef struct DiffView {
    ByteVec output, result, fall;
} DiffView;

// hidden: a text to be left out (the folder of --root), or NULL.
void diff_view(DiffView *view, const DiffOutcome *outcome, bool exact, const char *hidden);
bool diff_view_same(const DiffView *a, const DiffView *b);
void diff_view_free(DiffView *view);

// Appends what is different in a program's two views, part by part, and the command lines that
// repeat it.
void diff_report_show(ByteVec *out, const DiffOptions *options, const DiffProgram *program,
                      const char *headline, const DiffView *from, const DiffView *to,
                      const char *to_name);
