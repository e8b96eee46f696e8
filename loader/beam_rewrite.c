// SPDX-License-Identifier: Apache-2.0
// beam_rewrite.c -- the rules that turn generic instructions into specific ones.
//
// A rule gets the instruction and what follows it, emits, and returns how many generic instructions it has dealt with. Opcodes
// without a rule become the instruction that names them with `op N` in its definition, operand by operand.
//
// Whole functions are replaced in two cases, as in ERTS: a function whose export is a native function (its Erlang body only
// raises nif_error), and the few of module erlang that are instructions: apply/2, apply/3, yield/0.
//
// Exceptions: sources of moves and of put instructions are always readable before the destination is written, so a fused pair
// is used only where the second does not read what the first has written in another form.
#include "loader/beam_rewrite.h"

#include <stdio.h>
#include <stdlib.h>

#include "build/gen/instr_ids.h"
#include "loader/opcodes.h"
#include "vm/code/export.h"
#include "vm/code/segments.h"
#include "vm/term/atom.h"
#include "vm/term/bits.h"
#include "vm/term/fun.h"
#include "vm/term/float.h"

extern const uint16_t instr_of_opcode[256];

typedef struct Rewriter {
    Emitter *e;
    const BeamCode *code;
    const GenericInstr *at, *end;
} Rewriter;
typedef uint32_t (*Rule)(Rewriter *w, const GenericInstr *g, const Operand *a);

static const Operand *operands_of(const Rewriter *w, const GenericInstr *g) { return w->code->operands + g->operands; }
static const Operand *items_of(const Rewriter *w, const Operand *list) { return w->code->operands + list->value; }

// The instruction after g when it has this opcode, else NULL. Lines do not count.
static const GenericInstr *next_is(const Rewriter *w, const GenericInstr *g, uint32_t opcode)
{
    return g + 1 < w->end && g[1].opcode == opcode ? g + 1 : NULL;
}

static bool same_register(const Operand *a, const Operand *b)
{
    return a->kind == b->kind && a->value == b->value && (a->kind == OPERAND_X || a->kind == OPERAND_Y);
}

static void emit(Rewriter *w, uint32_t instr, const Operand *args) { emit_instr(w->e, instr, args, NULL); }
#define EMIT(instr, ...) emit(w, INSTR_##instr, (const Operand[]){__VA_ARGS__})

// What an import names.
static Export *export_of_import(const Rewriter *w, const Operand *a)
{
    const BeamImport *import = &w->code->imports[a->value];
    return export_get(import->module, import->function, import->arity);
}

// erlang:apply/2,3 are instructions, called by name too. 0: another function; else its arity.
static uint64_t apply_arity(const Export *target)
{
    return target->module == ATOM_ERLANG && target->function == ATOM_APPLY && (target->arity == 2 || target->arity == 3)
               ? target->arity
               : 0;
}
// ---- frames and room

// Words that an allocation operand asks for: a number, or a list with floats and funs.
static Operand alloc_words(const Operand *a)
{
    return arg_number(a->kind == OPERAND_ALLOC ? a->value + (uint64_t)a->count * FLOAT_WORDS + (uint64_t)a->extra * FUN_WORDS
                                               : a->value);
}

static uint32_t rule_allocate(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(allocate, a[0], a[1]);
    return 1;
}
static uint32_t rule_allocate_heap(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(allocate_heap, a[0], alloc_words(&a[1]), a[2]);
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
    const GenericInstr *put = next_is(w, g, OP_put_list);
    if (put) {
        const Operand *b = operands_of(w, put);
        EMIT(test_heap_put_list, alloc_words(&a[0]), a[1], b[0], b[1], b[2]);
        return 2;
    }
    EMIT(test_heap, alloc_words(&a[0]), a[1]);
    return 1;
}
static uint32_t rule_deallocate(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (next_is(w, g, OP_return)) {
        EMIT(deallocate_return, a[0]);
        return 2;
    }
    EMIT(deallocate, a[0]);
    return 1;
}
static uint32_t rule_trim(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(trim, a[0]);
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

// Lines between two fused instructions belong to both: emits them; returns how many generic instructions [g, last] are.
static uint32_t take_through(Rewriter *w, const GenericInstr *g, const GenericInstr *last)
{
    for (const GenericInstr *i = g + 1; i < last; i++) {
        if (i->opcode == OP_line) {
            emit_line(w->e, operands_of(w, i)[0].value);
        }
    }
    return (uint32_t)(last - g) + 1;
}

static uint32_t fuse_move_with_exit(Rewriter *w, const GenericInstr *g, const Operand *a, const GenericInstr *next)
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
        EMIT(move_call_last, a[0], a[1], b[1], b[2]);
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
    case OP_return:
        EMIT(move_return, a[0], a[1]);
        return take_through(w, g, next);
    case OP_deallocate:
        if (next_is(w, next, OP_return)) {
            EMIT(move_deallocate_return, a[0], a[1], b[0]);
            return take_through(w, g, next + 1);
        }
        return 0;
    default:
        return 0;
    }
}

