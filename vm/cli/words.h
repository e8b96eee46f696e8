// SPDX-License-Identifier: Apache-2.0
// words.h -- Words: a growing argument vector that owns its strings.
#pragma once

#include "vm/base/platform.h"

typedef struct Words {
    char **list; // owned, as are the strings; list[count] is NULL; NULL when nothing was added
    size_t count;
    size_t room;
} Words;

void words_add(Words *w, const char *word); // copies
void words_add_format(Words *w, const char *format, ...) PRINTF_LIKE(2, 3);
void words_add_all(Words *w, char *const *list, size_t count);
void words_free(Words *w);
