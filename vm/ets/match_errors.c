// SPDX-License-Identifier: Apache-2.0
// match_errors.c -- what is wrong in a match specification.
//
// Read before: vm/ets/match_errors.h
#include "vm/ets/match_errors.h"

#include <string.h>

#include "vm/base/alloc.h"

void match_errors_add(MatchErrors *errors, const char *text)
{
    if (errors->count == errors->room) {
        const uint32_t room = errors->room ? errors->room * 2 : 8;
        errors->texts = vm_realloc(errors->texts, errors->room * sizeof *errors->texts,
                                   room * sizeof *errors->texts);
        errors->room = room;
    }
    const size_t size_bytes = strlen(text) + 1;
    errors->texts[errors->count] = vm_alloc(size_bytes);
    memcpy(errors->texts[errors->count++], text, size_bytes);
}

void match_errors_move(MatchErrors *errors, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < errors->count && to < from; i++) {
        char *const text = errors->texts[i];
        const uint32_t at = to + (i - from);
        memmove(errors->texts + at + 1, errors->texts + at, (i - at) * sizeof text);
        errors->texts[at] = text;
    }
}

void match_errors_repeat(MatchErrors *errors, uint32_t from)
{
    const uint32_t end = errors->count;
    for (uint32_t i = from; i < end; i++) {
        match_errors_add(errors, errors->texts[i]);
    }
}

void match_errors_free(MatchErrors *errors)
{
    for (uint32_t i = 0; i < errors->count; i++) {
        vm_free(errors->texts[i], strlen(errors->texts[i]) + 1);
    }
    vm_free(errors->texts, errors->room * sizeof *errors->texts);
    *errors = (MatchErrors){0};
}