static uint32_t rule_move(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *next = following(w, g);
    if (next == g + 1 && next->opcode == OP_move) {
        // An odd one is left for what comes after the moves.
        const Operand *b = operands_of(w, next);
        EMIT(move_move, a[0], same_register(&b[0], &a[1]) ? a[0] : b[0], a[1], b[1]);
        return 2;
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
    if (get && same_register(&a[1], &operands_of(w, get)[0])) {
        EMIT(is_nonempty_get_list, a[0], a[1], operands_of(w, get)[1], operands_of(w, get)[2]);
        return 2;
    }
    EMIT(is_nonempty_list, a[0], a[1]);
    return 1;
}

// ---- data

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
            EMIT(get_tuple_elements, a[0], arg_number(at), arg_number((b[1].value + 1) * sizeof(Term)), a[2], b[2]);
            return 2;
        }
    }
    if (at <= UINT16_MAX) {
        EMIT(get_tuple_element, a[0], arg_number(at), a[2]);
    } else {
        EMIT(bif_element, arg_label(0), arg_number(0), arg_term(small_make((int64_t)a[1].value + 1)), a[0], a[2]);
    }
    return 1;
}
static uint32_t rule_put_tuple2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[1]);
    if (a[1].count == 2) {
        EMIT(put_tuple_2, items[0], items[1], a[0]);
    } else if (a[1].count == 3) {
        EMIT(put_tuple_3, items[0], items[1], items[2], a[0]);
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
            EMIT(is_tuple_of_arity, a[0], a[1], b[2]);
            return 2;
        }
    }
    EMIT(is_tuple, a[0], a[1]);
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

// ---- calls

static uint32_t rule_call(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(call, a[1]);
    return 1;
}
static uint32_t rule_call_last(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(call_last, a[1], a[2]);
    return 1;
}
static uint32_t rule_call_only(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(call_only, a[1]);
    return 1;
}

// A native function leaves the frame alone: whoever it fails in shows in the stack trace.
static void emit_bif_call(Rewriter *w, const Export *target)
{
    EMIT(call_bif, arg_pointer(target), arg_number(target->arity));
}
static void emit_apply_tail(Rewriter *w, const Export *target)
{
    emit(w, target->arity == 3 ? INSTR_apply_list : INSTR_apply_fun_list, NULL);
}

static uint32_t rule_call_ext(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Export *target = export_of_import(w, &a[1]);
    if (apply_arity(target)) {
        emit(w, target->arity == 3 ? INSTR_call_apply_list : INSTR_call_apply_fun_list, NULL);
    } else if (target->bif) {
        emit_bif_call(w, target);
    } else {
        EMIT(call_ext, arg_pointer(target));
    }
    return 1;
}
static uint32_t rule_call_ext_last(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Export *target = export_of_import(w, &a[1]);
    if (apply_arity(target)) {
        EMIT(deallocate, a[2]);
        emit_apply_tail(w, target);
    } else if (target->bif) {
        emit_bif_call(w, target);
        EMIT(deallocate_return, a[2]);
    } else {
        EMIT(call_ext_last, arg_pointer(target), a[2]);
    }
    return 1;
}
static uint32_t rule_call_ext_only(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Export *target = export_of_import(w, &a[1]);
    if (apply_arity(target)) {
        emit_apply_tail(w, target);
    } else if (target->bif) {
        emit_bif_call(w, target);
        emit(w, INSTR_return_, NULL);
    } else {
        EMIT(call_ext_only, arg_pointer(target));
    }
    return 1;
}
static uint32_t rule_send(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g, (void)a;
    emit_bif_call(w, export_get(ATOM_ERLANG, ATOM_SEND, 2));
    return 1;
}

// deallocate and return after a call of a fun make it a tail call, as in ERTS.
static uint32_t emit_fun_call(Rewriter *w, const GenericInstr *g, Operand fun, Operand arity)
{
    const GenericInstr *deallocate = next_is(w, g, OP_deallocate);
    if (deallocate && next_is(w, deallocate, OP_return)) {
        EMIT(call_fun_last, fun, arity, operands_of(w, deallocate)[0]);
        return 3;
    }
    EMIT(call_fun, fun, arity);
    return 1;
}
static uint32_t rule_call_fun(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return emit_fun_call(w, g, arg_x((uint32_t)a[0].value), a[0]);
}
static uint32_t rule_call_fun2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return emit_fun_call(w, g, a[2], a[1]);
}
static uint32_t rule_make_fun3(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(make_fun, arg_pointer(w->e->funs[a[0].value]), a[1], a[2]);
    return 1;
}
// Of compilers before OTP 24: makes room itself, takes the free variables from x0 on, and leaves the fun in x0.
static uint32_t rule_make_fun2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint32_t count = w->code->funs[a[0].value].free_count;
    Operand free_variables[256];
    for (uint32_t i = 0; i < count; i++) {
        free_variables[i] = arg_x(i);
    }
    EMIT(test_heap, arg_number(FUN_WORDS + count), arg_number(count));
    emit_instr(w->e, INSTR_make_fun,
               (const Operand[]){arg_pointer(w->e->funs[a[0].value]), arg_x(0), arg_list(0, count)}, free_variables);
    return 1;
}
// Emitted at the entry already: see emit_nif_start.
static uint32_t rule_nif_start(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)w, (void)g, (void)a;
    return 1;
}

