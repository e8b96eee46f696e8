// SPDX-License-Identifier: Apache-2.0
// beam_verify.c -- the one place that establishes what the rest of the machine assumes of loaded
// code.
//
// What holds of every instruction when beam_verify returns true:
//   1. Operands are of the kinds in operand_rules.def. x < 1023, y < 1023 and within the frame,
//      float registers < 64.
//   2. Each label is defined once. Jumps stay within their function; calls, exports and funs name
//      entry labels of functions with that arity; on_load names one of arity 0.
//   3. Indexes of imports, funs, lines, literals, atoms and types are in range; what instructions
//      take from StrT lies in it. Arities of imports agree with the instructions that use them;
//      free variables with the funs.
//   4. Lists have the form that their instruction needs (pairs of value and label, ...), bs_match a
//      list of known commands.
//   5. No function runs into the next one.
//   6. Registers are written before they are read, frames are made and removed once on every way, y
//      registers hold terms whenever a collection may happen, catch tags are set and taken away in
//      order, and what put_list and its like write has been reserved: beam_flow.c.
//
//   7. Functions that guards call have no effect but their result. Ways that lead back to form a
//   loop without a call or a receive do not exist: beam_loops.c.
//
// Exceptions, which the machine survives otherwise: that get_list finds a cons, get_tuple_element a
// tuple of that size, a matching instruction a match context and so on is a conclusion of the
// compiler from types, often across functions. What beam_types.c can prove of it is proved; where it
// cannot, the instruction is marked and becomes one that tests. The claims in the Type chunk are not
// looked at.
//
// The idea: a row of the table per opcode says what its operands may be, so this file has one case
// per kind of operand instead of one per opcode (Janet's bytecode.c does so). ERTS checks kinds
// only, and trusts the compiler for the rest.
//
// Read before: loader/beam_code.c     Read next: loader/beam_rewrite.c
#include "loader/beam_verify.h"

#include "loader/beam_flow.h"
#include "loader/beam_rules.h"
#include "vm/base/alloc.h"
#include "vm/code/export.h"
#include "vm/term/atom.h"

#include <stdio.h>

const OperandRule operand_rules[OPCODE_COUNT] = {
#define RULE(name, operands, effect) [OP_##name] = {operands, RULE_##effect},
#include "loader/operand_rules.def"
#undef RULE
};

bool verify_fail(Verifier *v, const char *what)
{
    const AtomName *name = atom_name(v->function->name);
    return beam_fail(v->error, "Code", v->instr->offset, "%s in %.*s/%u: %s",
                     opcode_name(v->instr->opcode), name->size > 60 ? 60 : (int)name->size,
                     name->text, v->function->arity, what);
}

// ---- labels

static bool is_local(const Verifier *v, uint64_t label)
{
    uint32_t at = label < v->code->label_count ? v->label_at[label] : LABEL_UNDEFINED;
    return at != LABEL_UNDEFINED && at >= v->function->first && at < v->function->end;
}

