// SPDX-License-Identifier: Apache-2.0
// literal_release.h -- giving up a literal area that processes may still hold terms of
// (bif_purge.c).
#pragma once

#include "vm/heap/literal.h"

// Queues the area: every process copies what it holds, then it is freed. Nobody can get new
// references any more.
void literal_release_later(LiteralArea *area);
