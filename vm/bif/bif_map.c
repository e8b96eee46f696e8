// SPDX-License-Identifier: Apache-2.0
// bif_map.c -- maps: the natively implemented part of the module maps, and the guards on maps.
//
// All the work is done in term/map.h; here are argument checks and the two errors that are special
// to maps:
//
//     {badmap, Term}   an argument that must be a map is none
//     {badkey, Key}    get/2, map_get/2 and update/3 found no such key
//
// Exceptions: run to their end without yielding; charge by keys.
// Read before: vm/term/map.h     Read next: vm/bif/bif_unicode.c
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/term/map_hash.h"

enum { KEYS_PER_REDUCTION = 16 };

static Term raise_with(Process *p, Term tag, Term term)
{
    return bif_error(p, space_tuple2(process_space(p), tag, term));
}

static Term raise_badmap(Process *p, Term term) { return raise_with(p, ATOM_BADMAP, term); }

Term bif_erlang_map_size_1(Process *p, Term *arg)
{
    if (!term_is_map(arg[0])) {
        return raise_badmap(p, arg[0]);
    }
    return small_make((int64_t)map_size(arg[0]));
}

// Also maps:get/2.
Term bif_erlang_map_get_2(Process *p, Term *arg)
{
    if (!term_is_map(arg[1])) {
        return raise_badmap(p, arg[1]);
    }
    Term value = map_get(arg[1], arg[0]);
    return term_is_none(value) ? raise_with(p, ATOM_BADKEY, arg[0]) : value;
}

// Also maps:is_key/2.
Term bif_erlang_is_map_key_2(Process *p, Term *arg)
{
    if (!term_is_map(arg[1])) {
        return raise_badmap(p, arg[1]);
    }
    return argument_boolean(!term_is_none(map_get(arg[1], arg[0])));
}

Term bif_maps_find_2(Process *p, Term *arg)
{
    if (!term_is_map(arg[1])) {
        return raise_badmap(p, arg[1]);
    }
    Term value = map_get(arg[1], arg[0]);
    return term_is_none(value) ? ATOM_ERROR : space_tuple2(process_space(p), ATOM_OK, value);
}

Term bif_maps_put_3(Process *p, Term *arg)
{
    if (!term_is_map(arg[2])) {
        return raise_badmap(p, arg[2]);
    }
    return map_put(process_space(p), arg[2], arg[0], arg[1]);
}

Term bif_maps_update_3(Process *p, Term *arg)
{
    if (!term_is_map(arg[2])) {
        return raise_badmap(p, arg[2]);
    }
    Term map = map_update(process_space(p), arg[2], arg[0], arg[1]);
    return term_is_none(map) ? raise_with(p, ATOM_BADKEY, arg[0]) : map;
}

Term bif_maps_remove_2(Process *p, Term *arg)
{
    Term old;
    if (!term_is_map(arg[1])) {
        return raise_badmap(p, arg[1]);
    }
    return map_remove(process_space(p), arg[1], arg[0], &old);
}

Term bif_maps_take_2(Process *p, Term *arg)
{
    Term value;
    if (!term_is_map(arg[1])) {
        return raise_badmap(p, arg[1]);
    }
    Term map = map_remove(process_space(p), arg[1], arg[0], &value);
    return term_is_none(value) ? ATOM_ERROR : space_tuple2(process_space(p), value, map);
}

Term bif_maps_merge_2(Process *p, Term *arg)
{
    for (int i = 0; i < 2; i++) {
        if (!term_is_map(arg[i])) {
            return raise_badmap(p, arg[i]);
        }
    }
    argument_charge(p, map_size(arg[0]) + map_size(arg[1]), KEYS_PER_REDUCTION);
    return map_merge(process_space(p), arg[0], arg[1]);
}

static Term list_with(Process *p, Term map, Term (*build)(Space *space, Term map))
{
    if (!term_is_map(map)) {
        return raise_badmap(p, map);
    }
    argument_charge(p, map_size(map), KEYS_PER_REDUCTION);
    return build(process_space(p), map);
}

Term bif_maps_keys_1(Process *p, Term *arg) { return list_with(p, arg[0], map_keys); }
Term bif_maps_values_1(Process *p, Term *arg) { return list_with(p, arg[0], map_values); }

// ---- from lists

// Reads the pairs of the list: {Key, Value}, or, where a value is given, Key.
static bool read_pairs(Term list, Term value, Term *pairs)
{
    Term element;
    for (; argument_next(&list, &element); pairs += 2) {
        if (!term_is_none(value)) {
            pairs[0] = element;
            pairs[1] = value;
        } else if (term_is_tuple_of(element, 2)) {
            pairs[0] = tuple_elements(element)[0];
            pairs[1] = tuple_elements(element)[1];
        } else {
            return false;
        }
    }
    return true;
}

static Term build_map(Process *p, Term list, Term value)
{
    int64_t length = list_length(list);
    if (length < 0) {
        return bif_badarg(p);
    }
    if (length == 0) {
        return map_empty(process_space(p));
    }
    size_t room = (size_t)length * 2 * sizeof(Term);
    Term *pairs = vm_alloc(room);
    bool ok = read_pairs(list, value, pairs);
    Term map = ok ? map_from_pairs(process_space(p), pairs, (size_t)length) : TERM_NONE;
    vm_free(pairs, room);
    argument_charge(p, (size_t)length, KEYS_PER_REDUCTION);
    return ok ? map : bif_badarg(p);
}

Term bif_maps_from_list_1(Process *p, Term *arg) { return build_map(p, arg[0], TERM_NONE); }
Term bif_maps_from_keys_2(Process *p, Term *arg) { return build_map(p, arg[0], arg[1]); }

// ---- what maps:iterator/1 and erts_debug:size/1 are made of

Term bif_erts_internal_map_next_3(Process *p, Term *arg)
{
    Term result =
        term_is_map(arg[1]) ? map_next(process_space(p), arg[0], arg[1], arg[2]) : TERM_NONE;
    return term_is_none(result) ? bif_badarg(p) : result;
}

Term bif_erts_internal_map_to_tuple_keys_1(Process *p, Term *arg)
{
    if (term_is_flatmap(arg[0])) {
        return flatmap_keys(arg[0]);
    }
    return term_is_hashmap(arg[0]) ? bif_badarg(p) : raise_badmap(p, arg[0]);
}

// The children of the root or of a node inside a hash map, last one first.
Term bif_erts_internal_map_hashmap_children_1(Process *p, Term *arg)
{
    if (term_is_flatmap(arg[0])) {
        return bif_badarg(p);
    }
    if (!term_is_any_of(arg[0], 1u << SUBTAG_HASHMAP | 1u << SUBTAG_HASHNODE)) {
        return raise_badmap(p, arg[0]);
    }
    const Term *node = boxed_words(arg[0]), *children = map_node_children(node);
    Term list = TERM_NIL;
    for (uint32_t i = 0; i < map_node_child_count(node); i++) {
        list = space_cons(process_space(p), children[i], list);
    }
    return list;
}
