// SPDX-License-Identifier: Apache-2.0
// bif_dictionary.c -- the process dictionary.
//
// Read before: vm/proc/dictionary.h
#include "vm/bif/argument.h"
#include "vm/proc/dictionary.h"

static Term or_undefined(Term t) { return term_is_none(t) ? ATOM_UNDEFINED : t; }

Term bif_erlang_get_1(Process *p, Term *arg) { return or_undefined(dictionary_get(p, arg[0])); }
Term bif_erlang_put_2(Process *p, Term *arg)
{
    return or_undefined(dictionary_put(p, arg[0], arg[1]));
}
Term bif_erlang_erase_1(Process *p, Term *arg) { return or_undefined(dictionary_erase(p, arg[0])); }

Term bif_erlang_get_0(Process *p, Term *arg)
{
    (void)arg;
    return dictionary_list(p, process_space(p));
}

Term bif_erlang_erase_0(Process *p, Term *arg)
{
    (void)arg;
    const Term all = dictionary_list(p, process_space(p));
    dictionary_erase_all(p);
    return all;
}

Term bif_erlang_get_keys_0(Process *p, Term *arg)
{
    (void)arg;
    return dictionary_keys(p, process_space(p));
}

Term bif_erlang_get_keys_1(Process *p, Term *arg)
{
    return dictionary_keys_of(p, process_space(p), arg[0]);
}
