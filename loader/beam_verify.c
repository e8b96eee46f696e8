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
#include "loader/beam_returns.h"
#include "loader/beam_rules.h"
#include "vm/base/alloc.h"
#include "vm/code/export.h"
#include "vm/term/atom.h"

#include <pthread.h>
#include <stdio.h>

const OperandRule operand_rules[OPCODE_COUNT] = {
#define RULE(name, operands, effect) [OP_##name] = {operands, RULE_##effect},
#include "loader/operand_rules.def"
#undef RULE
};

RuleShape rule_shapes[OPCODE_COUNT];

// Values of operands that need no closer look, by letter and kind: most of all operands. 0: none.
enum { OPERAND_KINDS = OPERAND_LITERAL + 1 };
static uint64_t operand_limits[128][OPERAND_KINDS];

static void fill_limits(const char *letters, OperandKind kind, uint64_t limit)
{
    for (; *letters; letters++) {
        operand_limits[(uint8_t)*letters][kind] = limit;
    }
}

static void take_apart(RuleShape *shape, const OperandRule *rule)
{
    *shape = (RuleShape){.words = -1, .live = -1, .fail = -1};
    const char *letters = rule->operands;
    for (; letters != NULL && letters[shape->count]; shape->count++) {
        const uint8_t n = shape->count;
        const char letter = letters[n];
        shape->limits[n] = operand_limits[(uint8_t)letter];
        shape->sources |= (uint8_t)((strchr("srtFg", letter) != NULL) << n);
        shape->results |= (uint8_t)((strchr("doG", letter) != NULL) << n);
        shape->ways |= (uint8_t)((strchr("fjm", letter) != NULL) << n);
        shape->words = letter == 'n' ? (int8_t)n : shape->words;
        shape->live = letter == 'v' ? (int8_t)n : shape->live;
        shape->fail = letter == 'f' ? (int8_t)n : shape->fail;
        shape->has_list = letter == 'L';
    }
    shape->is_end = rule->effect == RULE_END;
    shape->may_stop = rule->effect == RULE_END || rule->effect == RULE_CALL;
}

static void take_all_apart(void)
{
    fill_limits("srdtgo", OPERAND_X, VERIFY_NARROW);
    fill_limits("srdtgoy", OPERAND_Y, VERIFY_NARROW);
    fill_limits("FGgo", OPERAND_FR, VERIFY_FR_COUNT);
    fill_limits("stg", OPERAND_TERM, UINT64_MAX);
    fill_limits("L", OPERAND_LIST, UINT64_MAX);
    fill_limits("vzA", OPERAND_U, VERIFY_NARROW);
    fill_limits("u", OPERAND_U, INT32_MAX);
    fill_limits("n", OPERAND_U, VERIFY_WORDS_MAX);
    fill_limits("lbwt", OPERAND_U, UINT64_MAX);
    for (uint32_t i = 0; i < OPCODE_COUNT; i++) {
        take_apart(&rule_shapes[i], &operand_rules[i]);
    }
}

void beam_rules_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, take_all_apart);
}

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

static void look_up_imports(BeamCode *code)
{
    for (uint32_t i = 0; i < code->import_count; i++) {
        BeamImport *import = &code->imports[i];
        Export *e = export_find(import->module, import->function, import->arity);
        import->export = e;
        import->bif_flags = e != NULL && e->bif != NULL ? e->bif_flags : 0;
        import->never_returns = beam_returns_never(import);
    }
}

static bool define_label(Verifier *v, uint32_t at, uint32_t *count)
{
    const Operand *label = verify_operand(v, 0);
    if (label->kind != OPERAND_U || label->value == 0 || label->value >= v->code->label_count) {
        return verify_fail(v, "label number is out of range");
    }
    if (v->label_at[label->value] != LABEL_UNDEFINED) {
        return verify_fail(v, "label is defined twice");
    }
    v->label_at[label->value] = at;
    v->rank_of_label[label->value] = *count;
    v->labels[(*count)++] = (uint32_t)label->value;
    return true;
}