// The compiler writes nif_start after an allocate when the function calls others, but a native function replaces the whole body:
// the place for it is the entry.
static void emit_nif_start(Rewriter *w)
{
    for (const GenericInstr *g = w->at; g < w->end; g++) {
        if (g->opcode == OP_nif_start) {
            w->e->has_native_stubs = true;
            EMIT(nif_start, arg_number(0));
            return;
        }
    }
}

// ---- guard functions

// Those with an instruction of their own.
static const struct { const char *name; uint8_t arity; uint16_t instr; } fast_guards[] = {
    {"+", 2, INSTR_plus},         {"-", 2, INSTR_minus},       {"*", 2, INSTR_times},      {"div", 2, INSTR_int_div},
    {"rem", 2, INSTR_int_rem},    {"band", 2, INSTR_int_band}, {"bor", 2, INSTR_int_bor},  {"bxor", 2, INSTR_int_bxor},
    {"bsl", 2, INSTR_int_bsl},    {"bsr", 2, INSTR_int_bsr},   {"hd", 1, INSTR_bif_hd},    {"tl", 1, INSTR_bif_tl},
    {"element", 2, INSTR_bif_element}, {"tuple_size", 1, INSTR_bif_tuple_size},
};
enum { NO_COLLECTION = 0xFFFF }; // Live of the functions that are called where nothing says which registers live

static uint16_t fast_guard(const Export *target)
{
    const AtomName *module = atom_name(target->module), *name = atom_name(target->function);
    if (module->size != 6 || memcmp(module->text, "erlang", 6) != 0) {
        return 0xFFFF;
    }
    for (size_t i = 0; i < sizeof fast_guards / sizeof fast_guards[0]; i++) {
        if (fast_guards[i].arity == target->arity && strlen(fast_guards[i].name) == name->size &&
            memcmp(fast_guards[i].name, name->text, name->size) == 0) {
            return fast_guards[i].instr;
        }
    }
    return 0xFFFF;
}

static bool is_small_constant(const Operand *a) { return a->kind == OPERAND_TERM && term_is_small(a->value); }
static bool is_register(const Operand *a) { return a->kind == OPERAND_X || a->kind == OPERAND_Y; }

// + and - of a register and a small constant.
static bool emit_add_small(Rewriter *w, uint16_t instr, Operand fail, Operand live, const Operand *a)
{
    if (instr == INSTR_plus && is_small_constant(&a[0]) && is_register(&a[1])) {
        EMIT(add_small, fail, live, a[1], a[0], a[2]);
        return true;
    }
    if (!is_register(&a[0]) || !is_small_constant(&a[1]) || (instr == INSTR_minus && small_value(a[1].value) == SMALL_MIN)) {
        return false;
    }
    EMIT(add_small, fail, live, a[0], instr == INSTR_plus ? a[1] : arg_term(small_make(-small_value(a[1].value))), a[2]);
    return true;
}

static void emit_guard(Rewriter *w, const Export *target, Operand fail, uint64_t live, const Operand *a)
{
    const Operand export = arg_pointer(target), l = arg_number(live);
    const uint16_t fast = fast_guard(target);
    if ((fast == INSTR_plus || fast == INSTR_minus) && emit_add_small(w, fast, fail, l, a)) {
        return;
    }
    if (fast != 0xFFFF) {
        if (target->arity == 1) {
            emit(w, fast, (const Operand[]){fail, l, a[0], a[1]});
        } else {
            emit(w, fast, (const Operand[]){fail, l, a[0], a[1], a[2]});
        }
        return;
    }
    if (target == export_get(ATOM_ERLANG, atom_from_text("+"), 1) && is_register(&a[0])) {
        EMIT(add_small, fail, l, a[0], arg_term(small_make(0)), a[1]);
        return;
    }
    switch (target->arity) {
    case 0:
        EMIT(guard_bif_0, fail, export, a[0]);
        break;
    case 1:
        EMIT(guard_bif_1, fail, export, l, a[0], a[1]);
        break;
    case 2:
        EMIT(guard_bif_2, fail, export, l, a[0], a[1], a[2]);
        break;
    default:
        EMIT(guard_bif_3, fail, export, l, a[0], a[1], a[2], a[3]);
        break;
    }
}
static uint32_t rule_bif0(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Export *target = export_of_import(w, &a[0]);
    const AtomName *name = atom_name(target->function);
    if (name->size == 4 && memcmp(name->text, "self", 4) == 0) {
        EMIT(bif_self, a[1]);
    } else {
        emit_guard(w, target, arg_label(0), NO_COLLECTION, &a[1]);
    }
    return 1;
}
static uint32_t rule_bif(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    emit_guard(w, export_of_import(w, &a[1]), a[0], NO_COLLECTION, &a[2]);
    return 1;
}
static uint32_t rule_gc_bif(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    emit_guard(w, export_of_import(w, &a[2]), a[0], a[1].value, &a[3]);
    return 1;
}

