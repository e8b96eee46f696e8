// SPDX-License-Identifier: Apache-2.0
// main.c -- where it all begins: the command line decides (vm/cli.c), the emulator starts
// (vm/emulator.c).
//
// Read next: loader/beam_load.h
#include "vm/cli.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_ADDRESS_SANITIZED 1
#endif
#if __has_feature(thread_sanitizer)
#define IS_THREAD_SANITIZED 1
#endif
#endif
#ifdef IS_ADDRESS_SANITIZED
// Halting ends the machine as it stands: what live processes hold is no leak. (Unit tests, which do not link this file, look
// for leaks.)
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif
#ifdef IS_THREAD_SANITIZED
// For the same reason nobody waits for a scheduler that has seen the end.
const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return "report_thread_leaks=0"; }
#endif

int main(int argc, char **argv) { return cli_main(argc, argv); }
