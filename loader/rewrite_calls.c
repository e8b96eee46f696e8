// SPDX-License-Identifier: Apache-2.0
// rewrite_calls.c -- rules for calls: of functions, native functions, funs, and guard functions.
//
// Whether a target is native is known when the module is loaded (a BIF never ceases to be one), so a call of one becomes call_bif with
// the frame left alone: whoever it fails in shows in the stack trace. Guard functions with an instruction of their own are
// found by name in fast_guards.
//
// Read before: loader/rewriter.h
#include "loader/rewriter.h"
#include "vm/base/release.h"

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
    EMIT(call_last, a[1], arg_bytes(&a[2]));
    return 1;
}
static uint32_t rule_call_only(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    EMIT(call_only, a[1]);
    return 1;
}

// A native function leaves the frame alone: whoever it fails in shows in the stack trace. frame: of
// the function that returns after it, in bytes.
enum { CALL_IS_NOT_LAST = 0xFFFF };

static void emit_bif_call(Rewriter *w, const Export *target, Operand frame)
{
    EMIT(call_bif, arg_pointer(target), arg_number(target->arity), frame);
}
// The frame that goes when what follows g returns.
static Operand frame_of_last(const Rewriter *w, const GenericInstr *g)
{
    const GenericInstr *deallocate = next_is(w, g, OP_deallocate);
    if (deallocate && next_is(w, deallocate, OP_return)) {
        return arg_bytes(&operands_of(w, deallocate)[0]);
    }
    return arg_number(next_is(w, g, OP_return) ? 0 : CALL_IS_NOT_LAST);
}
static void emit_apply_tail(Rewriter *w, const Export *target)
{
    emit(w, target->arity == 3 ? INSTR_apply_list : INSTR_apply_fun_list, NULL);
}

static uint32_t rule_call_ext(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Export *target = export_of_import(w, &a[1]);
    if (apply_arity(target)) {
        emit(w, target->arity == 3 ? INSTR_call_apply_list : INSTR_call_apply_fun_list, NULL);
    } else if (target->bif) {
        emit_bif_call(w, target, frame_of_last(w, g));
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
        EMIT(deallocate, arg_bytes(&a[2]));
        emit_apply_tail(w, target);
    } else if (target->bif) {
        emit_bif_call(w, target, arg_bytes(&a[2]));
        EMIT(deallocate_return, arg_bytes(&a[2]));
    } else {
        EMIT(call_ext_last, arg_pointer(target), arg_bytes(&a[2]));
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
        emit_bif_call(w, target, arg_number(0));
        emit(w, INSTR_return_, NULL);
    } else {
        EMIT(call_ext_only, arg_pointer(target));
    }
    return 1;
}
static uint32_t rule_send(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)a;
    emit_bif_call(w, export_get(ATOM_ERLANG, ATOM_SEND, 2), frame_of_last(w, g));
    return 1;
}