// ---- selection

typedef struct Choice { Term value; uint64_t label; } Choice;

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

static void emit_pairs(Rewriter *w, uint32_t instr, const Operand *a, const Choice *c, uint32_t count)
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
    emit_instr(w->e, INSTR_select_table, (const Operand[]){a[0], a[1], arg_number(c[0].value), arg_list(0, span)}, items);
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
        EMIT(select_two, a[0], a[1], arg_term(c[0].value), arg_label(c[0].label), arg_term(c[1].value), arg_label(c[1].label));
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

// ---- maps

static uint32_t rule_get_map_elements(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]);
    // One after the other; a pair that overwrites the map comes last, which the compiler guarantees only for single ones.
    uint32_t last = a[2].count;
    for (uint32_t i = 0; i < a[2].count; i += 2) {
        if (same_register(&items[i + 1], &a[1])) {
            last = i;
        }
    }
    for (uint32_t k = 0; k <= a[2].count; k += 2) {
        const uint32_t i = k == a[2].count ? last : k;
        if ((k < a[2].count && k == last) || i == a[2].count) {
            continue;
        }
        if (items[i].kind == OPERAND_TERM && a[1].kind != OPERAND_TERM) {
            EMIT(get_map_element, a[0], a[1], items[i], items[i + 1]);
        } else {
            EMIT(get_map_element_var, a[0], a[1], items[i], items[i + 1]);
        }
    }
    return 1;
}

// ---- receive, exceptions: names that are words of C

