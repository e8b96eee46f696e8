// SPDX-License-Identifier: Apache-2.0
// etf_check.h -- the decoder's first pass.
#pragma once

#include "vm/base/bytes.h"

// Moves b behind one encoded term (without version byte) if its frame is sound: every tag known,
// every count covered by bytes that are there. Returns NULL, or why not (static text). Builds
// nothing.
const char *etf_check(Bytes *b);
