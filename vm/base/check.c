// SPDX-License-Identifier: Apache-2.0
// check.c -- the two ways the machine stops itself.
//
// check_failed is for defects: it aborts, so that a core dump or a debugger shows the place.
// check_fatal is for limits of the surroundings (no memory, too many files): an orderly message and
// exit status 1, as ERTS does it. Both write with few resources: the message is formatted into a
// fixed array, because "no memory" may be the reason.
//
// Elsewhere: errors of Erlang programs are raised in the process (vm/interp/raise.c); bad input is
// a result.
#include "vm/base/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void write_message(const char *text, int size, int room)
{
    if (size < 0) {
        return;
    }
    size_t left = (size_t)(size < room ? size : room - 1);
    while (left) {
        ssize_t written = write(STDERR_FILENO, text, left);
        if (written <= 0) {
            return;
        }
        text += written;
        left -= (size_t)written;
    }
}

void check_failed(const char *file, int line, const char *what)
{
    char text[1024];
    int size =
        snprintf(text, sizeof text, "joist: %s:%d: broken invariant: %s\n", file, line, what);
    write_message(text, size, sizeof text);
    abort();
}

void check_fatal(const char *format, ...)
{
    char what[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    char text[1024];
    int size = snprintf(text, sizeof text, "joist: %s\n", what);
    write_message(text, size, sizeof text);
    // Not exit(): other threads still run, and handlers could wait for them.
    _exit(1);
}
