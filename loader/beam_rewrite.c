// SPDX-License-Identifier: Apache-2.0
// beam_rewrite.c -- the rules that turn generic instructions into specific ones.
//
// Opcodes without a rule (rewriter.h) become the instruction that names them with `op N` in its definition, operand by operand.
//
// Whole functions are replaced in two cases, as in ERTS: a function whose export is a native function (its Erlang body only
// raises nif_error), and the few of module erlang that are instructions: apply/2, apply/3, yield/0.
//
// Exceptions: sources of moves and of put instructions are always readable before the destination is written, so a fused pair
// is used only where the second does not read what the first has written in another form.
#include "loader/beam_rewrite.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "loader/rewriter.h"
#include "vm/term/float.h"

extern const uint16_t instr_of_opcode[256];

// ---- frames and room

static uint32_t rule_allocate(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(allocate, arg_bytes(&a[0]), a[1]);
    return 1;
}
static uint32_t rule_allocate_heap(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand need = alloc_words(&a[1]);
    EMIT(allocate_heap, arg_bytes(&a[0]), arg_number((a[0].value + need.value) * sizeof(Term)),
         a[2]);
    return 1;
}
// Frames that are filled from the start: of old compilers, and where the verifier wants it (beam_flow.c).
static void emit_init_all(Rewriter *w, uint64_t count)
{
    Operand numbers[1024];
    for (uint64_t i = 0; i < count; i++) {
        numbers[i] = arg_number(i);
    }
    if (count) {
        emit_instr(w->e, INSTR_init_y_n, (const Operand[]){arg_list(0, (uint32_t)count)}, numbers);
    }
}
static uint32_t rule_allocate_zero(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    rule_allocate(w, g, a);
    emit_init_all(w, a[0].value);
    return 1;
}
static uint32_t rule_allocate_heap_zero(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    rule_allocate_heap(w, g, a);
    emit_init_all(w, a[0].value);
    return 1;
}
static uint32_t rule_test_heap(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand need = alloc_words(&a[0]);
    const GenericInstr *put = next_is(w, g, OP_put_list);
    if (put) {
        const Operand *b = operands_of(w, put);
        if (EMIT_FUSED(test_heap_put_list, arg_bytes(&need), a[1], b[0], b[1], b[2])) {
            return 2;
        }
    }
    EMIT(test_heap, arg_bytes(&need), a[1]);
    return 1;
}
static uint32_t rule_deallocate(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (next_is(w, g, OP_return)) {
        EMIT(deallocate_return, arg_bytes(&a[0]));
        return 2;
    }
    EMIT(deallocate, arg_bytes(&a[0]));
    return 1;
}
static uint32_t rule_trim(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(trim, arg_bytes(&a[0]));
    return 1;
}
static uint32_t rule_init_yregs(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[0]);
    if (a[0].count == 1) {
        EMIT(init_y, items[0]);
    } else if (a[0].count == 2) {
        EMIT(init_y_2, items[0], items[1]);
    } else {
        Operand *numbers = malloc((a[0].count + 1) * sizeof *numbers);
        CHECK(numbers != NULL);
        for (uint32_t i = 0; i < a[0].count; i++) {
            numbers[i] = arg_number(items[i].value);
        }
        emit_instr(w->e, INSTR_init_y_n, (const Operand[]){arg_list(0, a[0].count)}, numbers);
        free(numbers);
    }
    return 1;
}

// ---- fused pairs (vm/interp/instrs/fused.tab)

// The instruction that follows g, lines passed over; NULL at the end.
static const GenericInstr *following(const Rewriter *w, const GenericInstr *g)
{
    do {
        g++;
    } while (g < w->end && g->opcode == OP_line);
    return g < w->end ? g : NULL;
}

static bool are_neighbours(const Operand *a, const Operand *b)
{
    return (a->kind == OPERAND_X || a->kind == OPERAND_Y) && a->kind == b->kind &&
           a->value + 1 == b->value;
}

// Two moves that ERTS makes one: between neighbours in memory, in this order or crosswise.
static bool is_move_of_two(const Rewriter *w, const GenericInstr *move)
{
    const Operand *a = operands_of(w, move), *b = operands_of(w, move + 1);
    return !same_register(&a[1], &b[0]) &&
           (are_neighbours(&a[0], &b[0]) || are_neighbours(&b[0], &a[0])) &&
           (are_neighbours(&a[1], &b[1]) || are_neighbours(&b[1], &a[1]));
}