// Functions are sorted by position, so the one around an entry label is found by halving.
const BeamFunction *verify_callee(const Verifier *v, uint64_t label)
{
    const BeamCode *code = v->code;
    uint32_t at = label < code->label_count ? v->label_at[label] : LABEL_UNDEFINED;
    if (at == LABEL_UNDEFINED) {
        return NULL;
    }
    uint32_t low = 0, high = code->function_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (code->functions[middle].first <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const BeamFunction *f = &code->functions[low];
    return f->entry_label == label && at + 1 == f->body ? f : NULL;
}

static void look_up_imports(BeamCode *code)
{
    for (uint32_t i = 0; i < code->import_count; i++) {
        BeamImport *import = &code->imports[i];
        const Export *e = export_find(import->module, import->function, import->arity);
        import->bif_flags = e != NULL && e->bif != NULL ? e->bif_flags : 0;
    }
}

static bool define_labels(Verifier *v)
{
    BeamCode *code = v->code;
    memset(v->label_at, 0xFF, code->label_count * sizeof *v->label_at);
    for (uint32_t k = 0; k < code->function_count; k++) {
        v->function = &code->functions[k];
        for (uint32_t i = v->function->first; i < v->function->end; i++) {
            v->instr = &code->instrs[i];
            if (v->instr->opcode != OP_label) {
                continue;
            }
            const Operand *label = verify_operand(v, 0);
            if (label->kind != OPERAND_U || label->value == 0 ||
                label->value >= code->label_count) {
                return verify_fail(v, "label number is out of range");
            }
            if (v->label_at[label->value] != LABEL_UNDEFINED) {
                return verify_fail(v, "label is defined twice");
            }
            v->label_at[label->value] = i;
        }
    }
    return true;
}

// ---- single operands

static bool is_register(const Operand *o) { return o->kind == OPERAND_X || o->kind == OPERAND_Y; }

// x and y registers are below 1024 already (beam_operand.c); the last one is the machine's own.
static bool is_good_register(const Operand *o)
{
    return is_register(o) && o->value < (o->kind == OPERAND_X ? VERIFY_X_COUNT : VERIFY_Y_COUNT);
}
static bool is_source(const Operand *o) { return o->kind == OPERAND_TERM || is_good_register(o); }
static bool is_float_register(const Operand *o)
{
    return o->kind == OPERAND_FR && o->value < VERIFY_FR_COUNT;
}
static bool is_number(const Operand *o, uint64_t limit)
{
    return o->kind == OPERAND_U && o->value <= limit;
}
static bool is_atom(const Operand *o) { return o->kind == OPERAND_TERM && term_is_atom(o->value); }
static bool is_atom_named(const Operand *o, const char *name)
{
    if (!is_atom(o)) {
        return false;
    }
    const AtomName *n = atom_name(o->value);
    return n->size == strlen(name) && memcmp(n->text, name, n->size) == 0;
}
static bool is_words(const Operand *o)
{
    // An allocation list's three numbers are bounded by beam_operand.c.
    return is_number(o, VERIFY_WORDS_MAX) || o->kind == OPERAND_ALLOC;
}
static bool is_jump(const Verifier *v, const Operand *o)
{
    return o->kind == OPERAND_LABEL && is_local(v, o->value);
}
static bool is_jump_or_none(const Verifier *v, const Operand *o)
{
    return o->kind == OPERAND_LABEL && (o->value == 0 || is_local(v, o->value));
}
static bool is_call_hint(const Verifier *v, const Operand *o)
{
    return is_atom_named(o, "safe") || is_atom_named(o, "unsafe") ||
           (o->kind == OPERAND_U && o->value < v->code->fun_count);
}
static bool is_start_fail(const Verifier *v, const Operand *o)
{
    return is_jump(v, o) || is_atom_named(o, "no_fail") || is_atom_named(o, "resume");
}

static bool is_allowed(const Verifier *v, char letter, const Operand *o)
{
    const BeamCode *code = v->code;
    switch (letter) {
    case 'l': return o->kind == OPERAND_U;
    case 'f': return is_jump_or_none(v, o);
    case 'j': return is_jump(v, o);
    case 'c': return o->kind == OPERAND_LABEL && verify_callee(v, o->value) != NULL;
    case 's': return is_source(o);
    case 'r':
    case 'd': return is_good_register(o);
    case 't': return is_source(o) || o->kind == OPERAND_U;
    case 'y': return o->kind == OPERAND_Y && is_good_register(o);
    case 'F':
    case 'G': return is_float_register(o);
    case 'g': return is_source(o) || is_float_register(o);
    case 'o': return is_good_register(o) || is_float_register(o);
    case 'u': return is_number(o, INT32_MAX);
    case 'U': return is_number(o, 256) && o->value > 0;
    case 'q': return is_number(o, 64);
    case 'b':
    case 'w': return o->kind == OPERAND_U;
    case 'v': return is_number(o, VERIFY_X_COUNT);
    case 'n': return is_words(o);
    case 'z': return is_number(o, VERIFY_Y_COUNT);
    case 'A': return is_number(o, 255);
    case 'a': return is_atom(o);
    case 'i': return o->kind == OPERAND_U && o->value < code->import_count;
    case 'p': return o->kind == OPERAND_U && o->value < code->fun_count;
    case 'e': return o->kind == OPERAND_U && (o->value == 0 || o->value < code->line_count);
    case 'h': return is_number(o, code->string_size);
    case 'k': return is_call_hint(v, o);
    case 'm': return is_start_fail(v, o);
    case 'L': return o->kind == OPERAND_LIST;
    case '.': return true;
    }
    return false;
}

// ---- lists

// Items in groups of the length of `pattern`, each item as its letter says.
static bool check_pattern(Verifier *v, const Operand *items, uint32_t count, const char *pattern)
{
    size_t period = strlen(pattern);
    if (count % period != 0) {
        return verify_fail(v, "list is cut off");
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!is_allowed(v, pattern[i % period], &items[i])) {
            return verify_fail(v, "malformed list");
        }
    }
    return true;
}

