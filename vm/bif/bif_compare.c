// SPDX-License-Identifier: Apache-2.0
// bif_compare.c -- questions about terms whose answer is true or false: comparisons, type tests,
// the boolean operators.
//
// Instructions answer most of these in compiled code; the functions serve guards with several
// operands, apply and funs such as fun erlang:is_atom/1. None of them builds anything; all but the
// boolean operators and the tests with an arity never fail.
//
// Read before: vm/term/compare.h     Read next: vm/bif/bif_list.c
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/compare.h"
#include "vm/term/fun.h"

// ---- comparison

Term bif_erlang_equal_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_equal(arg[0], arg[1]));
}

Term bif_erlang_not_equal_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(!term_equal(arg[0], arg[1]));
}

Term bif_erlang_same_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_same(arg[0], arg[1]));
}

Term bif_erlang_not_same_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(!term_same(arg[0], arg[1]));
}

Term bif_erlang_less_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_compare(arg[0], arg[1]) < 0);
}

Term bif_erlang_less_or_equal_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_compare(arg[0], arg[1]) <= 0);
}

Term bif_erlang_greater_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_compare(arg[0], arg[1]) > 0);
}

Term bif_erlang_greater_or_equal_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_compare(arg[0], arg[1]) >= 0);
}

// The order of map keys: as < and >, but 1 comes before 1.0.
Term bif_erts_internal_cmp_term_2(Process *p, Term *arg)
{
    (void)p;
    int order = term_compare_exact(arg[0], arg[1]);
    return order < 0 ? SMALL(-1) : order > 0 ? SMALL(1) : SMALL(0);
}

// Of two that are equal, the first.
Term bif_erlang_max_2(Process *p, Term *arg)
{
    (void)p;
    return term_compare(arg[0], arg[1]) >= 0 ? arg[0] : arg[1];
}

Term bif_erlang_min_2(Process *p, Term *arg)
{
    (void)p;
    return term_compare(arg[0], arg[1]) <= 0 ? arg[0] : arg[1];
}

// ---- booleans

static bool term_is_boolean(Term t) { return t == ATOM_TRUE || t == ATOM_FALSE; }

Term bif_erlang_and_2(Process *p, Term *arg)
{
    if (!term_is_boolean(arg[0]) || !term_is_boolean(arg[1])) {
        return bif_badarg(p);
    }
    return argument_boolean(arg[0] == ATOM_TRUE && arg[1] == ATOM_TRUE);
}

Term bif_erlang_or_2(Process *p, Term *arg)
{
    if (!term_is_boolean(arg[0]) || !term_is_boolean(arg[1])) {
        return bif_badarg(p);
    }
    return argument_boolean(arg[0] == ATOM_TRUE || arg[1] == ATOM_TRUE);
}

Term bif_erlang_xor_2(Process *p, Term *arg)
{
    if (!term_is_boolean(arg[0]) || !term_is_boolean(arg[1])) {
        return bif_badarg(p);
    }
    return argument_boolean(arg[0] != arg[1]);
}

Term bif_erlang_not_1(Process *p, Term *arg)
{
    return term_is_boolean(arg[0]) ? argument_boolean(arg[0] == ATOM_FALSE) : bif_badarg(p);
}

// ---- types

Term bif_erlang_is_atom_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_atom(arg[0]));
}

Term bif_erlang_is_binary_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_binary(arg[0]));
}

Term bif_erlang_is_bitstring_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_bitstring(arg[0]));
}

Term bif_erlang_is_boolean_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_boolean(arg[0]));
}

Term bif_erlang_is_float_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_float(arg[0]));
}

Term bif_erlang_is_function_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_fun(arg[0]));
}

static uint64_t fun_arity(Term fun)
{
    return term_is_closure(fun) ? fun_entry(fun)->arity : export_name(fun_export(fun))->arity;
}

Term bif_erlang_is_function_2(Process *p, Term *arg)
{
    if (!term_is_integer(arg[1]) || integer_is_negative(arg[1])) {
        return bif_badarg(p);
    }
    return argument_boolean(term_is_fun(arg[0]) && term_is_small(arg[1]) &&
                            fun_arity(arg[0]) == (uint64_t)small_value(arg[1]));
}

Term bif_erlang_is_integer_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_integer(arg[0]));
}

// Within two limits, both included.
Term bif_erlang_is_integer_3(Process *p, Term *arg)
{
    if (!term_is_integer(arg[1]) || !term_is_integer(arg[2])) {
        return bif_badarg(p);
    }
    return argument_boolean(term_is_integer(arg[0]) && term_compare(arg[1], arg[0]) <= 0 &&
                            term_compare(arg[0], arg[2]) <= 0);
}

Term bif_erlang_is_list_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_list(arg[0]));
}

Term bif_erlang_is_map_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_map(arg[0]));
}

Term bif_erlang_is_number_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_number(arg[0]));
}

Term bif_erlang_is_pid_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_pid(arg[0]));
}

Term bif_erlang_is_port_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_port(arg[0]));
}

Term bif_erlang_is_reference_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_reference(arg[0]));
}

Term bif_erlang_is_tuple_1(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(term_is_tuple(arg[0]));
}
