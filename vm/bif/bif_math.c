// SPDX-License-Identifier: Apache-2.0
// bif_math.c -- the module math: the C library's functions on floats.
//
// An argument that is no number is badarg; an integer too large for a float, and a result that is
// infinite or no number (log(0), sqrt(-1), exp(1000)), are badarith. math:pi/0, e/0 and tau/0 are
// Erlang code.
//
// Read before: vm/bif/bif_arith.c     Read next: vm/bif/bif_compare.c
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"

#include <math.h>

// ATOM_OK when *value is set, else the reason of the error.
static Term read_number(Term t, double *value)
{
    if (term_is_float(t)) {
        *value = float_value(t);
        return ATOM_OK;
    }
    if (!term_is_integer(t)) {
        return ATOM_BADARG;
    }
    return integer_to_double(t, value) ? ATOM_OK : ATOM_BADARITH;
}

static Term build_result(Process *p, double value)
{
    if (!isfinite(value)) {
        return bif_error(p, ATOM_BADARITH);
    }
    return space_float(process_space(p), value);
}

static Term apply_1(Process *p, const Term *arg, double (*function)(double))
{
    double x;
    Term status = read_number(arg[0], &x);
    return status == ATOM_OK ? build_result(p, function(x)) : bif_error(p, status);
}

static Term apply_2(Process *p, const Term *arg, double (*function)(double, double))
{
    double x, y;
    Term status = read_number(arg[0], &x);
    if (status == ATOM_OK) {
        status = read_number(arg[1], &y);
    }
    return status == ATOM_OK ? build_result(p, function(x, y)) : bif_error(p, status);
}

Term bif_math_acos_1(Process *p, Term *arg) { return apply_1(p, arg, acos); }
Term bif_math_acosh_1(Process *p, Term *arg) { return apply_1(p, arg, acosh); }
Term bif_math_asin_1(Process *p, Term *arg) { return apply_1(p, arg, asin); }
Term bif_math_asinh_1(Process *p, Term *arg) { return apply_1(p, arg, asinh); }
Term bif_math_atan_1(Process *p, Term *arg) { return apply_1(p, arg, atan); }
Term bif_math_atan2_2(Process *p, Term *arg) { return apply_2(p, arg, atan2); }
Term bif_math_atanh_1(Process *p, Term *arg) { return apply_1(p, arg, atanh); }
Term bif_math_ceil_1(Process *p, Term *arg) { return apply_1(p, arg, ceil); }
Term bif_math_cos_1(Process *p, Term *arg) { return apply_1(p, arg, cos); }
Term bif_math_cosh_1(Process *p, Term *arg) { return apply_1(p, arg, cosh); }
Term bif_math_erf_1(Process *p, Term *arg) { return apply_1(p, arg, erf); }
Term bif_math_erfc_1(Process *p, Term *arg) { return apply_1(p, arg, erfc); }
Term bif_math_exp_1(Process *p, Term *arg) { return apply_1(p, arg, exp); }
Term bif_math_floor_1(Process *p, Term *arg) { return apply_1(p, arg, floor); }
Term bif_math_fmod_2(Process *p, Term *arg) { return apply_2(p, arg, fmod); }
Term bif_math_log_1(Process *p, Term *arg) { return apply_1(p, arg, log); }
Term bif_math_log10_1(Process *p, Term *arg) { return apply_1(p, arg, log10); }
Term bif_math_log2_1(Process *p, Term *arg) { return apply_1(p, arg, log2); }
Term bif_math_pow_2(Process *p, Term *arg) { return apply_2(p, arg, pow); }
Term bif_math_sin_1(Process *p, Term *arg) { return apply_1(p, arg, sin); }
Term bif_math_sinh_1(Process *p, Term *arg) { return apply_1(p, arg, sinh); }
Term bif_math_sqrt_1(Process *p, Term *arg) { return apply_1(p, arg, sqrt); }
Term bif_math_tan_1(Process *p, Term *arg) { return apply_1(p, arg, tan); }
Term bif_math_tanh_1(Process *p, Term *arg) { return apply_1(p, arg, tanh); }
