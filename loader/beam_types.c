// SPDX-License-Identifier: Apache-2.0
// beam_types.c -- facts about types that a function proves by itself: from tests, from what its
// instructions build, from constants.
//
//     is_nonempty_list f5 x0      passed: x0 {cons}          at f5: x0 not {cons}
//     get_list x0 x1 x2           proved                     ...
//     put_tuple2 x1 [a b c]       x1 {tuple, 3}
//     get_tuple_element x1 2      proved: the tuple has more than 2 elements
//
// The idea: compilers leave a test out where they know its outcome, often from the callers of a
// function. The machine cannot trust them: a wrong file would make it read beside a tuple. So an
// instruction whose assumption is a fact here gets the fast form, without a test; any other is
// marked (GenericInstr.is_unproved) and becomes the checked form, which raises {bad_operand, ...}
// when the file was wrong (tools/gen_instrs.py, `assume`).
//
// Invariants: 1. A fact holds on every way to the place. 2. types_meet only adds kinds and only
// lowers sizes, so following the ways again and again must end.
// Exceptions: set_tuple_element is never proved, since a tuple's age is no type: it must not be
// older than the last collection. bs_set_position tests its position in every form.
// Read before: loader/beam_state.c     Read next: loader/beam_flow.c
#include "loader/beam_types.h"

#include "vm/term/atom.h"
#include "vm/term/bits.h"
#include "vm/term/map.h"

// ---- registers

static TypeFact fact_of_constant(Term t)
{
    if (term_is_tuple(t)) {
        return types_tuple(tuple_arity(t));
    }
    return types_kind(term_is_nil(t)         ? KIND_NIL
                      : term_is_cons(t)      ? KIND_CONS
                      : term_is_float(t)     ? KIND_FLOAT
                      : term_is_bitstring(t) ? KIND_BITSTRING
                      : term_is_map(t)       ? KIND_MAP
                                             : KIND_OTHER);
}

TypeFact types_of(const RegisterTypes *t, const Operand *o)
{
    if (o->kind == OPERAND_TERM) {
        return fact_of_constant(o->value);
    }
    if (o->value < TYPED_REGISTERS && o->kind == OPERAND_X) {
        return (TypeFact){t->x[o->value], t->x_size[o->value]};
    }
    if (o->value < TYPED_REGISTERS && o->kind == OPERAND_Y) {
        return (TypeFact){t->y[o->value], t->y_size[o->value]};
    }
    return types_kind(KIND_ANY);
}

void types_set(RegisterTypes *t, const Operand *reg, TypeFact fact)
{
    if (reg->value >= TYPED_REGISTERS) {
        return;
    }
    if (reg->kind == OPERAND_X) {
        t->x[reg->value] = fact.kinds;
        t->x_size[reg->value] = fact.size;
    } else if (reg->kind == OPERAND_Y) {
        t->y[reg->value] = fact.kinds;
        t->y_size[reg->value] = fact.size;
    }
}

// Bytes from `count` on are 255, those before 0: kinds are or'ed with it, since 255 is KIND_ANY.
static const uint8_t *mask_from(uint64_t count)
{
    static const uint8_t window[2 * TYPED_REGISTERS] = {
        [TYPED_REGISTERS... 2 * TYPED_REGISTERS - 1] = KIND_ANY};
    return window + TYPED_REGISTERS - (count < TYPED_REGISTERS ? count : TYPED_REGISTERS);
}

void types_forget_x(RegisterTypes *t, uint64_t count)
{
    const uint8_t *mask = mask_from(count);
    for (int i = 0; i < TYPED_REGISTERS; i++) {
        t->x[i] |= mask[i];
        t->x_size[i] &= (uint8_t)~mask[i];
    }
}

void types_forget_y(RegisterTypes *t)
{
    memset(t->y, KIND_ANY, sizeof t->y);
    memset(t->y_size, 0, sizeof t->y_size);
}

void types_forget(RegisterTypes *t)
{
    types_forget_x(t, 0);
    types_forget_y(t);
}

void types_shift_y(RegisterTypes *t, uint64_t count)
{
    RegisterTypes old = *t;
    types_forget_y(t);
    if (count < TYPED_REGISTERS) {
        memcpy(t->y, old.y + count, TYPED_REGISTERS - count);
        memcpy(t->y_size, old.y_size + count, TYPED_REGISTERS - count);
    }
}

bool types_meet(RegisterTypes *at, const RegisterTypes *t)
{
    uint8_t changed = 0;
    for (int i = 0; i < TYPED_REGISTERS; i++) {
        const uint8_t x = at->x[i] | t->x[i], y = at->y[i] | t->y[i];
        const uint8_t x_size = at->x_size[i] < t->x_size[i] ? at->x_size[i] : t->x_size[i];
        const uint8_t y_size = at->y_size[i] < t->y_size[i] ? at->y_size[i] : t->y_size[i];
        changed |=
            (x ^ at->x[i]) | (y ^ at->y[i]) | (x_size ^ at->x_size[i]) | (y_size ^ at->y_size[i]);
        at->x[i] = x;
        at->y[i] = y;
        at->x_size[i] = x_size;
        at->y_size[i] = y_size;
    }
    return changed != 0;
}

// ---- what instructions need

static bool has_only(const RegisterTypes *t, const Operand *o, uint8_t kinds)
{
    return (types_of(t, o).kinds & ~kinds) == 0;
}