static bool is_in_strings(const Verifier *v, uint64_t offset, uint64_t size_bytes)
{
    return offset <= v->code->string_size && size_bytes <= v->code->string_size - offset;
}

// Segments: kind, number, unit, flags, value, size.
static bool check_segments(Verifier *v, const Operand *items, uint32_t count)
{
    enum { KIND, NUMBER, UNIT, FLAGS, VALUE, SIZE, ITEMS };
    static const char *const kinds[] = {"append", "private_append", "binary", "integer",
                                        "float",  "utf8",           "utf16",  "utf32"};
    if (count % ITEMS != 0) {
        return verify_fail(v, "list of segments is cut off");
    }
    for (const Operand *s = items; s < items + count; s += ITEMS) {
        const bool is_append =
            is_atom_named(&s[KIND], "append") || is_atom_named(&s[KIND], "private_append");
        if (is_append && s != items) {
            return verify_fail(v, "appends to a segment that is not the first");
        }
        bool is_ok = s[NUMBER].kind == OPERAND_U && is_number(&s[UNIT], 256) &&
                     s[FLAGS].kind == OPERAND_TERM;
        if (is_ok && is_atom_named(&s[KIND], "string")) {
            is_ok = s[VALUE].kind == OPERAND_U && s[SIZE].kind == OPERAND_TERM &&
                    term_is_small(s[SIZE].value) && small_value(s[SIZE].value) >= 0 &&
                    is_in_strings(v, s[VALUE].value, (uint64_t)small_value(s[SIZE].value));
        } else if (is_ok) {
            bool is_known = false;
            for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
                is_known = is_known || is_atom_named(&s[KIND], kinds[i]);
            }
            is_ok = is_known && is_source(&s[VALUE]) && is_source(&s[SIZE]);
        }
        if (!is_ok) {
            return verify_fail(v, "malformed segment");
        }
    }
    return true;
}

static const struct {
    const char *name;
    const char *arguments; // letters; also: T a constant
    MatchCommand shape;
} match_commands[] = {
    {"ensure_at_least", "uU", {3, -1, -1}},
    {"ensure_exactly", "u", {2, -1, -1}},
    {"integer", "vTuUd", {6, 1, 5}},
    {"binary", "vTuUd", {6, 1, 5}},
    {"get_tail", "vUd", {4, 1, 3}},
    {"skip", "u", {2, -1, -1}},
    {"=:=", ".qw", {4, -1, -1}},
};

static int find_match_command(const Operand *item)
{
    for (size_t i = 0; i < sizeof match_commands / sizeof *match_commands; i++) {
        if (is_atom_named(item, match_commands[i].name)) {
            return (int)i;
        }
    }
    return -1;
}

bool verify_match_command(const Operand *items, uint32_t count, uint32_t at, MatchCommand *command)
{
    int i = find_match_command(&items[at]);
    if (i < 0 || count - at < (uint32_t)match_commands[i].shape.items) {
        return false;
    }
    *command = match_commands[i].shape;
    return true;
}

static bool check_match_commands(Verifier *v, const Operand *items, uint32_t count)
{
    MatchCommand c;
    for (uint32_t at = 0; at < count; at += (uint32_t)c.items) {
        if (!verify_match_command(items, count, at, &c)) {
            return verify_fail(v, "unknown command, or cut off");
        }
        const char *letters = match_commands[find_match_command(&items[at])].arguments;
        for (uint32_t i = 0; letters[i]; i++) {
            const Operand *o = &items[at + 1 + i];
            if (!(letters[i] == 'T' ? o->kind == OPERAND_TERM : is_allowed(v, letters[i], o))) {
                return verify_fail(v, "malformed command");
            }
        }
    }
    return true;
}

static bool check_updates(Verifier *v, const Operand *items, uint32_t count)
{
    uint64_t size = verify_operand(v, 1)->value;
    if (!check_pattern(v, items, count, "us")) {
        return false;
    }
    for (uint32_t i = 0; i < count; i += 2) {
        if (items[i].value < 1 || items[i].value > size) {
            return verify_fail(v, "no such element");
        }
    }
    return true;
}