static uint32_t emit_same(Rewriter *w, uint32_t instr, const Operand *a)
{
    emit(w, instr, a);
    return 1;
}
#define RULE_SAME(rule, instr)                                                        \
    static uint32_t rule(Rewriter *w, const GenericInstr *g, const Operand *a)        \
    {                                                                                 \
        (void)g;                                                                      \
        return emit_same(w, INSTR_##instr, a);                                        \
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

// ---- binaries: building

static Operand flags_of(const Operand *a)
{
    const uint64_t f = a->value;
    return arg_number(f & SEGMENT_NATIVE ? f | SEGMENT_LITTLE : f);
}

// The flags of a bs_create_bin segment: [] or a literal list of atoms.
static uint64_t flags_of_list(Term list)
{
    uint64_t flags = 0;
    for (; term_is_cons(list); list = cons_tail(list)) {
        const Term flag = cons_head(list);
        flags |= flag == ATOM_LITTLE || flag == ATOM_NATIVE ? SEGMENT_LITTLE : flag == ATOM_SIGNED ? SEGMENT_SIGNED : 0;
    }
    return flags;
}

static SegmentKind kind_of_segment(Term type, const Operand *size)
{
    if (type == ATOM_BINARY) {
        return size->kind == OPERAND_TERM && size->value == ATOM_ALL ? SEGMENT_BINARY_ALL : SEGMENT_BINARY;
    }
    return type == ATOM_APPEND           ? SEGMENT_APPEND
           : type == ATOM_PRIVATE_APPEND ? SEGMENT_PRIVATE_APPEND
           : type == ATOM_FLOAT          ? SEGMENT_FLOAT
           : type == ATOM_INTEGER        ? SEGMENT_INTEGER
           : type == ATOM_STRING         ? SEGMENT_STRING
           : type == ATOM_UTF8           ? SEGMENT_UTF8
           : type == ATOM_UTF16          ? SEGMENT_UTF16
                                         : SEGMENT_UTF32;
}

// Segments that append one big-endian integer of whole bytes to a binary: how many bits; 0: they are others.
static uint64_t bits_of_appended(const Operand *items)
{
    const Operand *number = items + 6, *size = number + 5;
    const SegmentKind first = kind_of_segment(items[0].value, &items[5]);
    if (first > SEGMENT_PRIVATE_APPEND || (items[2].value != 8 && items[2].value != 1) || number[0].value != ATOM_INTEGER ||
        flags_of_list(number[3].value) & SEGMENT_LITTLE || size->kind != OPERAND_TERM || !term_is_small(size->value)) {
        return 0;
    }
    const uint64_t bits = size->value <= SMALL(64) ? (uint64_t)small_value(size->value) * number[2].value : 0;
    return bits <= 64 && bits % 8 == 0 ? bits : 0;
}

static uint32_t rule_bs_create_bin(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[5]);
    const uint32_t count = a[5].count / 6;
    Operand *out = malloc((3 * count + 1) * sizeof *out);
    CHECK(out != NULL);
    for (uint32_t i = 0; i < count; i++) {
        const Operand *segment = items + 6 * i;
        const SegmentKind kind = kind_of_segment(segment[0].value, &segment[5]);
        out[3 * i] = arg_number((uint64_t)kind | flags_of_list(segment[3].value) << 8 | (segment[2].value & 0xFFFF) << 16 |
                                segment[1].value << 32);
        out[3 * i + 1] = segment[4];
        out[3 * i + 2] = segment[5];
        if (kind == SEGMENT_INTEGER && segment[5].kind == OPERAND_TERM && segment[5].value <= SMALL(UINT16_MAX) &&
            term_is_small(segment[5].value)) {
            out[3 * i].value |= SEGMENT_BITS << 8;
            out[3 * i + 2] = arg_number((uint64_t)small_value(segment[5].value) * (segment[2].value & 0xFFFF));
        }
        if (kind == SEGMENT_STRING) {
            out[3 * i + 1] = arg_pointer(w->code->strings + segment[4].value);
            out[3 * i + 2] = arg_number(segment[5].kind == OPERAND_TERM ? (uint64_t)small_value(segment[5].value) : segment[5].value);
        }
    }
    const Operand list = arg_list(0, 3 * count), alloc = alloc_words(&a[1]);
    const uint64_t bits = count == 2 ? bits_of_appended(items) : 0;
    if (bits) {
        const Operand in_place = arg_number(kind_of_segment(items[0].value, &items[5]) == SEGMENT_PRIVATE_APPEND);
        emit_instr(w->e, INSTR_bs_append_bits,
                   (const Operand[]){a[0], alloc, a[2], arg_number(bits), in_place, items[4], items[6 + 4], a[4], list}, out);
    } else {
        emit_instr(w->e, INSTR_bs_create_bin, (const Operand[]){a[0], alloc, a[2], a[4], list}, out);
    }
    free(out);
    return 1;
}

// A size operand: registers and terms as they are, plain numbers become small integers.
static Operand size_term(const Operand *a) { return a->kind == OPERAND_U ? arg_term(small_make((int64_t)a->value)) : *a; }

static uint32_t rule_bs_init2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    EMIT(bs_init, a[0], size_term(&a[1]), alloc_words(&a[2]), arg_number(g->opcode == OP_bs_init2 ? 8 : 1), a[3], a[5]);
    return 1;
}
static uint32_t rule_bs_append(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_append, a[0], size_term(&a[1]), a[2], a[3], a[4], a[5], a[7]);
    return 1;
}
static uint32_t rule_bs_private_append(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_private_append, a[0], size_term(&a[1]), a[2], a[3], a[5]);
    return 1;
}
static uint32_t rule_bs_add(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_add, a[0], size_term(&a[1]), size_term(&a[2]), a[3], a[4]);
    return 1;
}
static uint32_t rule_bs_put(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand size = size_term(&a[1]), flags = flags_of(&a[3]);
    if (g->opcode == OP_bs_put_integer) {
        EMIT(bs_put_integer, a[0], size, a[2], flags, a[4]);
    } else if (g->opcode == OP_bs_put_float) {
        EMIT(bs_put_float, a[0], size, a[2], flags, a[4]);
    } else {
        EMIT(bs_put_binary, a[0], size, a[2], a[4]);
    }
    return 1;
}
static uint32_t rule_bs_put_string(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_put_string, arg_pointer(w->code->strings + a[1].value), a[0]);
    return 1;
}
static uint32_t rule_bs_utf_size(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    EMIT(bs_utf_size, arg_number(g->opcode == OP_bs_utf8_size ? SEGMENT_UTF8 : SEGMENT_UTF16), a[1], a[2]);
    return 1;
}
static uint32_t rule_bs_put_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const SegmentKind kind = g->opcode == OP_bs_put_utf8 ? SEGMENT_UTF8 : g->opcode == OP_bs_put_utf16 ? SEGMENT_UTF16 : SEGMENT_UTF32;
    EMIT(bs_put_utf, a[0], arg_number(kind), flags_of(&a[1]), a[2]);
    return 1;
}

// ---- binaries: matching

enum { PEEK_BITS_MAX = 57 }; // bits that one 8-byte load holds wherever they begin

// The next instruction tests with the same label that what is left is whole bytes. Whichever test fails, code at that label
// depends neither on the position nor on the register that the first writes, since the other might have failed.
static bool unit8_follows(const Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const GenericInstr *next = next_is(w, g, OP_bs_test_unit);
    const Operand *b = next ? operands_of(w, next) : NULL;
    return b && b[0].value == a[0].value && same_register(&b[1], &a[1]) && b[2].value == 8 && !same_register(&a[1], &a[6]);
}
// The width of a bs_get_integer2 with a constant size, unsigned and big-endian, that a peek can read; else 0.
static uint64_t plain_bits(const Operand *a)
{
    const Operand size = size_term(&a[3]);
    if ((flags_of(&a[5]).value & (SEGMENT_LITTLE | SEGMENT_SIGNED) && small_value(size.value) * (int64_t)a[4].value != 8) ||
        flags_of(&a[5]).value & SEGMENT_SIGNED || size.kind != OPERAND_TERM || !term_is_small(size.value)) {
        return 0;
    }
    const int64_t bits = small_value(size.value) * (int64_t)a[4].value;
    return bits > 0 && bits <= PEEK_BITS_MAX ? (uint64_t)bits : 0;
}

