// SPDX-License-Identifier: Apache-2.0
// check.h -- assertions. A broken invariant stops the machine with file and line; bad input never
// does.
//
// CHECK stays in every build and is for cold paths. INVARIANT(condition, "gc.c 2") cites a numbered
// invariant of a file's opening comment and is checked in the test builds only (DEBUG_CHECKS,
// HEAP_CHECK, GC_STRESS), so it may stand on hot paths.
#pragma once

#include "vm/base/platform.h"

// Prints "joist: file:line: what" and aborts.
NORETURN COLD void check_failed(const char *file, int line, const char *what);
// Prints a formatted message and stops the machine with exit status 1: no memory, a limit of the
// system.
NORETURN COLD void check_fatal(const char *format, ...) PRINTF_LIKE(1, 2);

#define CHECK(condition) \
    (LIKELY(condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

#if defined(DEBUG_CHECKS) || defined(HEAP_CHECK) || defined(GC_STRESS)
#define INVARIANT(condition, where) \
    (LIKELY(condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition " (" where ")"))
#else
#define INVARIANT(condition, where) ((void)0)
#endif
