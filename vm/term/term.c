// SPDX-License-Identifier: Apache-2.0
// term.c -- the one function of term.h that needs a loop.
//
// Read before: vm/term/term.h
#include "vm/term/term.h"

int64_t list_length(Term list)
{
    int64_t length = 0;
    while (term_is_cons(list)) {
        length++;
        list = cons_tail(list);
    }
    return term_is_nil(list) ? length : -1;
}