static bool define_labels(Verifier *v)
{
    const BeamCode *code = v->code;
    uint32_t count = 0;
    for (uint32_t k = 0; k < code->function_count; k++) {
        v->function = &code->functions[k];
        v->first_rank[k] = count;
        for (uint32_t i = v->function->first; i < v->function->end; i++) {
            v->instr = &code->instrs[i];
            if (v->instr->opcode == OP_label && !define_label(v, i, &count)) {
                return false;
            }
        }
        const uint32_t entry = v->function->entry_label;
        if (v->label_at[entry] + 1 == v->function->body) {
            v->function_of_label[entry] = k;
        }
    }
    v->first_rank[code->function_count] = count;
    return true;
}

// ---- single operands

static bool is_register(const Operand *o) { return o->kind == OPERAND_X || o->kind == OPERAND_Y; }

static bool is_number(const Operand *o, uint64_t limit)
{
    return o->kind == OPERAND_U && o->value <= limit;
}
// x and y registers are below 1024 already (beam_operand.c); the last one is the machine's own.
static bool is_good_register(Verifier *v, const Operand *o)
{
    v->is_wide = v->is_wide || o->value >= VERIFY_NARROW;
    return is_register(o) && o->value < (o->kind == OPERAND_X ? VERIFY_X_COUNT : VERIFY_Y_COUNT);
}
static bool is_source(Verifier *v, const Operand *o)
{
    return o->kind == OPERAND_TERM || is_good_register(v, o);
}
// How many registers, not which one.
static bool is_register_count(Verifier *v, const Operand *o, uint64_t limit)
{
    v->is_wide = v->is_wide || o->value >= VERIFY_NARROW;
    return is_number(o, limit);
}
static bool is_float_register(const Operand *o)
{
    return o->kind == OPERAND_FR && o->value < VERIFY_FR_COUNT;
}
static bool is_atom(const Operand *o) { return o->kind == OPERAND_TERM && term_is_atom(o->value); }
static bool is_this_atom(const Operand *o, Term atom)
{
    return o->kind == OPERAND_TERM && o->value == atom;
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
    return is_this_atom(o, ATOM_SAFE) || is_this_atom(o, ATOM_UNSAFE) ||
           (o->kind == OPERAND_U && o->value < v->code->fun_count);
}
static bool is_start_fail(const Verifier *v, const Operand *o)
{
    return is_jump(v, o) || is_this_atom(o, ATOM_NO_FAIL) || is_this_atom(o, ATOM_RESUME);
}