// bs_start_match4 Context, in place; bs_get_position (may be missing); bs_get_integer2: 0 when the number is of another kind.
static uint32_t emit_start_and_number(Rewriter *w, const Operand *context, const Operand *live, const GenericInstr *position,
                                      const GenericInstr *get)
{
    const Operand *a = operands_of(w, get);
    const uint64_t bits = plain_bits(a);
    if (bits == 0 || !same_register(&a[1], context) || same_register(&a[6], context) || a[6].kind != OPERAND_X) {
        return 0;
    }
    const bool whole = unit8_follows(w, get, a);
    const Operand mask = arg_number(whole ? 7 : 0);
    if (position) {
        const Operand *b = operands_of(w, position);
        if (bits != 8 || same_register(&b[1], &a[6])) {
            return 0;
        }
        EMIT(bs_start_match_position_byte, a[0], *context, *live, mask, a[6], b[1], *context, a[6]);
        return 3 + whole;
    }
    if (bits == 8) {
        EMIT(bs_start_match_byte, a[0], *context, *live, mask, a[6], *context, a[6]);
    } else {
        EMIT(bs_start_match_bits, a[0], *context, *live, mask, arg_number(bits), a[6], *context, a[6]);
    }
    return 2 + whole;
}

// The position of the context just started is taken: into another register.
static const GenericInstr *position_follows(const Rewriter *w, const GenericInstr *g, const Operand *context)
{
    const GenericInstr *next = next_is(w, g, OP_bs_get_position);
    const Operand *b = next ? operands_of(w, next) : NULL;
    return b && same_register(&b[0], context) && !same_register(&b[1], context) ? next : NULL;
}

static uint32_t start_match(Rewriter *w, const GenericInstr *g, const Operand *fail, const Operand *source, const Operand *live,
                            const Operand *context)
{
    const bool sure = fail == NULL;
    const Operand label = sure ? arg_label(0) : *fail;
    if (same_register(source, context) && source->kind == OPERAND_X) {
        const GenericInstr *position = position_follows(w, g, context);
        const GenericInstr *get = next_is(w, position ? position : g, OP_bs_get_integer2);
        const uint32_t taken = sure && get ? emit_start_and_number(w, context, live, position, get) : 0;
        if (taken) {
            return taken;
        }
        if (position) {
            EMIT(bs_start_match_position, label, *source, *live, operands_of(w, position)[1], *context);
            return 2;
        }
    }
    if (sure) {
        EMIT(bs_start_match_sure, *source, *live, *context);
    } else {
        EMIT(bs_start_match, label, *source, *live, *context);
    }
    return 1;
}
static uint32_t rule_bs_start_match3(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return start_match(w, g, &a[0], &a[1], &a[2], &a[3]);
}
static uint32_t rule_bs_start_match4(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    return start_match(w, g, a[0].kind == OPERAND_LABEL ? &a[0] : NULL, &a[2], &a[1], &a[3]);
}
static uint32_t rule_bs_get_integer2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand size = size_term(&a[3]), flags = flags_of(&a[5]);
    const uint64_t kind = flags.value & (SEGMENT_LITTLE | SEGMENT_SIGNED);
    if (size.kind == OPERAND_TERM && term_is_small(size.value)) {
        const int64_t bits = small_value(size.value) * (int64_t)a[4].value;
        const Operand width = arg_number((uint64_t)bits), flag_bits = arg_number(kind);
        const bool whole = unit8_follows(w, g, a);
        if (bits == 8 && !(kind & SEGMENT_SIGNED)) {
            emit(w, whole ? INSTR_bs_get_byte_unit8 : INSTR_bs_get_byte, (const Operand[]){a[0], a[1], a[6]});
            return 1 + whole;
        }
        if (bits > 0 && bits <= PEEK_BITS_MAX && kind == 0) {
            emit(w, whole ? INSTR_bs_get_bits_unit8 : INSTR_bs_get_bits, (const Operand[]){a[0], a[1], width, a[6]});
            return 1 + whole;
        }
        if (bits > 0 && bits <= PEEK_BITS_MAX && (bits % 8 == 0 || !(kind & SEGMENT_LITTLE))) {
            emit(w, whole ? INSTR_bs_get_bits_flags_unit8 : INSTR_bs_get_bits_flags,
                 (const Operand[]){a[0], a[1], width, flag_bits, a[6]});
            return 1 + whole;
        }
    }
    EMIT(bs_get_integer, a[0], a[1], a[2], size, a[4], flags, a[6]);
    return 1;
}
static uint32_t rule_bs_get_float2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_get_float, a[0], a[1], a[2], size_term(&a[3]), a[4], flags_of(&a[5]), a[6]);
    return 1;
}
static uint32_t rule_bs_get_binary2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_get_binary, a[0], a[1], a[2], size_term(&a[3]), a[4], a[6]);
    return 1;
}
static uint32_t rule_bs_skip_bits2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(bs_skip_bits, a[0], a[1], size_term(&a[2]), a[3]);
    return 1;
}
static uint32_t rule_bs_test_unit(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint64_t unit = a[2].value;
    if (unit > 0 && unit <= UINT16_MAX && (unit & (unit - 1)) == 0) {
        EMIT(bs_test_unit_mask, a[0], a[1], arg_number(unit - 1));
    } else {
        EMIT(bs_test_unit, a[0], a[1], a[2]);
    }
    return 1;
}
static uint32_t rule_bs_match_string(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const uint8_t *string = w->code->strings + a[3].value;
    if (a[2].value > 0 && a[2].value <= PEEK_BITS_MAX) {
        EMIT(bs_match_bits, a[0], a[1], a[2], arg_number(bits_get_u64(string, 0, (uint32_t)a[2].value)));
        return 1;
    }
    EMIT(bs_match_string, a[0], a[1], a[2], arg_pointer(string));
    return 1;
}
static uint64_t utf_kind(uint32_t opcode)
{
    return opcode == OP_bs_get_utf8 || opcode == OP_bs_skip_utf8 ? 8 : opcode == OP_bs_get_utf16 || opcode == OP_bs_skip_utf16 ? 16 : 32;
}
static uint32_t rule_bs_get_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (g->opcode == OP_bs_get_utf8) {
        EMIT(bs_get_utf8, a[0], a[1], a[4]);
        return 1;
    }
    EMIT(bs_get_utf, a[0], a[1], arg_number(utf_kind(g->opcode)), flags_of(&a[3]), a[4]);
    return 1;
}
static uint32_t rule_bs_skip_utf(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    if (g->opcode == OP_bs_skip_utf8) {
        EMIT(bs_skip_utf8, a[0], a[1]);
        return 1;
    }
    EMIT(bs_skip_utf, a[0], a[1], arg_number(utf_kind(g->opcode)), flags_of(&a[3]));
    return 1;
}