// Is this the last of some moves, after ERTS has paired those before it?
static bool is_move_alone(const Rewriter *w, const GenericInstr *move)
{
    const GenericInstr *first = move;
    while ((first - 1)->opcode == OP_move) {
        first--;
    }
    while (first < move) {
        first += is_move_of_two(w, first) ? 2 : 1;
    }
    return first == move;
}

// After a move to x0, as in ERTS, a line before a tail call into Erlang code is left out: the caller will not be in a trace.
// (It can be seen: what follows without a line of its own, in the order of the code, has the line before this one.)
static bool is_useless_line(const Rewriter *w, const GenericInstr *line)
{
    const GenericInstr *move = line - 1, *call = line + 1;
    if (move->opcode != OP_move || call >= w->end) {
        return false;
    }
    const Operand *target = &operands_of(w, move)[1];
    if (target->kind != OPERAND_X || target->value != 0 || !is_move_alone(w, move)) {
        return false;
    }
    if (call->opcode == OP_call_ext_last || call->opcode == OP_call_ext_only) {
        const Export *export = export_of_import(w, &operands_of(w, call)[1]);
        return !export->bif && !apply_arity(export);
    }
    return call->opcode == OP_call_last || call->opcode == OP_call_only;
}

static void rewrite_line(Rewriter *w, const GenericInstr *line)
{
    if (!is_useless_line(w, line)) {
        emit_line(w->e, operands_of(w, line)[0].value);
    }
}

// Lines between two fused instructions belong to both: emits them; returns how many generic instructions [g, last] are.
static uint32_t take_through(Rewriter *w, const GenericInstr *g, const GenericInstr *last)
{
    for (const GenericInstr *i = g + 1; i < last; i++) {
        if (i->opcode == OP_line) {
            rewrite_line(w, i);
        }
    }
    return (uint32_t)(last - g) + 1;
}

static uint32_t fuse_move_with_exit(Rewriter *w, const GenericInstr *g, const Operand *a,
                                    const GenericInstr *next)
{
    const Operand *b = operands_of(w, next);
    uint32_t taken = 0;
    if (a[1].kind != OPERAND_X) {
        return 0;
    }
    switch (next->opcode) {
    case OP_call:
        taken = take_through(w, g, next);
        EMIT(move_call, a[0], a[1], b[1]);
        return taken;
    case OP_call_last:
        taken = take_through(w, g, next);
        EMIT(move_call_last, a[0], a[1], b[1], arg_bytes(&b[2]));
        return taken;
    case OP_call_only:
        taken = take_through(w, g, next);
        EMIT(move_call_only, a[0], a[1], b[1]);
        return taken;
    case OP_call_ext:
        if (export_of_import(w, &b[1])->bif || apply_arity(export_of_import(w, &b[1]))) {
            return 0;
        }
        taken = take_through(w, g, next);
        EMIT(move_call_ext, a[0], a[1], arg_pointer(export_of_import(w, &b[1])));
        return taken;
    case OP_return: EMIT(move_return, a[0], a[1]); return take_through(w, g, next);
    case OP_deallocate:
        if (next_is(w, next, OP_return)) {
            EMIT(move_deallocate_return, a[0], a[1], arg_bytes(&b[0]));
            return take_through(w, g, next + 1);
        }
        return 0;
    default: return 0;
    }
}

static uint32_t rule_move(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *next = following(w, g);
    if (next == g + 1 && next->opcode == OP_move) {
        // An odd one is left for what comes after the moves.
        const Operand *b = operands_of(w, next);
        if (EMIT_FUSED(move_move, a[0], same_register(&b[0], &a[1]) ? a[0] : b[0], a[1], b[1])) {
            return 2;
        }
    }
    const uint32_t taken = next ? fuse_move_with_exit(w, g, a, next) : 0;
    if (taken == 0) {
        EMIT(move, a[0], a[1]);
    }
    return taken ? taken : 1;
}

static uint32_t rule_is_nonempty_list(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *get = next_is(w, g, OP_get_list);
    if (get && same_register(&a[1], &operands_of(w, get)[0]) &&
        EMIT_FUSED(is_nonempty_get_list, a[0], a[1], operands_of(w, get)[1],
                   operands_of(w, get)[2])) {
        return 2;
    }
    EMIT(is_nonempty_list, a[0], a[1]);
    return 1;
}

// ---- data