static bool check_list(Verifier *v, const Operand *list)
{
    const Operand *items = &v->code->operands[list->value];
    uint32_t count = list->count;
    switch (v->instr->opcode) {
    case OP_select_val: return check_pattern(v, items, count, "sj");
    case OP_select_tuple_arity: return check_pattern(v, items, count, "uj");
    case OP_put_map_assoc:
    case OP_put_map_exact: return check_pattern(v, items, count, "ss");
    case OP_has_map_fields:
    case OP_put_tuple2:
    case OP_make_fun3: return check_pattern(v, items, count, "s");
    case OP_get_map_elements: return check_pattern(v, items, count, "sd");
    case OP_get_record_elements: return check_pattern(v, items, count, "ad");
    case OP_put_record: return check_pattern(v, items, count, "as");
    case OP_init_yregs: return check_pattern(v, items, count, "y");
    case OP_bs_create_bin: return check_segments(v, items, count);
    case OP_bs_match: return check_match_commands(v, items, count);
    case OP_update_record: return check_updates(v, items, count);
    default: return verify_fail(v, "a list where no list can be");
    }
}

// ---- what concerns several operands of an instruction

static bool check_callee(Verifier *v)
{
    const BeamFunction *f = verify_callee(v, verify_operand(v, 1)->value);
    return f->arity == verify_operand(v, 0)->value || verify_fail(v, "wrong number of arguments");
}

static bool check_import(Verifier *v, uint32_t operand, uint64_t arity)
{
    const BeamImport *import = &v->code->imports[verify_operand(v, operand)->value];
    return import->arity == arity || verify_fail(v, "wrong number of arguments");
}

// Functions that instructions for guards call must have no effect but their result.
static bool check_guard(Verifier *v, uint32_t operand, uint64_t arity)
{
    const BeamImport *import = &v->code->imports[verify_operand(v, operand)->value];
    return check_import(v, operand, arity) &&
           (import->bif_flags == 0 || (import->bif_flags & (EXPORT_GUARD | EXPORT_PLAIN)) ||
            verify_fail(v, "not a guard function"));
}

static bool check_fun_call(Verifier *v)
{
    const Operand *hint = verify_operand(v, 0);
    if (hint->kind != OPERAND_U) {
        return true;
    }
    const BeamFun *f = &v->code->funs[hint->value];
    return f->arity - f->free_count == verify_operand(v, 1)->value ||
           verify_fail(v, "wrong number of arguments");
}

static bool check_make_fun(Verifier *v)
{
    const BeamFun *f = &v->code->funs[verify_operand(v, 0)->value];
    return f->free_count == verify_operand(v, 2)->count ||
           verify_fail(v, "wrong number of free variables");
}

// Choices are compared with terms of any kind, but must be constants.
static bool check_choices(Verifier *v)
{
    const Operand *list = verify_operand(v, 2), *items = &v->code->operands[list->value];
    for (uint32_t i = 0; i < list->count; i += 2) {
        if (items[i].kind != OPERAND_TERM) {
            return verify_fail(v, "choice is not a constant");
        }
    }
    return true;
}

// The name of a native record: an atom here, {Module, Name} elsewhere.
static bool check_record_id(Verifier *v, const Operand *id, bool is_local_known)
{
    if (is_atom(id)) {
        return is_local_known || verify_fail(v, "no such record in this module");
    }
    const Term t = id->kind == OPERAND_TERM ? id->value : TERM_NONE;
    const bool is_pair = term_is_tuple_of(t, 2) && term_is_atom(tuple_elements(t)[0]) &&
                         term_is_atom(tuple_elements(t)[1]);
    return is_pair || verify_fail(v, "malformed name of a record");
}

static bool check_put_record(Verifier *v)
{
    const Operand *id = verify_operand(v, 1), *source = verify_operand(v, 2);
    if (source->kind != OPERAND_TERM || !term_is_nil(source->value)) {
        return true; // an update, which takes its record as it is
    }
    bool is_known = false;
    for (uint32_t i = 0; i < v->code->record_count; i++) {
        is_known = is_known || v->code->records[i].name == id->value;
    }
    return check_record_id(v, id, is_known);
}