// One command of bs_match; returns how many operands it has taken.
static uint32_t match_command(const Operand *c, Operand *out)
{
    const Term name = c[0].value;
    MatchCommand command = MATCH_SKIP;
    uint64_t unit = 1, flags = 0, live = 0, size = 0, value = 0;
    Operand destination = arg_number(0);
    uint32_t taken;
    if (name == ATOM_ENSURE_AT_LEAST) {
        command = MATCH_ENSURE_AT_LEAST, size = c[1].value, unit = c[2].value, taken = 3;
    } else if (name == ATOM_ENSURE_EXACTLY) {
        command = MATCH_ENSURE_EXACTLY, size = c[1].value, taken = 2;
    } else if (name == ATOM_INTEGER || name == ATOM_BINARY) {
        command = name == ATOM_INTEGER ? MATCH_INTEGER : MATCH_BINARY;
        live = c[1].value, flags = flags_of_list(c[2].value), size = c[3].value, unit = c[4].value, destination = c[5], taken = 6;
    } else if (name == ATOM_SKIP) {
        size = c[1].value, taken = 2;
    } else if (name == ATOM_GET_TAIL) {
        command = MATCH_GET_TAIL, live = c[1].value, unit = c[2].value, destination = c[3], taken = 4;
    } else { // '=:=' Live Size Value
        command = MATCH_EQUAL, size = c[2].value, value = c[3].value, taken = 4;
    }
    out[0] = arg_number((uint64_t)command | unit << 8 | flags << 24 | live << 40);
    out[1] = arg_number(size);
    out[2] = arg_number(value);
    out[3] = destination;
    return taken;
}

static uint32_t rule_bs_match(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]);
    Operand *out = malloc((MATCH_COMMAND_WORDS * a[2].count + 1) * sizeof *out);
    CHECK(out != NULL);
    uint32_t words = 0;
    for (uint32_t i = 0; i < a[2].count; words += MATCH_COMMAND_WORDS) {
        i += match_command(items + i, out + words);
    }
    const uint64_t context = a[1].kind == OPERAND_X ? operand_x((uint32_t)a[1].value) : operand_y((uint32_t)a[1].value);
    emit_instr(w->e, INSTR_bs_match, (const Operand[]){a[0], arg_number(context), arg_list(0, words)}, out);
    free(out);
    return 1;
}