// get_list in two steps, the one that overwrites the list last.
static uint32_t rule_get_list(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const bool head_last = same_register(&a[1], &a[0]), tail_last = same_register(&a[2], &a[0]);
    if (EMIT_FUSED(get_list, a[0], a[1], a[2])) {
        return 1;
    }
    if (head_last && tail_last) {
        EMIT(get_list, a[0], a[1], a[2]);
    } else if (head_last) {
        EMIT(get_tl, a[0], a[2]);
        EMIT(get_hd, a[0], a[1]);
    } else {
        EMIT(get_hd, a[0], a[1]);
        EMIT(get_tl, a[0], a[2]);
    }
    return 1;
}

static uint32_t rule_swap(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(swap, a[0], a[1], a[0], a[1]);
    return 1;
}
static uint32_t rule_get_tuple_element(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint64_t at = (a[1].value + 1) * sizeof(Term);
    const GenericInstr *next = next_is(w, g, OP_get_tuple_element);
    if (next && at <= UINT16_MAX / 2 && !same_register(&a[2], &a[0])) {
        const Operand *b = operands_of(w, next);
        if (same_register(&b[0], &a[0]) && (b[1].value + 1) * sizeof(Term) <= UINT16_MAX) {
            w->e->is_unproved |= next->is_unproved;
            if (EMIT_FUSED(get_tuple_elements, a[0], arg_number(at),
                           arg_number((b[1].value + 1) * sizeof(Term)), a[2], b[2])) {
                return 2;
            }
            w->e->is_unproved = g->is_unproved;
        }
    }
    if (at <= UINT16_MAX) {
        EMIT(get_tuple_element, a[0], arg_number(at), a[2]);
    } else {
        EMIT(bif_element, arg_label(0), arg_number(0),
             arg_term(small_make((int64_t)a[1].value + 1)), a[0], a[2]);
    }
    return 1;
}
// Beyond that, code that reads a list is shorter.
enum { PUT_TUPLE_MAX = 64 };

static uint32_t rule_put_tuple2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[1]);
    if ((a[1].count == 2 && EMIT_FUSED(put_tuple_2, items[0], items[1], a[0])) ||
        (a[1].count == 3 && EMIT_FUSED(put_tuple_3, items[0], items[1], items[2], a[0]))) {
        return 1;
    }
    if (a[1].count <= PUT_TUPLE_MAX) {
        emit_put_words(w, items, a[1].count, 1);
        EMIT(put_tuple_end, arg_header(&(Operand){.value = a[1].count}),
             arg_number((1 + a[1].count) * sizeof(Term)), a[0]);
    } else {
        EMIT(put_tuple_n, a[0], a[1]);
    }
    return 1;
}
static uint32_t rule_update_record(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(update_record, a[1], a[2], a[3], a[4]);
    return 1;
}
static uint32_t rule_is_tuple(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *test = next_is(w, g, OP_test_arity);
    if (test) {
        const Operand *b = operands_of(w, test);
        if (same_register(&a[1], &b[1]) && a[0].value == b[0].value) {
            EMIT(is_tuple_of_arity, a[0], a[1], arg_header(&b[2]));
            return 2;
        }
    }
    EMIT(is_tuple, a[0], a[1]);
    return 1;
}
static uint32_t rule_test_arity(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(test_arity, a[0], a[1], arg_number(arity_of(&a[2])));
    return 1;
}
static uint32_t rule_is_tagged_tuple(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(is_tagged_tuple, a[0], a[1], arg_header(&a[2]), a[3]);
    return 1;
}
static uint32_t rule_fmove(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (a[0].kind == OPERAND_FR) {
        EMIT(fmove_out, a[0], a[1]);
    } else {
        EMIT(fmove_in, a[0], a[1]);
    }
    return 1;
}
static uint32_t rule_nothing(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)w, (void)g, (void)a;
    return 1;
}

// ---- selection

typedef struct Choice {
    Term value;
    uint64_t label;
} Choice;

static int compare_choices(const void *a, const void *b)
{
    const Term x = ((const Choice *)a)->value, y = ((const Choice *)b)->value;
    return x < y ? -1 : x > y;
}

// Small integers (or atoms) with few gaps: at least half of the table would be used.
static bool choices_are_dense(const Choice *c, uint32_t count)
{
    const uint64_t span = (c[count - 1].value - c[0].value) >> 4;
    for (uint32_t i = 1; i < count; i++) {
        if ((c[i].value - c[0].value) & TERM_IMM_MASK) {
            return false;
        }
    }
    return count >= 4 && span < (uint64_t)count * 2;
}

