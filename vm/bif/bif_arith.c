// SPDX-License-Identifier: Apache-2.0
// bif_arith.c -- the arithmetic and bit operators as functions: erlang:'+'/2, abs/1, round/1, ...
//
// Compiled code reaches most of these through instructions with a fast path for small integers
// (interp/instrs/arith.tab); this is what remains: guards, apply, fun erlang:'+'/2, and the slow
// parts. The rule for two operands:
//
//     both integers            exact, by bignum.h; too large a result is system_limit
//     at least one float       both become floats; badarith when an integer is too large for one,
//                              or the result infinite
//     anything else            badarith (badarg for abs, float, round, ..., which are no operators)
//
// INVARIANTS
//   1. A float that leaves this file is finite (term.h: floats are never infinite nor NaN).
//
// Elsewhere: comparing is bif_compare.c, math:* is bif_math.c.
// Read before: vm/term/bignum.h     Read next: vm/bif/bif_math.c
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"

#include <math.h>

static Term raise_badarith(Process *p) { return bif_error(p, ATOM_BADARITH); }

static bool convert_to_double(Term t, double *value)
{
    if (term_is_float(t)) {
        *value = float_value(t);
        return true;
    }
    return term_is_integer(t) && integer_to_double(t, value);
}

static Term build_finite(Process *p, double value)
{
    return isfinite(value) ? space_float(process_space(p), value) : raise_badarith(p);
}

static Term finish_integer(Process *p, Term result)
{
    return term_is_none(result) ? bif_error(p, ATOM_SYSTEM_LIMIT) : result;
}

typedef Term IntegerOperation(Space *space, Term a, Term b);
typedef double FloatOperation(double a, double b);

static Term calculate(Process *p, const Term *arg, IntegerOperation *on_integers,
                      FloatOperation *on_floats)
{
    if (term_is_integer(arg[0]) && term_is_integer(arg[1])) {
        return finish_integer(p, on_integers(process_space(p), arg[0], arg[1]));
    }
    double a, b;
    if (!convert_to_double(arg[0], &a) || !convert_to_double(arg[1], &b)) {
        return raise_badarith(p);
    }
    return build_finite(p, on_floats(a, b));
}

static double add_floats(double a, double b) { return a + b; }
static double subtract_floats(double a, double b) { return a - b; }
static double multiply_floats(double a, double b) { return a * b; }

Term bif_erlang_add_2(Process *p, Term *arg) { return calculate(p, arg, integer_add, add_floats); }

Term bif_erlang_subtract_numbers_2(Process *p, Term *arg)
{
    return calculate(p, arg, integer_subtract, subtract_floats);
}

// The work of a product of two large integers is charged by its limbs: it is the one operator that
// may run long.
Term bif_erlang_multiply_2(Process *p, Term *arg)
{
    if (term_is_big(arg[0]) && term_is_big(arg[1])) {
        argument_charge(p, (size_t)bignum_limbs(arg[0]) * bignum_limbs(arg[1]), 2048);
    }
    return calculate(p, arg, integer_multiply, multiply_floats);
}

Term bif_erlang_divide_2(Process *p, Term *arg)
{
    double a, b;
    if (!convert_to_double(arg[0], &a) || !convert_to_double(arg[1], &b) || b == 0.0) {
        return raise_badarith(p);
    }
    return build_finite(p, a / b);
}

Term bif_erlang_plus_1(Process *p, Term *arg)
{
    return term_is_number(arg[0]) ? arg[0] : raise_badarith(p);
}

Term bif_erlang_minus_1(Process *p, Term *arg)
{
    if (term_is_float(arg[0])) {
        return space_float(process_space(p), -float_value(arg[0]));
    }
    return term_is_integer(arg[0]) ? integer_negate(process_space(p), arg[0]) : raise_badarith(p);
}

// ---- operators on integers only

