// SPDX-License-Identifier: Apache-2.0
// match_functions.c -- the functions that guards and bodies of match specifications may call.
//
// Sorted by nothing: there are few, and they are looked up only when a specification is compiled.
// Special forms (const, and, or, andalso, orelse, self) are in match_compile.c. A dialect for
// tracing would have a second table with what only it allows.
//
// The list is that of OTP 26 and later, which has four more than OTP 25 (ceil, floor,
// is_function/2, tuple_size).
//
// Read before: vm/ets/match_program.h     Read next: vm/ets/match_run.c
#include "vm/ets/match_program.h"

#include "vm/base/sync.h"

#define LIST(X)                                                                                    \
    X("is_atom", 1, is_atom_1)                                                                     \
    X("is_float", 1, is_float_1)                                                                   \
    X("is_integer", 1, is_integer_1) X("is_list", 1, is_list_1) X("is_number", 1, is_number_1) X(  \
        "is_pid", 1, is_pid_1) X("is_port", 1, is_port_1) X("is_reference", 1, is_reference_1)     \
        X("is_tuple", 1, is_tuple_1) X("is_map", 1, is_map_1) X("is_binary", 1, is_binary_1) X(    \
            "is_function", 1, is_function_1) X("is_function", 2, is_function_2)                    \
            X("is_record", 3, is_record_3) X("abs", 1, abs_1) X("element", 2, element_2) X(        \
                "hd", 1, hd_1) X("length", 1, length_1) X("node", 1, node_1) X("node", 0, node_0)  \
                X("round", 1, round_1) X("size", 1, size_1) X("map_size", 1, map_size_1)           \
                    X("map_get", 2, map_get_2) X("is_map_key", 2, is_map_key_2)                    \
                        X("bit_size", 1, bit_size_1) X("byte_size", 1, byte_size_1)                \
                            X("binary_part", 2, binary_part_2) X("binary_part", 3, binary_part_3)  \
                                X("tl", 1, tl_1) X("trunc", 1, trunc_1) X("float", 1, float_1)     \
                                    X("ceil", 1, ceil_1) X("floor", 1, floor_1) X("tuple_size", 1, \
                                                                                  tuple_size_1)    \
                                        X("+", 1, plus_1) X("-", 1, minus_1) X("+", 2, add_2)      \
                                            X("-", 2, subtract_numbers_2) X("*", 2, multiply_2) X( \
                                                "/", 2, divide_2) X("div", 2, div_2)               \
                                                X("rem", 2, rem_2) X("band", 2, band_2)            \
                                                    X("bor", 2, bor_2) X("bxor", 2, bxor_2)        \
                                                        X("bnot", 1, bnot_1) X("bsl", 2, bsl_2) X( \
                                                            "bsr", 2, bsr_2) X(">", 2, greater_2)  \
                                                            X(">=", 2, greater_or_equal_2) X(      \
                                                                "<", 2, less_2) X("=<", 2,         \
                                                                                  less_or_equal_2) \
                                                                X("=:=", 2, same_2) X("==", 2,     \
                                                                                      equal_2)     \
                                                                    X("=/=", 2, not_same_2)        \
                                                                        X("/=", 2, not_equal_2)    \
                                                                            X("not", 1, not_1)     \
                                                                                X("xor", 2, xor_2)

#define COUNT(name, arity, function) +1
enum { FUNCTION_COUNT = LIST(COUNT) };
#undef COUNT

static MatchFunction functions[FUNCTION_COUNT];

static void fill_table(void)
{
    uint32_t i = 0;
#define ROW(name, arity, function) \
    functions[i++] = (MatchFunction){atom_from_text(name), arity, bif_erlang_##function};
    LIST(ROW)
#undef ROW
}

// Names of the functions are few fixed atoms, but most have no C name; so the table is made at the
// first use.
static const MatchFunction *table(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill_table);
    return functions;
}

const MatchFunction *match_function_find(Term name, uint32_t arity, uint32_t *index)
{
    const MatchFunction *f = table();
    for (uint32_t i = 0; i < FUNCTION_COUNT; i++) {
        if (f[i].name == name && f[i].arity == arity) {
            *index = i;
            return &f[i];
        }
    }
    return NULL;
}

const MatchFunction *match_function_at(uint32_t index) { return &functions[index]; }