static void emit_pairs(Rewriter *w, uint32_t instr, const Operand *a, const Choice *c,
                       uint32_t count)
{
    Operand *items = malloc((2 * count + 1) * sizeof *items);
    CHECK(items != NULL);
    for (uint32_t i = 0; i < count; i++) {
        items[2 * i] = arg_number(c[i].value);
        items[2 * i + 1] = arg_label(c[i].label);
    }
    emit_instr(w->e, instr, (const Operand[]){a[0], a[1], arg_list(0, 2 * count)}, items);
    free(items);
}

static void emit_table(Rewriter *w, const Operand *a, const Choice *c, uint32_t count)
{
    const uint32_t span = (uint32_t)((c[count - 1].value - c[0].value) >> 4) + 1;
    Operand *items = malloc(span * sizeof *items);
    CHECK(items != NULL);
    uint32_t next = 0;
    for (uint32_t i = 0; i < span; i++) {
        const bool is_given = c[next].value == c[0].value + ((Term)i << 4);
        items[i] = arg_label(is_given ? c[next].label : a[1].value);
        next += is_given;
    }
    emit_instr(w->e, INSTR_select_table,
               (const Operand[]){a[0], a[1], arg_number(c[0].value), arg_list(0, span)}, items);
    free(items);
}

static uint32_t rule_select_val(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]);
    const uint32_t count = a[2].count / 2;
    Choice *c = malloc((count + 1) * sizeof *c);
    CHECK(c != NULL);
    bool all_immediate = true;
    for (uint32_t i = 0; i < count; i++) {
        c[i] = (Choice){items[2 * i].value, items[2 * i + 1].value};
        all_immediate &= term_is_immediate(c[i].value);
    }
    if (!all_immediate) {
        emit_pairs(w, INSTR_select_terms, a, c, count);
    } else if (count == 0) {
        EMIT(jump, a[1]);
    } else if (count == 2) {
        EMIT(select_two, a[0], a[1], arg_term(c[0].value), arg_label(c[0].label),
             arg_term(c[1].value), arg_label(c[1].label));
    } else {
        qsort(c, count, sizeof *c, compare_choices);
        if (choices_are_dense(c, count)) {
            emit_table(w, a, c, count);
        } else {
            emit_pairs(w, count <= 6 ? INSTR_select_linear : INSTR_select_sorted, a, c, count);
        }
    }
    free(c);
    return 1;
}

// ---- comparison with a small constant

static bool emit_compare_small(Rewriter *w, const Operand *a, uint32_t left_register,
                               uint32_t right_register)
{
    if (is_register(&a[1]) && is_short_constant(&a[2])) {
        emit(w, left_register, (const Operand[]){a[0], a[1], a[2]});
        return true;
    }
    if (is_short_constant(&a[1]) && is_register(&a[2])) {
        emit(w, right_register, (const Operand[]){a[0], a[2], a[1]});
        return true;
    }
    return false;
}
static uint32_t rule_is_lt(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (!emit_compare_small(w, a, INSTR_is_lt_small, INSTR_is_gt_small)) {
        EMIT(is_lt, a[0], a[1], a[2]);
    }
    return 1;
}
static uint32_t rule_is_ge(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (!emit_compare_small(w, a, INSTR_is_ge_small, INSTR_is_le_small)) {
        EMIT(is_ge, a[0], a[1], a[2]);
    }
    return 1;
}

// ---- receive, exceptions: names that are words of C