bool types_prove(const RegisterTypes *t, uint32_t opcode, const Operand *a)
{
    switch (opcode) {
    case OP_get_list:
    case OP_get_hd:
    case OP_get_tl: return has_only(t, &a[0], KIND_CONS);
    case OP_get_tuple_element: return types_are_tuple(types_of(t, &a[0]), a[1].value + 1);
    case OP_update_record: return types_are_tuple(types_of(t, &a[2]), a[1].value);
    case OP_test_arity: return has_only(t, &a[1], KIND_TUPLE);
    case OP_set_tuple_element: return false;
    case OP_fmove: return a[0].kind == OPERAND_FR || has_only(t, &a[0], KIND_FLOAT);
    case OP_bs_start_match4:
        return a[0].kind == OPERAND_LABEL || has_only(t, &a[2], KIND_BITSTRING | KIND_MATCH);
    case OP_bs_get_tail:
    case OP_bs_get_position:
    case OP_bs_set_position: return has_only(t, &a[0], KIND_MATCH);
    case OP_bs_get_integer2:
    case OP_bs_get_float2:
    case OP_bs_get_binary2:
    case OP_bs_skip_bits2:
    case OP_bs_test_tail2:
    case OP_bs_test_unit:
    case OP_bs_match_string:
    case OP_bs_get_utf8:
    case OP_bs_skip_utf8:
    case OP_bs_get_utf16:
    case OP_bs_skip_utf16:
    case OP_bs_get_utf32:
    case OP_bs_skip_utf32:
    case OP_bs_match: return has_only(t, &a[1], KIND_MATCH);
    default: return true;
    }
}

// ---- what tests tell

// The kinds of which a term is when the test passes; 0: it says nothing. *is_all: every term of these
// kinds passes.
static uint8_t tested_kinds(uint32_t opcode, bool *is_all)
{
    *is_all = true;
    switch (opcode) {
    case OP_is_nil: return KIND_NIL;
    case OP_is_nonempty_list: return KIND_CONS;
    case OP_is_list: return KIND_NIL | KIND_CONS;
    case OP_is_tuple: return KIND_TUPLE;
    case OP_is_map: return KIND_MAP;
    case OP_is_float: return KIND_FLOAT;
    case OP_is_bitstr: return KIND_BITSTRING;
    default: break;
    }
    *is_all = false;
    switch (opcode) {
    case OP_is_binary: return KIND_BITSTRING;
    case OP_is_number: return KIND_FLOAT | KIND_OTHER;
    case OP_is_integer:
    case OP_is_atom:
    case OP_is_pid:
    case OP_is_reference:
    case OP_is_port:
    case OP_is_boolean:
    case OP_is_function:
    case OP_is_function2: return KIND_OTHER;
    case OP_test_arity:
    case OP_is_tagged_tuple: return KIND_TUPLE;
    default: return 0;
    }
}

const Operand *types_test(const RegisterTypes *t, uint32_t opcode, const Operand *a,
                          TypeFact *passed, TypeFact *failed)
{
    const Operand *tested = &a[1];
    bool is_all;
    const uint8_t kinds = tested_kinds(opcode, &is_all);
    const bool is_constant_test =
        opcode == OP_is_eq_exact && a[2].kind == OPERAND_TERM && a[1].kind != OPERAND_TERM;
    if (kinds == 0 && !is_constant_test) {
        return NULL;
    }
    const TypeFact before = types_of(t, tested);
    if (is_constant_test) {
        *passed = types_of(t, &a[2]);
        *failed = a[2].value == TERM_NIL ? types_only(before, (uint8_t)~KIND_NIL) : before;
        return tested;
    }
    *passed = types_only(before, kinds);
    *failed = is_all ? types_only(before, (uint8_t)~kinds) : before;
    if (opcode == OP_test_arity || opcode == OP_is_tagged_tuple) {
        const TypeFact tuple = types_tuple(a[2].value);
        passed->size = tuple.size > passed->size ? tuple.size : passed->size;
    }
    return tested;
}

// ---- what instructions make

bool types_result(uint32_t opcode, const Operand *a, const Operand **to, TypeFact *fact)
{
    switch (opcode) {
    case OP_put_list: *to = &a[2], *fact = types_kind(KIND_CONS); return true;
    case OP_put_tuple2: *to = &a[0], *fact = types_tuple(a[1].count); return true;
    case OP_update_record: *to = &a[3], *fact = types_tuple(a[1].value); return true;
    case OP_put_map_assoc:
    case OP_put_map_exact: *to = &a[2], *fact = types_kind(KIND_MAP); return true;
    case OP_fmove: *to = &a[1], *fact = types_kind(KIND_FLOAT); return a[0].kind == OPERAND_FR;
    case OP_bs_start_match3:
    case OP_bs_start_match4: *to = &a[3], *fact = types_kind(KIND_MATCH); return true;
    case OP_bs_create_bin: *to = &a[4], *fact = types_kind(KIND_BITSTRING); return true;
    case OP_bs_init2:
    case OP_bs_init_bits:
    case OP_bs_private_append: *to = &a[5], *fact = types_kind(KIND_BITSTRING); return true;
    case OP_bs_append: *to = &a[7], *fact = types_kind(KIND_BITSTRING); return true;
    case OP_bs_get_binary2: *to = &a[6], *fact = types_kind(KIND_BITSTRING); return true;
    case OP_bs_get_tail: *to = &a[1], *fact = types_kind(KIND_BITSTRING); return true;
    case OP_bs_get_float2: *to = &a[6], *fact = types_kind(KIND_FLOAT); return true;
    default: return false;
    }
}