// deallocate and return after a call of a fun make it a tail call, as in ERTS.
static uint32_t emit_fun_call(Rewriter *w, const GenericInstr *g, Operand fun, Operand arity)
{
    const GenericInstr *deallocate = next_is(w, g, OP_deallocate);
    if (deallocate && next_is(w, deallocate, OP_return)) {
        EMIT(call_fun_last, fun, arity, arg_bytes(&operands_of(w, deallocate)[0]));
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
void emit_put_words(Rewriter *w, const Operand *items, uint32_t count, uint32_t at)
{
    for (uint32_t i = 0; i < count;) {
        const Operand offset = arg_number((at + i) * sizeof(Term));
        if (i + 1 < count && EMIT_FUSED(put_words, offset, items[i], items[i + 1])) {
            i += 2;
        } else {
            EMIT(put_word, offset, items[i]);
            i++;
        }
    }
}

static void emit_fun(Rewriter *w, uint64_t index, Operand destination,
                     const Operand *free_variables, uint32_t count)
{
    emit_put_words(w, free_variables, count, FUN_WORDS);
    EMIT(make_fun, arg_pointer(w->e->funs[index]),
         arg_number(header_make(SUBTAG_FUN, FUN_WORDS - 1 + count)),
         arg_number((FUN_WORDS + count) * sizeof(Term)), destination);
}
static uint32_t rule_make_fun3(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    emit_fun(w, a[0].value, a[1], items_of(w, &a[2]), a[2].count);
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
    EMIT(test_heap, arg_number((FUN_WORDS + count) * sizeof(Term)), arg_number(count));
    emit_fun(w, a[0].value, arg_x(0), free_variables, count);
    return 1;
}
// Emitted at the entry already: see rewrite_nif_start.
static uint32_t rule_nif_start(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)w, (void)g, (void)a;
    return 1;
}

// The compiler writes nif_start after an allocate when the function calls others, but a native function replaces the whole body:
// the place for it is the entry.
void rewrite_nif_start(Rewriter *w)
{
    w->e->has_native_stubs = true;
    EMIT(nif_start, arg_number(0));
}

// ---- guard functions

// Those with an instruction of their own.
static const struct {
    const char *name;
    uint8_t arity;
    uint16_t instr;
} fast_guards[] = {
    {"+", 2, INSTR_plus},
    {"-", 2, INSTR_minus},
    {"*", 2, INSTR_times},
    {"div", 2, INSTR_int_div},
    {"rem", 2, INSTR_int_rem},
    {"band", 2, INSTR_int_band},
    {"bor", 2, INSTR_int_bor},
    {"bxor", 2, INSTR_int_bxor},
    {"bsl", 2, INSTR_int_bsl},
    {"bsr", 2, INSTR_int_bsr},
    {"hd", 1, INSTR_bif_hd},
    {"tl", 1, INSTR_bif_tl},
    {"element", 2, INSTR_bif_element},
    {"tuple_size", 1, INSTR_bif_tuple_size},
    {"-", 1, INSTR_bif_negate},
    {"bnot", 1, INSTR_bif_int_bnot},
    {"abs", 1, INSTR_bif_abs},
    {"length", 1, INSTR_bif_length},
    {"byte_size", 1, INSTR_bif_byte_size},
    {"bit_size", 1, INSTR_bif_bit_size},
    {"map_size", 1, INSTR_bif_map_size},
    {"map_get", 2, INSTR_bif_map_get},
    {"is_map_key", 2, INSTR_bif_is_map_key},
};
enum {
    NO_COLLECTION = 0xFFFF
}; // Live of the functions that are called where nothing says which registers live

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

// + and - of a register and a small constant. Not - of a negative one: as in ERTS, since it shows in stack traces (add_small).
static bool emit_add_small(Rewriter *w, uint16_t instr, Operand fail, Operand live,
                           const Operand *a)
{
    if (instr == INSTR_plus && is_small_constant(&a[0]) && is_register(&a[1])) {
        EMIT(add_small, fail, live, a[1], a[0], a[2]);
        return true;
    }
    if (!is_register(&a[0]) || !is_small_constant(&a[1]) ||
        (instr == INSTR_minus && small_value(a[1].value) < 0)) {
        return false;
    }
    // Up to release 25 ERTS adds the negated constant, which makes 0.0 of -0.0 - 0.
    const bool is_zero_added = a[1].value == SMALL(0) && !release_traces_small_sums();
    if (instr == INSTR_plus || is_zero_added) {
        EMIT(add_small, fail, live, a[0], a[1], a[2]);
    } else {
        EMIT(sub_small, fail, live, a[0], a[1], a[2]);
    }
    return true;
}

// Other arithmetic of a register and a small constant.
static bool emit_with_small(Rewriter *w, uint16_t instr, Operand fail, Operand live,
                            const Operand *a)
{
    const bool is_left = instr == INSTR_times && is_short_constant(&a[0]) && is_register(&a[1]);
    if (is_left) {
        EMIT(times_small, fail, live, arg_number(1), a[1], a[0], a[2]);
        return true;
    }
    if (instr == INSTR_bif_element && is_short_constant(&a[0]) && is_register(&a[1]) &&
        a[0].value >= SMALL(1) && a[0].value <= SMALL(1023)) {
        const Operand position = arg_number((uint64_t)small_value(a[0].value));
        EMIT(bif_element_at, fail, live, arg_bytes(&position), arg_header(&position), a[1], a[2]);
        return true;
    }
    if (!is_register(&a[0]) || !is_short_constant(&a[1])) {
        return false;
    }
    const int64_t constant = small_value(a[1].value);
    const Operand count = arg_number((uint64_t)constant);
    const bool is_shift = constant >= 0 && constant <= 59;
    if (instr == INSTR_times) {
        EMIT(times_small, fail, live, arg_number(0), a[0], a[1], a[2]);
    } else if (instr == INSTR_int_band) {
        EMIT(int_band_small, fail, live, a[0], a[1], a[2]);
    } else if (instr == INSTR_int_div && constant > 0) {
        EMIT(int_div_small, fail, live, a[0], a[1], a[2]);
    } else if (instr == INSTR_int_rem && constant > 0) {
        EMIT(int_rem_small, fail, live, a[0], a[1], a[2]);
    } else if (instr == INSTR_int_bsr && is_shift) {
        EMIT(int_bsr_small, fail, live, a[0], count, a[2]);
    } else if (instr == INSTR_int_bsl && is_shift) {
        EMIT(int_bsl_small, fail, live, a[0], count, a[2]);
    } else {
        return false;
    }
    return true;
}

static void emit_guard(Rewriter *w, const Export *target, Operand fail, uint64_t live,
                       const Operand *a)
{
    const Operand export = arg_pointer(target), l = arg_number(live);
    const uint16_t fast = fast_guard(target);
    if ((fast == INSTR_plus || fast == INSTR_minus) && emit_add_small(w, fast, fail, l, a)) {
        return;
    }
    if (target->arity == 2 && emit_with_small(w, fast, fail, l, a)) {
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
    if (target ==
        export_get(ATOM_ERLANG, atom_from_text("+"), 1)) { // a sum with 0, as its failure shows
        emit(w, is_register(&a[0]) ? INSTR_add_small : INSTR_plus,
             (const Operand[]){fail, l, a[0], arg_term(small_make(0)), a[1]});
        return;
    }
    switch (target->arity) {
    case 0: EMIT(guard_bif_0, fail, export, a[0]); break;
    case 1: EMIT(guard_bif_1, fail, export, l, a[0], a[1]); break;
    case 2: EMIT(guard_bif_2, fail, export, l, a[0], a[1], a[2]); break;
    default: EMIT(guard_bif_3, fail, export, l, a[0], a[1], a[2], a[3]); break;
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

static bool is_same(const Operand *a, const Operand *b)
{
    return a->kind == b->kind && a->value == b->value;
}

static bool is_division(uint16_t instr) { return instr == INSTR_int_div || instr == INSTR_int_rem; }

// div and rem of the same operands, or rem and div: ERTS makes them one instruction, and a line between them is lost. (It can
// be seen: what follows has no line of its own if the compiler thinks it is on that line.)
static const GenericInstr *other_of_division(const Rewriter *w, const GenericInstr *g,
                                             const Operand *a)
{
    const GenericInstr *other = g + 1;
    other += other < w->end && other->opcode == OP_line;
    if (other >= w->end || other->opcode != OP_gc_bif2) {
        return NULL;
    }
    const Operand *b = operands_of(w, other);
    const uint16_t first = fast_guard(export_of_import(w, &a[2]));
    const uint16_t second = fast_guard(export_of_import(w, &b[2]));
    const bool is_pair = is_division(first) && is_division(second) && first != second &&
                         is_same(&a[3], &b[3]) && is_same(&a[4], &b[4]) &&
                         !same_register(&a[3], &a[5]) && !same_register(&a[4], &a[5]);
    return is_pair ? other : NULL;
}

static uint32_t rule_gc_bif2(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    rule_gc_bif(w, g, a);
    const GenericInstr *other = other_of_division(w, g, a);
    if (!other) {
        return 1;
    }
    w->e->is_unproved = other->is_unproved;
    rule_gc_bif(w, other, operands_of(w, other));
    return (uint32_t)(other - g) + 1;
}

static uint32_t rule_fnegate(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (release_has_signed_zero()) {
        EMIT(fnegate_zero, a[0], a[1], a[2]);
    } else {
        EMIT(fnegate, a[0], a[1], a[2]);
    }
    return 1;
}

const RuleRow rewrite_calls_rules[] = {
    {OP_fnegate, rule_fnegate},
    {OP_make_fun2, rule_make_fun2},
    {OP_call, rule_call},
    {OP_call_last, rule_call_last},
    {OP_call_only, rule_call_only},
    {OP_call_ext, rule_call_ext},
    {OP_call_ext_last, rule_call_ext_last},
    {OP_call_ext_only, rule_call_ext_only},
    {OP_send, rule_send},
    {OP_call_fun, rule_call_fun},
    {OP_call_fun2, rule_call_fun2},
    {OP_make_fun3, rule_make_fun3},
    {OP_nif_start, rule_nif_start},
    {OP_bif0, rule_bif0},
    {OP_bif1, rule_bif},
    {OP_bif2, rule_bif},
    {OP_bif3, rule_bif},
    {OP_gc_bif1, rule_gc_bif},
    {OP_gc_bif2, rule_gc_bif2},
    {OP_gc_bif3, rule_gc_bif},
    {0, NULL},
};
