// SPDX-License-Identifier: Apache-2.0
// bif_tuple.c -- tuples: element, setelement, make_tuple and friends, and conversion to and from
// lists.
//
// Tuples never change: each function that "changes" one copies it. Positions count from 1.
// Everything wrong is badarg: no tuple, a position outside, too many elements.
//
// Read before: vm/bif/bif_list.c     Read next: vm/bif/bif_atom.c
#include "vm/bif/argument.h"

enum { ELEMENTS_PER_REDUCTION = 100 };

// A tuple of this arity, elements to be written through *elements.
static Term take_tuple(Process *p, uint32_t arity, Term **elements)
{
    Term *words = space_take(process_space(p), (size_t)arity + 1);
    words[0] = header_make(SUBTAG_TUPLE, arity);
    *elements = words + 1;
    argument_charge(p, arity, ELEMENTS_PER_REDUCTION);
    return boxed_make(words);
}

static void copy_elements(Term *to, const Term *from, size_t count)
{
    if (count) {
        memcpy(to, from, count * sizeof *to);
    }
}

// True when position is an integer 1..arity + extra of the tuple.
static bool is_position(Term position, Term tuple, uint32_t extra, int64_t *value)
{
    return term_is_tuple(tuple) &&
           argument_in_range(position, 1, (int64_t)tuple_arity(tuple) + extra, value);
}

Term bif_erlang_element_2(Process *p, Term *arg)
{
    int64_t position;
    if (!is_position(arg[0], arg[1], 0, &position)) {
        return bif_badarg(p);
    }
    return tuple_elements(arg[1])[position - 1];
}

Term bif_erlang_tuple_size_1(Process *p, Term *arg)
{
    return term_is_tuple(arg[0]) ? small_make(tuple_arity(arg[0])) : bif_badarg(p);
}

Term bif_erlang_setelement_3(Process *p, Term *arg)
{
    int64_t position;
    if (!is_position(arg[0], arg[1], 0, &position)) {
        return bif_badarg(p);
    }
    Term *elements;
    uint32_t arity = tuple_arity(arg[1]);
    Term tuple = take_tuple(p, arity, &elements);
    copy_elements(elements, tuple_elements(arg[1]), arity);
    elements[position - 1] = arg[2];
    return tuple;
}

static Term insert_at(Process *p, Term old, size_t index, Term value)
{
    uint32_t arity = tuple_arity(old);
    if (arity >= TUPLE_ARITY_MAX) {
        return bif_badarg(p);
    }
    Term *elements;
    Term tuple = take_tuple(p, arity + 1, &elements);
    copy_elements(elements, tuple_elements(old), index);
    elements[index] = value;
    copy_elements(elements + index + 1, tuple_elements(old) + index, arity - index);
    return tuple;
}

Term bif_erlang_append_element_2(Process *p, Term *arg)
{
    return term_is_tuple(arg[0]) ? insert_at(p, arg[0], tuple_arity(arg[0]), arg[1])
                                 : bif_badarg(p);
}

Term bif_erlang_insert_element_3(Process *p, Term *arg)
{
    int64_t position;
    if (!is_position(arg[0], arg[1], 1, &position)) {
        return bif_badarg(p);
    }
    return insert_at(p, arg[1], (size_t)position - 1, arg[2]);
}

Term bif_erlang_delete_element_2(Process *p, Term *arg)
{
    int64_t position;
    if (!is_position(arg[0], arg[1], 0, &position)) {
        return bif_badarg(p);
    }
    Term *elements;
    uint32_t arity = tuple_arity(arg[1]);
    size_t index = (size_t)position - 1;
    Term tuple = take_tuple(p, arity - 1, &elements);
    copy_elements(elements, tuple_elements(arg[1]), index);
    copy_elements(elements + index, tuple_elements(arg[1]) + index + 1, arity - 1 - index);
    return tuple;
}

static Term make_filled(Process *p, int64_t arity, Term value, Term **elements)
{
    Term tuple = take_tuple(p, (uint32_t)arity, elements);
    for (int64_t i = 0; i < arity; i++) {
        (*elements)[i] = value;
    }
    return tuple;
}

Term bif_erlang_make_tuple_2(Process *p, Term *arg)
{
    int64_t arity;
    Term *elements;
    if (!argument_in_range(arg[0], 0, TUPLE_ARITY_MAX, &arity)) {
        return bif_badarg(p);
    }
    return make_filled(p, arity, arg[1], &elements);
}

// The third argument is a list of {Position, Value}; where a position stands twice, the last one
// wins.
Term bif_erlang_make_tuple_3(Process *p, Term *arg)
{
    int64_t arity, position;
    Term *elements;
    if (!argument_in_range(arg[0], 0, TUPLE_ARITY_MAX, &arity)) {
        return bif_badarg(p);
    }
    Term tuple = make_filled(p, arity, arg[1], &elements);
    Term list = arg[2], pair;
    while (argument_next(&list, &pair)) {
        if (!term_is_tuple_of(pair, 2) ||
            !argument_in_range(tuple_elements(pair)[0], 1, arity, &position)) {
            return bif_badarg(p);
        }
        elements[position - 1] = tuple_elements(pair)[1];
    }
    return term_is_nil(list) ? tuple : bif_badarg(p);
}

Term bif_erlang_list_to_tuple_1(Process *p, Term *arg)
{
    int64_t length = list_length(arg[0]);
    if (length < 0 || length > TUPLE_ARITY_MAX) {
        return bif_badarg(p);
    }
    Term *elements;
    Term tuple = take_tuple(p, (uint32_t)length, &elements);
    Term list = arg[0];
    while (argument_next(&list, elements)) {
        elements++;
    }
    return tuple;
}

Term bif_erlang_tuple_to_list_1(Process *p, Term *arg)
{
    if (!term_is_tuple(arg[0])) {
        return bif_badarg(p);
    }
    uint32_t arity = tuple_arity(arg[0]);
    argument_charge(p, arity, ELEMENTS_PER_REDUCTION);
    return space_list(process_space(p), tuple_elements(arg[0]), arity, TERM_NIL);
}
