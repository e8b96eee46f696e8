// SPDX-License-Identifier: Apache-2.0
// words.c -- Words: a growing argument vector that owns its strings.
//
//   list --> [ "erl" | "-noshell" | NULL | free ... ]
//               0          1        count    room
//
//   1. list[count] is NULL once anything was added: the vector can be given to execv.
//   2. A string's block has exactly strlen + 1 bytes; nobody may shorten it in place.
#include "vm/cli/words.h"

#include "vm/base/alloc.h"

#include <stdarg.h>
#include <stdio.h>

static void append_owned(Words *w, char *word)
{
    if (w->count + 2 > w->room) {
        size_t room = w->room ? w->room * 2 : 16;
        w->list = vm_realloc(w->list, w->room * sizeof(char *), room * sizeof(char *));
        w->room = room;
    }
    w->list[w->count++] = word;
    w->list[w->count] = NULL;
}

void words_add(Words *w, const char *word)
{
    size_t size = strlen(word) + 1;
    append_owned(w, memcpy(vm_alloc(size), word, size));
}

void words_add_format(Words *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *word = vm_alloc((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(word, (size_t)length + 1, format, arguments);
    va_end(arguments);
    append_owned(w, word);
}

void words_add_all(Words *w, char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        words_add(w, list[i]);
    }
}

void words_free(Words *w)
{
    for (size_t i = 0; i < w->count; i++) {
        vm_free(w->list[i], strlen(w->list[i]) + 1);
    }
    vm_free(w->list, w->room * sizeof(char *));
    *w = (Words){0};
}
