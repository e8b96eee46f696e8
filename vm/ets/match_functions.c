// SPDX-License-Identifier: Apache-2.0
// match_functions.c -- the functions that guards and bodies of match specifications may call.
//
// Sorted by nothing: there are few, and they are looked up only when a specification is compiled.
// Special forms (const, and, or, andalso, orelse, self) are in match_compile.c. A dialect for
// tracing would have a second table with what only it allows.
//
// The last NEW_IN_26 rows are known from OTP 26 on.
//
// Read before: vm/ets/match_program.h     Read next: vm/ets/match_run.c
#include "vm/ets/match_program.h"

#include "vm/base/release.h"
#include "vm/base/sync.h"

static const struct {
    const char *name;
    uint32_t arity;
    Term (*bif)(Process *p, Term *arg);
} rows[] = {
    {"is_atom", 1, bif_erlang_is_atom_1},
    {"is_float", 1, bif_erlang_is_float_1},
    {"is_integer", 1, bif_erlang_is_integer_1},
    {"is_list", 1, bif_erlang_is_list_1},
    {"is_number", 1, bif_erlang_is_number_1},
    {"is_pid", 1, bif_erlang_is_pid_1},
    {"is_port", 1, bif_erlang_is_port_1},
    {"is_reference", 1, bif_erlang_is_reference_1},
    {"is_tuple", 1, bif_erlang_is_tuple_1},
    {"is_map", 1, bif_erlang_is_map_1},
    {"is_binary", 1, bif_erlang_is_binary_1},
    {"is_function", 1, bif_erlang_is_function_1},
    {"is_record", 3, bif_erlang_is_record_3},
    {"abs", 1, bif_erlang_abs_1},
    {"element", 2, bif_erlang_element_2},
    {"hd", 1, bif_erlang_hd_1},
    {"length", 1, bif_erlang_length_1},
    {"node", 1, bif_erlang_node_1},
    {"node", 0, bif_erlang_node_0},
    {"round", 1, bif_erlang_round_1},
    {"size", 1, bif_erlang_size_1},
    {"map_size", 1, bif_erlang_map_size_1},
    {"map_get", 2, bif_erlang_map_get_2},
    {"is_map_key", 2, bif_erlang_is_map_key_2},
    {"bit_size", 1, bif_erlang_bit_size_1},
    {"byte_size", 1, bif_erlang_byte_size_1},
    {"binary_part", 2, bif_erlang_binary_part_2},
    {"binary_part", 3, bif_erlang_binary_part_3},
    {"tl", 1, bif_erlang_tl_1},
    {"trunc", 1, bif_erlang_trunc_1},
    {"float", 1, bif_erlang_float_1},
    {"+", 1, bif_erlang_plus_1},
    {"-", 1, bif_erlang_minus_1},
    {"+", 2, bif_erlang_add_2},
    {"-", 2, bif_erlang_subtract_numbers_2},
    {"*", 2, bif_erlang_multiply_2},
    {"/", 2, bif_erlang_divide_2},
    {"div", 2, bif_erlang_div_2},
    {"rem", 2, bif_erlang_rem_2},
    {"band", 2, bif_erlang_band_2},
    {"bor", 2, bif_erlang_bor_2},
    {"bxor", 2, bif_erlang_bxor_2},
    {"bnot", 1, bif_erlang_bnot_1},
    {"bsl", 2, bif_erlang_bsl_2},
    {"bsr", 2, bif_erlang_bsr_2},
    {">", 2, bif_erlang_greater_2},
    {">=", 2, bif_erlang_greater_or_equal_2},
    {"<", 2, bif_erlang_less_2},
    {"=<", 2, bif_erlang_less_or_equal_2},
    {"=:=", 2, bif_erlang_same_2},
    {"==", 2, bif_erlang_equal_2},
    {"=/=", 2, bif_erlang_not_same_2},
    {"/=", 2, bif_erlang_not_equal_2},
    {"not", 1, bif_erlang_not_1},
    {"xor", 2, bif_erlang_xor_2},
    {"is_function", 2, bif_erlang_is_function_2},
    {"ceil", 1, bif_erlang_ceil_1},
    {"floor", 1, bif_erlang_floor_1},
    {"tuple_size", 1, bif_erlang_tuple_size_1},
};
enum { FUNCTION_COUNT = sizeof rows / sizeof *rows, NEW_IN_26 = 4 };

static MatchFunction functions[FUNCTION_COUNT]; // rows with their names as atoms

static void fill_table(void)
{
    for (uint32_t i = 0; i < FUNCTION_COUNT; i++) {
        functions[i] = (MatchFunction){atom_from_text(rows[i].name), rows[i].arity, rows[i].bif};
    }
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
    uint32_t known = FUNCTION_COUNT - (release_has_match_rounding() ? 0 : NEW_IN_26);
    for (uint32_t i = 0; i < known; i++) {
        if (f[i].name == name && f[i].arity == arity) {
            *index = i;
            return &f[i];
        }
    }
    return NULL;
}

const MatchFunction *match_function_at(uint32_t index) { return &functions[index]; }
