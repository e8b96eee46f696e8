// SPDX-License-Identifier: Apache-2.0
// ets_bif_select.c -- BIFs that select objects with a pattern or a match specification. All are
// ets_select with different words.
//
//   match(T, Pattern)          =  select(T, [{Pattern, [], ['$$']}])
//   match_object(T, Pattern)   =  select(T, [{Pattern, [], ['$_']}])
//
// Read before: vm/ets/ets_select.c     Read next: vm/ets/ets_bif_match_spec.c
#include "vm/bif/argument.h"
#include "vm/ets/ets_select.h"

static Term spec_of_pattern(Space *space, Term pattern, Term result)
{
    const Term body = space_cons(space, result, TERM_NIL);
    return space_cons(space, space_tuple3(space, pattern, TERM_NIL, body), TERM_NIL);
}

static Term select_all(Process *p, Term id, Term spec, EtsSelectMode mode, bool is_reverse)
{
    return ets_select(p, id, spec, &(EtsSelect){.mode = mode, .is_reverse = is_reverse});
}

static Term select_some(Process *p, Term id, Term spec, Term limit, bool is_reverse)
{
    int64_t chunk;
    if (argument_in_range(limit, 1, SMALL_MAX, &chunk)) {
        return ets_select(p, id, spec, &(EtsSelect){ETS_SELECT_LIST, is_reverse, (uint64_t)chunk});
    }
    EtsTable *t = ets_table_lock(p, id, ETS_READ, false); // a wrong table is reported first
    if (t != NULL) {
        ets_table_unlock(t);
        ets_badarg(p);
    }
    return TERM_NONE;
}

Term bif_ets_match_1(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result : ets_select_chunk(p, arg[0]);
}
Term bif_ets_match_object_1(Process *p, Term *arg) { return bif_ets_match_1(p, arg); }
Term bif_ets_select_1(Process *p, Term *arg) { return bif_ets_match_1(p, arg); }
Term bif_ets_select_reverse_1(Process *p, Term *arg) { return bif_ets_match_1(p, arg); }

Term bif_ets_match_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_all(p, arg[0],
                            spec_of_pattern(process_space(p), arg[1], ATOM_DOLLAR_DOLLAR),
                            ETS_SELECT_LIST, false);
}

Term bif_ets_match_3(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_some(p, arg[0],
                             spec_of_pattern(process_space(p), arg[1], ATOM_DOLLAR_DOLLAR), arg[2],
                             false);
}

Term bif_ets_match_object_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_all(p, arg[0],
                            spec_of_pattern(process_space(p), arg[1], ATOM_DOLLAR_UNDERSCORE),
                            ETS_SELECT_LIST, false);
}

Term bif_ets_match_object_3(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_some(p, arg[0],
                             spec_of_pattern(process_space(p), arg[1], ATOM_DOLLAR_UNDERSCORE),
                             arg[2], false);
}

Term bif_ets_select_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result
                                           : select_all(p, arg[0], arg[1], ETS_SELECT_LIST, false);
}

Term bif_ets_select_3(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result : select_some(p, arg[0], arg[1], arg[2], false);
}

Term bif_ets_select_reverse_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result
                                           : select_all(p, arg[0], arg[1], ETS_SELECT_LIST, true);
}

Term bif_ets_select_reverse_3(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result : select_some(p, arg[0], arg[1], arg[2], true);
}

Term bif_ets_select_count_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result) ? result
                                           : select_all(p, arg[0], arg[1], ETS_SELECT_COUNT, false);
}

Term bif_ets_internal_select_delete_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_all(p, arg[0], arg[1], ETS_SELECT_DELETE, false);
}

Term bif_ets_select_replace_2(Process *p, Term *arg)
{
    Term result;
    return ets_select_continue(p, &result)
               ? result
               : select_all(p, arg[0], arg[1], ETS_SELECT_REPLACE, false);
}
