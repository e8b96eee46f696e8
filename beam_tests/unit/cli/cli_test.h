// SPDX-License-Identifier: Apache-2.0
// cli_test.h -- an OTP folder that does not exist, and comparing a vector with words in one string.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "vm/cli/install.h"
#include "vm/cli/words.h"

enum { CLI_TEST_WORDS_MAX = 40 };

static const Install TEST_INSTALL = {
    .root = "/otp",
    .bindir = "/otp/erts-9/bin",
    .erts_version = "9",
    .release = "25",
    .executable = "/bin/joist",
};

// The variables that change what is composed.
static inline void clear_environment(void)
{
    static const char *const NAMES[] = {
        "ERL_FLAGS",       "ERL_AFLAGS",         "ERL_ZFLAGS",
        "ERL_OTP25_FLAGS", "ERL_EPMD_PORT",      "ESCRIPT_NAME",
        "ERL_MAX_PORTS",   "ERL_MAX_ETS_TABLES", "ERL_FULLSWEEP_AFTER"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        unsetenv(NAMES[i]);
    }
    setenv("HOME", "/home/me", 1);
}

// Splits at single spaces into argv; text is changed. Returns argc.
static inline int split_words(char *text, char **argv)
{
    int argc = 0;
    for (char *word = strtok(text, " "); word && argc < CLI_TEST_WORDS_MAX;
         word = strtok(NULL, " ")) {
        argv[argc++] = word;
    }
    argv[argc] = NULL;
    return argc;
}

static inline void assert_words(char *const *list, size_t count, const char *expected)
{
    char joined[4096] = "";
    for (size_t i = 0; i < count; i++) {
        strcat(joined, i ? " " : "");
        strcat(joined, list[i]);
    }
    assert_string_equal(joined, expected);
}