static bool check_together(Verifier *v)
{
    const Operand *a = verify_operand(v, 0), *b = a + 1, *c = a + 2;
    switch (v->instr->opcode) {
    case OP_func_info:
        return v->instr == &v->code->instrs[v->function->body - 2] ||
               verify_fail(v, "out of place");
    case OP_call:
    case OP_call_last:
    case OP_call_only: return check_callee(v);
    case OP_call_ext:
    case OP_call_ext_last:
    case OP_call_ext_only: return check_import(v, 1, a->value);
    case OP_bif0: return check_guard(v, 0, 0);
    case OP_bif1: return check_guard(v, 1, 1);
    case OP_bif2: return check_guard(v, 1, 2);
    case OP_bif3: return check_guard(v, 1, 3);
    case OP_gc_bif1: return check_guard(v, 2, 1);
    case OP_gc_bif2: return check_guard(v, 2, 2);
    case OP_gc_bif3: return check_guard(v, 2, 3);
    case OP_call_fun2: return check_fun_call(v);
    case OP_make_fun3: return check_make_fun(v);
    case OP_select_val: return check_choices(v);
    case OP_is_tagged_tuple: return c->value > 0 || verify_fail(v, "an empty tuple has no tag");
    case OP_put_record: return check_put_record(v);
    case OP_get_record_field: return check_record_id(v, c, true);
    case OP_bs_put_string:
        return is_in_strings(v, b->value, a->value) || verify_fail(v, "string is out of range");
    case OP_bs_match_string:
        return is_in_strings(v, a[3].value, c->value / 8 + (c->value % 8 != 0)) ||
               verify_fail(v, "string is out of range");
    case OP_fmove:
        return (a->kind == OPERAND_FR) != (b->kind == OPERAND_FR) || verify_fail(v, "malformed");
    case OP_init_yregs: return a->count > 0 || verify_fail(v, "empty list");
    default: return true;
    }
}

static bool check_instr(Verifier *v)
{
    const char *letters = operand_rules[v->instr->opcode].operands;
    if (letters == NULL) {
        return verify_fail(v, "instruction is not supported");
    }
    for (uint32_t i = 0; letters[i]; i++) {
        const Operand *o = verify_operand(v, i);
        if (!is_allowed(v, letters[i], o)) {
            char what[64];
            snprintf(what, sizeof what, "operand %u is not allowed here", i + 1);
            return verify_fail(v, what);
        }
        if (letters[i] == 'L' && !check_list(v, o)) {
            return false;
        }
    }
    return check_together(v);
}

// ---- tables that name labels

static bool check_exports(Verifier *v)
{
    for (uint32_t i = 0; i < v->code->export_count; i++) {
        const BeamExport *e = &v->code->exports[i];
        const BeamFunction *f = verify_callee(v, e->label);
        if (f == NULL || f->arity != e->arity || f->name != e->function) {
            return beam_fail(v->error, "ExpT", 4 + i * 12,
                             "export is no function of that name and arity");
        }
    }
    return true;
}

static bool check_funs(Verifier *v)
{
    for (uint32_t i = 0; i < v->code->fun_count; i++) {
        const BeamFun *fun = &v->code->funs[i];
        const BeamFunction *f = verify_callee(v, fun->label);
        if (f == NULL || f->arity != fun->arity) {
            return beam_fail(v->error, "FunT", 4 + i * 24, "fun is no function of that arity");
        }
    }
    return true;
}

static bool check_on_load(Verifier *v)
{
    uint32_t label = v->code->on_load_label;
    const BeamFunction *f = label ? verify_callee(v, label) : NULL;
    return label == 0 || (f != NULL && f->arity == 0) ||
           beam_fail(v->error, "Code", 0, "on_load function with arguments");
}

static bool check_functions(Verifier *v)
{
    BeamCode *code = v->code;
    for (uint32_t k = 0; k < code->function_count; k++) {
        v->function = &code->functions[k];
        for (uint32_t i = v->function->first; i < v->function->end; i++) {
            v->instr = &code->instrs[i];
            if (!check_instr(v)) {
                return false;
            }
        }
        if (operand_rules[v->instr->opcode].effect != RULE_END &&
            operand_rules[v->instr->opcode].effect != RULE_CALL) {
            return verify_fail(v, "function has no end");
        }
    }
    return true;
}

bool beam_verify(BeamCode *code, BeamError *error)
{
    Verifier v = {.code = code, .error = error};
    size_t label_bytes = (size_t)code->label_count * sizeof *v.label_at;
    v.label_at = vm_alloc(label_bytes);
    look_up_imports(code);
    bool is_ok = define_labels(&v) && check_functions(&v) && check_exports(&v) && check_funs(&v) &&
                 check_on_load(&v) && beam_flow_check(&v);
    vm_free(v.label_at, label_bytes);
    return is_ok;
}
