// SPDX-License-Identifier: Apache-2.0
// diff_text.h -- the difference of two texts, line by line, for people.
#pragma once

#include "vm/base/vec.h"

// Appends hunks as `diff -u` prints them: each line of `from` that is not in `to` behind a '-', each
// that was not in `from` behind a '+', two lines around. Control characters are shown as \xNN, long
// lines are cut to where they begin to differ, at most lines_max lines are shown. Nothing is
// appended for equal texts.
void diff_text(ByteVec *out, const ByteVec *from, const ByteVec *to, size_t lines_max);
