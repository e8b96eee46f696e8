// SPDX-License-Identifier: Apache-2.0
// child_text.h -- ChildText: argument vector and environment of a program, as execve wants them.
#pragma once

#include "vm/base/vec.h"
#include "vm/term/term.h"

typedef struct ChildText {
    char **items; // NULL-terminated; owned, as are the strings
    size_t count, room;
} ChildText;

void child_text_add(ChildText *t, const void *bytes, size_t size);
void child_text_free(ChildText *t);
// The environment of os:getenv with the changes of {env, [{Name, Value | false}]} (TERM_NONE: none). False: badarg.
bool child_text_environment(ChildText *t, Term changes);
// Argument 0 and the others: arg0 or arguments may be TERM_NONE (then argument 0 is path). False: badarg.
bool child_text_arguments(ChildText *t, const char *path, Term arg0, Term arguments);