static const Rule rules[256] = {
    [OP_line] = NULL, // lines and labels are dealt with in the loop
    [OP_allocate] = rule_allocate, [OP_allocate_heap] = rule_allocate_heap, [OP_allocate_zero] = rule_allocate_zero,
    [OP_allocate_heap_zero] = rule_allocate_heap_zero, [OP_test_heap] = rule_test_heap,
    [OP_deallocate] = rule_deallocate, [OP_trim] = rule_trim, [OP_init_yregs] = rule_init_yregs,
    [OP_move] = rule_move, [OP_is_nonempty_list] = rule_is_nonempty_list,
    [OP_swap] = rule_swap, [OP_get_tuple_element] = rule_get_tuple_element, [OP_put_tuple2] = rule_put_tuple2,
    [OP_update_record] = rule_update_record, [OP_is_tuple] = rule_is_tuple, [OP_fmove] = rule_fmove,
    [OP_fclearerror] = rule_nothing, [OP_fcheckerror] = rule_nothing, [OP_executable_line] = rule_nothing,
    [OP_debug_line] = rule_nothing, [OP_recv_mark] = rule_nothing, [OP_recv_set] = rule_nothing,
    [OP_init] = rule_init, [OP_make_fun2] = rule_make_fun2,
    [OP_call] = rule_call, [OP_call_last] = rule_call_last, [OP_call_only] = rule_call_only,
    [OP_call_ext] = rule_call_ext, [OP_call_ext_last] = rule_call_ext_last, [OP_call_ext_only] = rule_call_ext_only,
    [OP_send] = rule_send, [OP_call_fun] = rule_call_fun, [OP_call_fun2] = rule_call_fun2, [OP_make_fun3] = rule_make_fun3,
    [OP_nif_start] = rule_nif_start,
    [OP_bif0] = rule_bif0, [OP_bif1] = rule_bif, [OP_bif2] = rule_bif, [OP_bif3] = rule_bif,
    [OP_gc_bif1] = rule_gc_bif, [OP_gc_bif2] = rule_gc_bif, [OP_gc_bif3] = rule_gc_bif,
    [OP_wait] = rule_wait, [OP_wait_timeout] = rule_wait_timeout, [OP_catch] = rule_catch, [OP_catch_end] = rule_catch_end,
    [OP_try] = rule_try, [OP_try_end] = rule_try_end, [OP_try_case] = rule_try_case, [OP_raise] = rule_raise,
    [OP_bs_create_bin] = rule_bs_create_bin, [OP_bs_init2] = rule_bs_init2, [OP_bs_init_bits] = rule_bs_init2,
    [OP_bs_append] = rule_bs_append, [OP_bs_private_append] = rule_bs_private_append, [OP_bs_add] = rule_bs_add,
    [OP_bs_put_integer] = rule_bs_put, [OP_bs_put_float] = rule_bs_put, [OP_bs_put_binary] = rule_bs_put,
    [OP_bs_put_string] = rule_bs_put_string, [OP_bs_utf8_size] = rule_bs_utf_size, [OP_bs_utf16_size] = rule_bs_utf_size,
    [OP_bs_put_utf8] = rule_bs_put_utf, [OP_bs_put_utf16] = rule_bs_put_utf, [OP_bs_put_utf32] = rule_bs_put_utf,
    [OP_bs_start_match3] = rule_bs_start_match3, [OP_bs_start_match4] = rule_bs_start_match4,
    [OP_bs_get_integer2] = rule_bs_get_integer2, [OP_bs_get_float2] = rule_bs_get_float2,
    [OP_bs_get_binary2] = rule_bs_get_binary2, [OP_bs_skip_bits2] = rule_bs_skip_bits2,
    [OP_bs_match_string] = rule_bs_match_string, [OP_bs_test_unit] = rule_bs_test_unit, [OP_bs_get_utf8] = rule_bs_get_utf, [OP_bs_get_utf16] = rule_bs_get_utf,
    [OP_bs_get_utf32] = rule_bs_get_utf, [OP_bs_skip_utf8] = rule_bs_skip_utf, [OP_bs_skip_utf16] = rule_bs_skip_utf,
    [OP_bs_skip_utf32] = rule_bs_skip_utf, [OP_bs_match] = rule_bs_match,
    [OP_select_val] = rule_select_val, [OP_get_map_elements] = rule_get_map_elements,
};

static void rewrite_one(Rewriter *w)
{
    const GenericInstr *g = w->at;
    const Operand *a = operands_of(w, g);
    if (g->opcode == OP_label) {
        emit_label(w->e, a[0].value);
        w->at++;
    } else if (g->opcode == OP_line) {
        emit_line(w->e, a[0].value);
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
        snprintf(reason, sizeof reason, "instruction %s (opcode %u) is not supported", opcode_name(g->opcode), g->opcode);
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
    Rewriter w = {e, e->code, e->code->instrs + function->first, e->code->instrs + function->end};
    while (w.at < w.end && !e->failed) {
        const GenericInstr *g = w.at;
        const bool is_entry = g->opcode == OP_label && operands_of(&w, g)[0].value == function->entry_label;
        if (g->opcode == OP_func_info) {
            const Operand args[] = {arg_number(function->arity), arg_number(e->code->module), arg_number(function->name)};
            emit_instr(e, INSTR_func_info, args, NULL);
            w.at++;
        } else {
            rewrite_one(&w);
        }
        if (is_entry) {
            if (emit_whole_body(&w, function)) {
                return;
            }
            emit_nif_start(&w);
        }
    }
}