static bool is_allowed(Verifier *v, char letter, const Operand *o)
{
    const BeamCode *code = v->code;
    switch (letter) {
    case 'l': return o->kind == OPERAND_U;
    case 'f': return is_jump_or_none(v, o);
    case 'j': return is_jump(v, o);
    case 'c': return o->kind == OPERAND_LABEL && verify_callee(v, o->value) != NULL;
    case 's': return is_source(v, o);
    case 'r':
    case 'd': return is_good_register(v, o);
    case 't': return is_source(v, o) || o->kind == OPERAND_U;
    case 'y': return o->kind == OPERAND_Y && is_good_register(v, o);
    case 'F':
    case 'G': return is_float_register(o);
    case 'g': return is_source(v, o) || is_float_register(o);
    case 'o': return is_good_register(v, o) || is_float_register(o);
    case 'u': return is_number(o, INT32_MAX);
    case 'U': return is_number(o, 256) && o->value > 0;
    case 'q': return is_number(o, 64);
    case 'b':
    case 'w': return o->kind == OPERAND_U;
    case 'v': return is_register_count(v, o, VERIFY_X_COUNT);
    case 'n': return is_words(o);
    case 'z': return is_register_count(v, o, VERIFY_Y_COUNT);
    case 'A': return is_register_count(v, o, 255);
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
        const uint8_t letter = (uint8_t)pattern[i % period];
        if (items[i].value >= operand_limits[letter][items[i].kind] &&
            !is_allowed(v, (char)letter, &items[i])) {
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
    static const Term kinds[] = {ATOM_APPEND, ATOM_PRIVATE_APPEND, ATOM_BINARY, ATOM_INTEGER,
                                 ATOM_FLOAT,  ATOM_UTF8,           ATOM_UTF16,  ATOM_UTF32};
    if (count % ITEMS != 0) {
        return verify_fail(v, "list of segments is cut off");
    }
    for (const Operand *s = items; s < items + count; s += ITEMS) {
        const bool is_append =
            is_this_atom(&s[KIND], ATOM_APPEND) || is_this_atom(&s[KIND], ATOM_PRIVATE_APPEND);
        if (is_append && s != items) {
            return verify_fail(v, "appends to a segment that is not the first");
        }
        bool is_ok = s[NUMBER].kind == OPERAND_U && is_number(&s[UNIT], 256) &&
                     s[FLAGS].kind == OPERAND_TERM;
        if (is_ok && is_this_atom(&s[KIND], ATOM_STRING)) {
            is_ok = s[VALUE].kind == OPERAND_U && s[SIZE].kind == OPERAND_TERM &&
                    term_is_small(s[SIZE].value) && small_value(s[SIZE].value) >= 0 &&
                    is_in_strings(v, s[VALUE].value, (uint64_t)small_value(s[SIZE].value));
        } else if (is_ok) {
            bool is_known = false;
            for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
                is_known = is_known || is_this_atom(&s[KIND], kinds[i]);
            }
            is_ok = is_known && is_source(v, &s[VALUE]) && is_source(v, &s[SIZE]);
        }
        if (!is_ok) {
            return verify_fail(v, "malformed segment");
        }
    }
    return true;
}

static const struct {
    Term name;
    const char *arguments; // letters; also: T a constant
    MatchCommand shape;
} match_commands[] = {
    {ATOM_ENSURE_AT_LEAST, "uU", {3, -1, -1}}, {ATOM_ENSURE_EXACTLY, "u", {2, -1, -1}},
    {ATOM_INTEGER, "vTuUd", {6, 1, 5}},        {ATOM_BINARY, "vTuUd", {6, 1, 5}},
    {ATOM_GET_TAIL, "vUd", {4, 1, 3}},         {ATOM_SKIP, "u", {2, -1, -1}},
    {ATOM_EQ_EXACT, ".qw", {4, -1, -1}},
};

static int find_match_command(const Operand *item)
{
    for (size_t i = 0; i < sizeof match_commands / sizeof *match_commands; i++) {
        if (is_this_atom(item, match_commands[i].name)) {
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

static bool check_func_info(Verifier *v)
{
    return v->instr == &v->code->instrs[v->function->body - 2] || verify_fail(v, "out of place");
}
static bool check_call_ext(Verifier *v) { return check_import(v, 1, verify_operand(v, 0)->value); }
static bool check_bif0(Verifier *v) { return check_guard(v, 0, 0); }
static bool check_bif1(Verifier *v) { return check_guard(v, 1, 1); }
static bool check_bif2(Verifier *v) { return check_guard(v, 1, 2); }
static bool check_bif3(Verifier *v) { return check_guard(v, 1, 3); }
static bool check_gc_bif1(Verifier *v) { return check_guard(v, 2, 1); }
static bool check_gc_bif2(Verifier *v) { return check_guard(v, 2, 2); }
static bool check_gc_bif3(Verifier *v) { return check_guard(v, 2, 3); }
static bool check_tagged_tuple(Verifier *v)
{
    return verify_operand(v, 2)->value > 0 || verify_fail(v, "an empty tuple has no tag");
}
static bool check_get_record_field(Verifier *v)
{
    return check_record_id(v, verify_operand(v, 2), true);
}
static bool check_put_string(Verifier *v)
{
    const Operand *a = verify_operand(v, 0);
    return is_in_strings(v, a[1].value, a[0].value) || verify_fail(v, "string is out of range");
}
static bool check_match_string(Verifier *v)
{
    const Operand *a = verify_operand(v, 0);
    return is_in_strings(v, a[3].value, a[2].value / 8 + (a[2].value % 8 != 0)) ||
           verify_fail(v, "string is out of range");
}
static bool check_fmove(Verifier *v)
{
    const Operand *a = verify_operand(v, 0);
    return (a[0].kind == OPERAND_FR) != (a[1].kind == OPERAND_FR) || verify_fail(v, "malformed");
}
static bool check_init_yregs(Verifier *v)
{
    return verify_operand(v, 0)->count > 0 || verify_fail(v, "empty list");
}

static bool (*const checks_together[OPCODE_COUNT])(Verifier *v) = {
    [OP_func_info] = check_func_info,
    [OP_call] = check_callee,
    [OP_call_last] = check_callee,
    [OP_call_only] = check_callee,
    [OP_call_ext] = check_call_ext,
    [OP_call_ext_last] = check_call_ext,
    [OP_call_ext_only] = check_call_ext,
    [OP_bif0] = check_bif0,
    [OP_bif1] = check_bif1,
    [OP_bif2] = check_bif2,
    [OP_bif3] = check_bif3,
    [OP_gc_bif1] = check_gc_bif1,
    [OP_gc_bif2] = check_gc_bif2,
    [OP_gc_bif3] = check_gc_bif3,
    [OP_call_fun2] = check_fun_call,
    [OP_make_fun3] = check_make_fun,
    [OP_select_val] = check_choices,
    [OP_is_tagged_tuple] = check_tagged_tuple,
    [OP_put_record] = check_put_record,
    [OP_get_record_field] = check_get_record_field,
    [OP_bs_put_string] = check_put_string,
    [OP_bs_match_string] = check_match_string,
    [OP_fmove] = check_fmove,
    [OP_init_yregs] = check_init_yregs,
};

static bool refuse_operand(Verifier *v, uint32_t n)
{
    char what[64];
    snprintf(what, sizeof what, "operand %u is not allowed here", n + 1);
    return verify_fail(v, what);
}

static bool check_instr(Verifier *v)
{
    const uint32_t opcode = v->instr->opcode;
    const RuleShape *shape = &rule_shapes[opcode];
    const Operand *o = verify_operand(v, 0);
    const uint32_t count = shape->count;
    for (uint32_t i = 0; i < count; i++) {
        const bool is_plain =
            o[i].value < shape->limits[i][o[i].kind] ||
            (o[i].kind == OPERAND_LABEL && shape->ways >> i & 1 && is_local(v, o[i].value));
        if (!is_plain && !is_allowed(v, operand_rules[opcode].operands[i], &o[i])) {
            return refuse_operand(v, i);
        }
    }
    if (UNLIKELY(count == 0) && operand_rules[opcode].operands == NULL) {
        return verify_fail(v, "instruction is not supported");
    }
    if (shape->has_list && !check_list(v, &o[count - 1])) {
        return false;
    }
    return checks_together[opcode] == NULL || checks_together[opcode](v);
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
        if (!rule_shapes[v->instr->opcode].is_end &&
            operand_rules[v->instr->opcode].effect != RULE_CALL) {
            return verify_fail(v, "function has no end");
        }
    }
    return true;
}

static void set_up(Verifier *v, uint32_t *tables)
{
    const size_t label_count = v->code->label_count;
    memset(tables, 0xFF, 2 * label_count * sizeof *tables);
    v->label_at = tables;
    v->function_of_label = tables + label_count;
    v->labels = tables + 2 * label_count;
    v->rank_of_label = tables + 3 * label_count;
    v->first_rank = tables + 4 * label_count;
}

bool beam_verify(BeamCode *code, BeamError *error)
{
    Verifier v = {.code = code, .error = error};
    const size_t bytes =
        (4 * (size_t)code->label_count + code->function_count + 1) * sizeof(uint32_t);
    uint32_t *tables = vm_alloc(bytes);
    beam_rules_prepare();
    set_up(&v, tables);
    look_up_imports(code);
    bool is_ok = define_labels(&v) && check_functions(&v) && check_exports(&v) && check_funs(&v) &&
                 check_on_load(&v) && beam_flow_check(&v);
    vm_free(tables, bytes);
    return is_ok;
}