static Term calculate_integer(Process *p, const Term *arg, IntegerOperation *operation)
{
    if (!term_is_integer(arg[0]) || !term_is_integer(arg[1])) {
        return raise_badarith(p);
    }
    return finish_integer(p, operation(process_space(p), arg[0], arg[1]));
}

static Term divide_integer(Process *p, const Term *arg, IntegerOperation *operation)
{
    return arg[1] == SMALL(0) ? raise_badarith(p) : calculate_integer(p, arg, operation);
}

Term bif_erlang_div_2(Process *p, Term *arg) { return divide_integer(p, arg, integer_divide); }
Term bif_erlang_rem_2(Process *p, Term *arg) { return divide_integer(p, arg, integer_remainder); }

Term bif_erlang_band_2(Process *p, Term *arg) { return calculate_integer(p, arg, integer_and); }
Term bif_erlang_bor_2(Process *p, Term *arg) { return calculate_integer(p, arg, integer_or); }
Term bif_erlang_bxor_2(Process *p, Term *arg) { return calculate_integer(p, arg, integer_xor); }

Term bif_erlang_bnot_1(Process *p, Term *arg)
{
    return term_is_integer(arg[0]) ? finish_integer(p, integer_not(process_space(p), arg[0]))
                                   : raise_badarith(p);
}

// left: the amount's sign as for bsl. A huge amount never reaches the shifting itself: to the right
// nothing but the sign remains, to the left no machine has the memory (unless 0 is shifted).
static Term shift(Process *p, Term number, Term amount, bool left)
{
    if (!term_is_integer(number) || !term_is_integer(amount)) {
        return raise_badarith(p);
    }
    if (term_is_big(amount)) {
        if (integer_is_negative(amount) == left) {
            return integer_is_negative(number) ? SMALL(-1) : SMALL(0);
        }
        return number == SMALL(0) ? number : bif_error(p, ATOM_SYSTEM_LIMIT);
    }
    Term count = left ? amount : integer_negate(process_space(p), amount);
    if (number == SMALL(0)) {
        return number;
    }
    return finish_integer(p, integer_shift_left(process_space(p), number, count));
}

Term bif_erlang_bsl_2(Process *p, Term *arg) { return shift(p, arg[0], arg[1], true); }
Term bif_erlang_bsr_2(Process *p, Term *arg) { return shift(p, arg[0], arg[1], false); }

// ---- functions of one number: badarg where the operators say badarith

Term bif_erlang_abs_1(Process *p, Term *arg)
{
    if (term_is_float(arg[0])) { // up to 26 -0.0 is not less than 0 and stays as it is
        const double value = float_value(arg[0]);
        const bool is_negative = release_has_signed_zero() ? signbit(value) != 0 : value < 0.0;
        return is_negative ? space_float(process_space(p), -value) : arg[0];
    }
    if (!term_is_integer(arg[0])) {
        return bif_badarg(p);
    }
    return integer_is_negative(arg[0]) ? integer_negate(process_space(p), arg[0]) : arg[0];
}

Term bif_erlang_float_1(Process *p, Term *arg)
{
    double value;
    if (term_is_float(arg[0])) {
        return arg[0];
    }
    if (!convert_to_double(arg[0], &value)) {
        return bif_badarg(p);
    }
    return space_float(process_space(p), value);
}

static Term convert_to_integer(Process *p, Term t, double (*rounding)(double))
{
    if (term_is_float(t)) {
        return integer_from_double(process_space(p), rounding(float_value(t)));
    }
    return term_is_integer(t) ? t : bif_badarg(p);
}

Term bif_erlang_trunc_1(Process *p, Term *arg) { return convert_to_integer(p, arg[0], trunc); }
Term bif_erlang_round_1(Process *p, Term *arg) { return convert_to_integer(p, arg[0], round); }
Term bif_erlang_floor_1(Process *p, Term *arg) { return convert_to_integer(p, arg[0], floor); }
Term bif_erlang_ceil_1(Process *p, Term *arg) { return convert_to_integer(p, arg[0], ceil); }