static uint32_t emit_same(Rewriter *w, uint32_t instr, const Operand *a)
{
    emit(w, instr, a);
    return 1;
}
#define RULE_SAME(rule, instr)                                                 \
    static uint32_t rule(Rewriter *w, const GenericInstr *g, const Operand *a) \
    {                                                                          \
        (void)g;                                                               \
        return emit_same(w, INSTR_##instr, a);                                 \
    }
RULE_SAME(rule_init, init_y)
RULE_SAME(rule_wait, wait_)
RULE_SAME(rule_wait_timeout, wait_timeout)
RULE_SAME(rule_catch, catch_)
RULE_SAME(rule_catch_end, catch_end)
RULE_SAME(rule_try, try_)
RULE_SAME(rule_try_end, try_end)
RULE_SAME(rule_try_case, try_case)
RULE_SAME(rule_raise, raise_)

static const RuleRow own_rules[] = {
    {OP_allocate, rule_allocate},
    {OP_allocate_heap, rule_allocate_heap},
    {OP_allocate_zero, rule_allocate_zero},
    {OP_allocate_heap_zero, rule_allocate_heap_zero},
    {OP_test_heap, rule_test_heap},
    {OP_deallocate, rule_deallocate},
    {OP_trim, rule_trim},
    {OP_init_yregs, rule_init_yregs},
    {OP_move, rule_move},
    {OP_is_nonempty_list, rule_is_nonempty_list},
    {OP_swap, rule_swap},
    {OP_get_list, rule_get_list},
    {OP_get_tuple_element, rule_get_tuple_element},
    {OP_put_tuple2, rule_put_tuple2},
    {OP_update_record, rule_update_record},
    {OP_is_tuple, rule_is_tuple},
    {OP_test_arity, rule_test_arity},
    {OP_is_tagged_tuple, rule_is_tagged_tuple},
    {OP_is_lt, rule_is_lt},
    {OP_is_ge, rule_is_ge},
    {OP_fmove, rule_fmove},
    {OP_fclearerror, rule_nothing},
    {OP_fcheckerror, rule_nothing},
    {OP_executable_line, rule_nothing},
    {OP_debug_line, rule_nothing},
    {OP_recv_mark, rule_nothing},
    {OP_recv_set, rule_nothing},
    {OP_init, rule_init},
    {OP_wait, rule_wait},
    {OP_wait_timeout, rule_wait_timeout},
    {OP_catch, rule_catch},
    {OP_catch_end, rule_catch_end},
    {OP_try, rule_try},
    {OP_try_end, rule_try_end},
    {OP_try_case, rule_try_case},
    {OP_raise, rule_raise},
    {OP_select_val, rule_select_val},
    {0, NULL},
};

// All rules by opcode; NULL: the instruction that names the opcode.
static Rule rules[256];
static pthread_once_t rules_once = PTHREAD_ONCE_INIT;

static void gather_rules(void)
{
    const RuleRow *const tables[] = {own_rules, rewrite_calls_rules, rewrite_bits_rules,
                                     rewrite_maps_rules, rewrite_records_rules};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        for (const RuleRow *row = tables[i]; row->opcode != 0; row++) {
            rules[row->opcode] = row->rule;
        }
    }
}

static void rewrite_one(Rewriter *w)
{
    const GenericInstr *g = w->at;
    const Operand *a = operands_of(w, g);
    w->e->is_unproved = g->is_unproved;
    if (g->opcode == OP_label) {
        emit_label(w->e, a[0].value);
        w->at++;
    } else if (g->opcode == OP_line) {
        rewrite_line(w, g);
        w->at++;
    } else if (rules[g->opcode]) {
        w->at += rules[g->opcode](w, g, a);
    } else if (instr_of_opcode[g->opcode] != 0xFFFF) {
        const InstrInfo *info = &instr_infos[instr_of_opcode[g->opcode]];
        CHECK(info->operand_count == g->operand_count);
        emit(w, instr_of_opcode[g->opcode], a);
        w->at++;
    } else {
        char reason[80];
        snprintf(reason, sizeof reason, "instruction %s (opcode %u) is not supported",
                 opcode_name(g->opcode), g->opcode);
        emit_fail(w->e, g, reason);
    }
}

// The instruction that is the whole body of a function, or false.
static bool emit_whole_body(Rewriter *w, const BeamFunction *f)
{
    const Export *export = export_find(w->code->module, f->name, f->arity);
    if (export != NULL && export->bif != NULL) {
        EMIT(bif_stub, arg_pointer(export));
        return true;
    }
    if (w->code->module != ATOM_ERLANG) {
        return false;
    }
    if (f->name == ATOM_APPLY && (f->arity == 2 || f->arity == 3)) {
        emit(w, f->arity == 2 ? INSTR_apply_fun_list : INSTR_apply_list, NULL);
        return true;
    }
    if (f->name == ATOM_YIELD && f->arity == 0) {
        emit(w, INSTR_yield_body, NULL);
        return true;
    }
    return false;
}

void beam_rewrite_function(Emitter *e, const BeamFunction *function)
{
    pthread_once(&rules_once, gather_rules);
    Rewriter w = {e, e->code, e->code->instrs + function->first, e->code->instrs + function->end};
    while (w.at < w.end && !e->failed) {
        const GenericInstr *g = w.at;
        const bool is_entry =
            g->opcode == OP_label && operands_of(&w, g)[0].value == function->entry_label;
        if (g->opcode == OP_func_info) {
            const Operand args[] = {arg_number(function->arity), arg_number(e->code->module),
                                    arg_number(function->name)};
            emit_instr(e, INSTR_func_info, args, NULL);
            w.at++;
        } else {
            rewrite_one(&w);
        }
        if (is_entry) {
            if (emit_whole_body(&w, function)) {
                return;
            }
            if (function->has_nif_start) {
                rewrite_nif_start(&w);
            }
        }
    }
}
