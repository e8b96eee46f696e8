// SPDX-License-Identifier: Apache-2.0
// argument.h -- what nearly every BIF needs: booleans as terms, small arguments in a range,
// options, list walking.
//
// Only inline helpers without state; anything longer has a file of its own (text_list.h, iolist.h).
//
// Read before: vm/bif/bif.h
#pragma once

#include "vm/bif/bif.h"

static inline Term argument_boolean(bool value) { return value ? ATOM_TRUE : ATOM_FALSE; }

// A small integer in [low, high]; false otherwise.
static inline bool argument_in_range(Term t, int64_t low, int64_t high, int64_t *value)
{
    if (!term_is_small(t) || small_value(t) < low || small_value(t) > high) {
        return false;
    }
    *value = small_value(t);
    return true;
}

// Takes the next element of a list; false at anything that is no cons (check term_is_nil(*list)
// then).
static inline bool argument_next(Term *list, Term *element)
{
    if (!term_is_cons(*list)) {
        return false;
    }
    *element = cons_head(*list);
    *list = cons_tail(*list);
    return true;
}

// {Tag, Value}: true and *value.
static inline bool argument_tagged(Term option, Term tag, Term *value)
{
    if (!term_is_tuple_of(option, 2) || tuple_elements(option)[0] != tag) {
        return false;
    }
    *value = tuple_elements(option)[1];
    return true;
}

// Charges one reduction for every `per` units of work.
// [priority]* (from OTP 28 on). False: another option.
static inline bool argument_is_priority(Term options, bool *has_priority)
{
    Term option;
    *has_priority = false;
    while (argument_next(&options, &option)) {
        if (option != ATOM_PRIORITY) {
            return false;
        }
        *has_priority = true;
    }
    return term_is_nil(options);
}

static inline bool argument_charge(Process *p, size_t work, uint32_t per)
{
    size_t reductions = work / per;
    return process_charge(p, reductions > 1000000 ? 1000000 : (uint32_t)reductions);
}
