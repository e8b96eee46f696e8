// SPDX-License-Identifier: Apache-2.0
// ets_bif_match_spec.c -- match specifications without a table: compiled ones, and
// erlang:match_spec_test/3.
//
// Elsewhere: match_spec_test(_, _, trace) needs the dialect of tracing, which does not exist yet;
// it is badarg here.
// Read before: vm/ets/match_run.c     Read next: vm/ets/ets.h
#include "vm/bif/argument.h"
#include "vm/ets/ets_table.h"
#include "vm/ets/match_program.h"

enum { TERMS_PER_SLICE = 4000 };

Term bif_ets_match_spec_compile_1(Process *p, Term *arg)
{
    Term reason = ATOM_BADARG;
    BinData *program = term_is_cons(arg[0]) ? match_compile(arg[0], NULL, &reason) : NULL;
    if (program == NULL) {
        return reason == ATOM_BADARG ? ets_badarg(p) : bif_error(p, reason);
    }
    return ref_make_magic(process_space(p), program);
}

Term bif_ets_is_compiled_ms_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(match_program_of(arg[0]) != NULL);
}

// match_spec_run_r(List, Program, Results): results in front of Results, the last one first.
// Between slices the arguments say how far it has come.
Term bif_ets_match_spec_run_r_3(Process *p, Term *arg)
{
    BinData *program = match_program_of(arg[1]);
    Space *space = process_space(p);
    Term list = arg[0], term;
    int count = 0;
    if (program == NULL || !term_is_list(list)) {
        return ets_badarg(p);
    }
    while (count < TERMS_PER_SLICE && argument_next(&list, &term)) {
        const Term result = match_run(match_program(program), term, p->pid);
        if (!term_is_none(result)) {
            arg[2] = space_cons(space, copy_term(space, result), arg[2]);
        }
        count++;
    }
    process_charge(p, (uint32_t)count);
    if (term_is_cons(list)) {
        arg[0] = list;
        return bif_again(p);
    }
    return list == TERM_NIL ? arg[2] : ets_badarg(p);
}

// ---- match_spec_test

static Term error_list(Space *space, const MatchErrors *errors)
{
    Term list = TERM_NIL;
    for (uint32_t i = errors->count; i > 0; i--) {
        const char *text = errors->texts[i - 1];
        list = space_cons(
            space, space_tuple2(space, ATOM_ERROR, space_string(space, text, strlen(text))), list);
    }
    return list;
}

// {ok, Result, Flags, Errors} or {error, Errors}
Term bif_erlang_match_spec_test_3(Process *p, Term *arg)
{
    Space *space = process_space(p);
    MatchErrors errors = {0};
    Term reason;
    if (arg[2] != ATOM_TABLE) {
        return bif_badarg(p);
    }
    // Functions of tables take an empty specification, this one and match_spec_compile/1 do not.
    const Term spec = arg[1] == TERM_NIL ? ATOM_NONE : arg[1];
    BinData *program = match_compile(spec, &errors, &reason);
    const Term list = error_list(space, &errors);
    match_errors_free(&errors);
    if (program == NULL) {
        return space_tuple2(space, ATOM_ERROR, list);
    }
    const Term result = match_run(match_program(program), arg[0], p->pid);
    const Term copy = term_is_none(result) ? ATOM_FALSE : copy_term(space, result);
    bin_data_release(program);
    return space_tuple4(space, ATOM_OK, copy, TERM_NIL, list);
}
