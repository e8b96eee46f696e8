// SPDX-License-Identifier: Apache-2.0
// beam_emit.c -- writes threaded code: finds the variant of an instruction that fits its operands,
// packs the fields, and patches labels at the end.
//
// Choosing. An operand has a class: x0..x3 are R0..R3, other x registers X, y registers Y,
// constants that fit 32 bits I, others C. The classes of an instruction's term operands are an index
// into a generated table of variants: the one for these classes; or that which has C for I; or the
// general variant, which takes any operand (64-bit fields, registers in memory).
//
// Labels are byte distances from the first cell of the instruction that holds them. Those inside
// lists stand in the low half of a 64-bit word. A label number 0 is written as distance 0, which no
// real jump has.
#include "loader/beam_emit.h"

#include <stdlib.h>

#include "build/gen/instr_ids.h"
#include "loader/beam_rewrite.h"
#include "loader/beam_spare.h"
#include "vm/base/alloc.h"
#include "vm/base/check.h"
#include "vm/base/hash.h"
#include "vm/code/code_memory.h"
#include "vm/code/export.h"
#include "vm/term/digest.h"

// ---- choosing

static bool fits_i32(Term t) { return term_is_immediate(t) && (int64_t)t == (int64_t)(int32_t)t; }

static uint8_t class_of(const Operand *a)
{
    static const uint8_t registers[OPERAND_X + 2][5] = {
        [OPERAND_X] = {CLASS_R0, CLASS_R1, CLASS_R2, CLASS_R3, CLASS_X},
        [OPERAND_Y] = {CLASS_Y, CLASS_Y, CLASS_Y, CLASS_Y, CLASS_Y}};
    static_assert(OPERAND_Y == OPERAND_X + 1, "rows of the table");
    if (a->kind == OPERAND_X || a->kind == OPERAND_Y) {
        return registers[a->kind][a->value < 4 ? a->value : 4];
    }
    return fits_i32(a->value) ? CLASS_I : CLASS_C;
}

static uint32_t choose_variant(uint32_t instr, const Operand *args)
{
    const InstrInfo *info = &instr_infos[instr];
    uint32_t choice = 0;
    for (uint32_t i = 0; i < info->choice_count; i++) {
        choice = choice << CHOICE_BITS | class_of(&args[info->choice_terms[i]]);
    }
    return instr_choices[info->first_choice + choice];
}

// ---- counting, for tools/choose_variants.py

typedef struct Wanted {
    uint32_t instr;
    uint8_t classes[INSTR_OPERANDS];
    uint64_t count;
} Wanted;
static Wanted *wanted;
static uint32_t wanted_mask;
static uint64_t *wanted_pairs; // [first * instr_count + second]
static uint32_t wanted_previous;

void emit_count_wanted(void)
{
    wanted_mask = (1u << 20) - 1;
    wanted = vm_calloc((wanted_mask + 1) * sizeof *wanted);
    wanted_pairs = vm_calloc((size_t)instr_count * instr_count * sizeof *wanted_pairs);
}

static void count_wanted(uint32_t instr, const Operand *args)
{
    const InstrInfo *info = &instr_infos[instr];
    uint8_t classes[INSTR_OPERANDS] = {0};
    for (uint32_t i = 0; i < info->operand_count; i++) {
        const bool is_term = info->roles[i] == ROLE_IN || info->roles[i] == ROLE_OUT;
        classes[i] = is_term ? class_of(&args[i]) : 0;
    }
    uint32_t at = (uint32_t)(hash_bytes(classes, sizeof classes) + instr) & wanted_mask;
    while (wanted[at].count && (wanted[at].instr != instr ||
                                memcmp(wanted[at].classes, classes, sizeof classes) != 0)) {
        at = (at + 1) & wanted_mask;
    }
    wanted_pairs[wanted_previous * instr_count + instr]++;
    wanted_previous = instr;
    wanted[at].instr = instr;
    memcpy(wanted[at].classes, classes, sizeof classes);
    wanted[at].count++;
}

void emit_print_wanted(FILE *out)
{
    static const char *const names[] = {"r0", "r1", "r2", "r3", "x", "y", "i", "c"};
    for (uint32_t at = 0; at <= wanted_mask; at++) {
        const Wanted *w = &wanted[at];
        const InstrInfo *info = w->count ? &instr_infos[w->instr] : NULL;
        bool is_first = true;
        for (uint32_t i = 0; info && i < info->operand_count; i++) {
            if (info->roles[i] == ROLE_IN || info->roles[i] == ROLE_OUT) {
                fprintf(out, "%s%s", is_first ? info->name : "", is_first ? "\t" : ",");
                fputs(names[w->classes[i]], out);
                is_first = false;
            }
        }
        if (!is_first) {
            fprintf(out, "\t%" PRIu64 "\n", w->count);
        }
    }
    for (size_t i = 0; i < (size_t)instr_count * instr_count; i++) {
        if (wanted_pairs[i] > 100) {
            fprintf(out, "%s+%s\t-\t%" PRIu64 "\n", instr_infos[i / instr_count].name,
                    instr_infos[i % instr_count].name, wanted_pairs[i]);
        }
    }
}

// ---- writing cells

enum { SPILL_CELLS = 2, FIRST_CELLS = 1 << 17 };

static NOINLINE void grow_cells(Emitter *e, uint32_t count)
{
    const uint32_t room =
        e->cell_room + count > FIRST_CELLS ? (e->cell_room + count) * 2 : FIRST_CELLS;
    e->cells = vm_realloc(e->cells, e->cell_room * sizeof(Cell), room * sizeof(Cell));
    e->cell_room = room;
}

// Room for so many cells, and for what fields write behind them.
ALWAYS_INLINE uint8_t *reserve_cells(Emitter *e, uint32_t count)
{
    if (UNLIKELY(e->cell_room - e->cell_count < count + SPILL_CELLS)) {
        grow_cells(e, count + SPILL_CELLS);
    }
    uint8_t *at = (uint8_t *)(e->cells + e->cell_count);
    e->cell_count += count;
    return at;
}

static void add_relocation(Emitter *e, uint32_t field, uint32_t base, uint64_t label)
{
    if (UNLIKELY(e->relocation_count == e->relocation_room)) {
        const uint32_t room = e->relocation_room * 2 + 64;
        e->relocations = vm_realloc(e->relocations, e->relocation_room * sizeof(Relocation),
                                    room * sizeof(Relocation));
        e->relocation_room = room;
    }
    e->relocations[e->relocation_count++] = (Relocation){field, base, (uint32_t)label};
}

// What a field holds that leads to the label from base; patched later when it is not placed yet.
static uint64_t label_word(Emitter *e, uint32_t field, uint32_t base, uint64_t label)
{
    if (label == 0) {
        return 0;
    }
    if (e->labels[label] != 0) {
        return e->labels[label] - 1 - base; // 32 bits of it
    }
    add_relocation(e, field, base, label);
    return 0;
}

// The 64-bit form that fits everything: general operands and list items.
static uint64_t general_word(const Operand *a)
{
    switch (a->kind) {
    case OPERAND_X: return operand_x((uint32_t)a->value);
    case OPERAND_Y: return operand_y((uint32_t)a->value);
    default: return a->value;
    }
}

// Numbers of 32 bits become signed immediates in machine code.
static uint64_t check_number(Emitter *e, uint32_t instr, uint64_t number, uint64_t max)
{
    if (UNLIKELY(number > max)) {
        beam_fail(e->error, "Code", 0, "an operand of %s is too large", instr_infos[instr].name);
        e->failed = true;
    }
    return number;
}

static uint64_t field_word(Emitter *e, uint32_t instr, const Operand *a, FieldForm form,
                           uint32_t base, uint32_t offset)
{
    switch (form) {
    case FORM_REGISTER: return a->value * sizeof(Term);
    case FORM_VALUE: return a->value;
    case FORM_U16: return check_number(e, instr, a->value, UINT16_MAX);
    case FORM_U32: return check_number(e, instr, a->value, INT32_MAX);
    case FORM_LABEL: return label_word(e, base + offset, base, a->value);
    case FORM_LIST: return a->count;
    case FORM_GENERAL: return general_word(a);
    }
    return 0;
}

static void write_list(Emitter *e, uint32_t base, const Operand *items, uint32_t count)
{
    const uint32_t first = e->cell_count * (uint32_t)sizeof(Cell);
    uint8_t *at = reserve_cells(e, 2 * count);
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t word = items[i].kind == OPERAND_LABEL
                                  ? (uint32_t)label_word(e, first + 8 * i, base, items[i].value)
                                  : general_word(&items[i]);
        memcpy(at + 8 * i, &word, 8);
    }
}

static void write_instr(Emitter *e, uint32_t instr, uint32_t variant, const Operand *args,
                        const Operand *items)
{
    if (UNLIKELY(wanted != NULL)) {
        count_wanted(instr, args);
    }
    const uint64_t handler = instr_handlers[variant];
    const FieldPlan *plan = &instr_plans[instr_variant_plans[variant]];
    const uint32_t base = e->cell_count * (uint32_t)sizeof(Cell);
    uint8_t *start = reserve_cells(e, plan->size_cells);
    memcpy(start, &handler, sizeof handler);
    for (uint32_t i = 0; i < plan->count; i++) {
        const uint32_t offset = plan->fields[i].offset;
        const uint64_t word = field_word(e, instr, &args[plan->fields[i].operand],
                                         (FieldForm)plan->fields[i].form, base, offset);
        memcpy(start + offset, &word, sizeof word);
    }
    if (plan->list != INSTR_NO_LIST) {
        const Operand *list = &args[plan->list];
        write_list(e, base, items ? items : e->code->operands + list->value, list->count);
    }
}

void emit_instr(Emitter *e, uint32_t instr, const Operand *args, const Operand *items)
{
    instr = UNLIKELY(e->is_unproved) ? instr_infos[instr].checked : instr;
    write_instr(e, instr, choose_variant(instr, args), args, items);
}

bool emit_fused(Emitter *e, uint32_t instr, const Operand *args)
{
    instr = UNLIKELY(e->is_unproved) ? instr_infos[instr].checked : instr;
    const InstrInfo *info = &instr_infos[instr];
    const uint32_t variant = choose_variant(instr, args);
    if (code_stays_threaded && variant == info->first_variant + info->variant_count - 1u) {
        return false;
    }
    write_instr(e, instr, variant, args, NULL);
    return true;
}

void emit_label(Emitter *e, uint64_t label)
{
    if (UNLIKELY(wanted != NULL)) {
        wanted_previous =
            INSTR_int_code_end; // what stands before a label is no candidate for fusion
    }
    e->labels[label] = e->cell_count * (uint32_t)sizeof(Cell) + 1;
}

void emit_line(Emitter *e, uint64_t line)
{
    if (e->line_count == e->line_room) {
        const uint32_t room = e->line_room * 2 + 64;
        e->lines = vm_realloc(e->lines, e->line_room * sizeof(LineEntry), room * sizeof(LineEntry));
        e->line_room = room;
    }
    const BeamLine at = line < e->code->line_count ? e->code->lines[line] : (BeamLine){0, 0};
    e->lines[e->line_count++] = (LineEntry){e->cell_count, at.line, at.file};
}

void emit_fail(Emitter *e, const GenericInstr *instr, const char *reason)
{
    beam_fail(e->error, "Code", instr->offset, "%s", reason);
    e->failed = true;
}

// ---- the whole module

static void patch_labels(Emitter *e)
{
    for (uint32_t i = 0; i < e->relocation_count; i++) {
        const Relocation *r = &e->relocations[i];
        const int32_t distance = (int32_t)(e->labels[r->label] - 1) - (int32_t)r->base;
        memcpy((uint8_t *)e->cells + r->field, &distance, 4);
    }
}

static uint32_t cell_of_label(const Emitter *e, uint32_t label)
{
    return (e->labels[label] - 1) / (uint32_t)sizeof(Cell);
}

static void fill_functions(CodeBlock *block, const Emitter *e)
{
    const BeamCode *code = e->code;
    block->function_count = code->function_count;
    block->functions = vm_alloc((code->function_count + 1) * sizeof(FunctionInfo));
    for (uint32_t i = 0; i < code->function_count; i++) {
        const BeamFunction *f = &code->functions[i];
        const uint32_t entry = cell_of_label(e, f->entry_label);
        block->functions[i] = (FunctionInfo){entry - FUNC_INFO_CELLS, entry, f->name, f->arity};
    }
    block->functions[code->function_count] =
        (FunctionInfo){e->cell_count, e->cell_count, TERM_NONE, 0};
}

static void fill_tables(CodeBlock *block, const Emitter *e)
{
    const BeamCode *code = e->code;
    block->export_count = code->export_count;
    block->exports = vm_alloc((code->export_count + 1) * sizeof *block->exports);
    for (uint32_t i = 0; i < code->export_count; i++) {
        block->exports[i].function = code->exports[i].function;
        block->exports[i].arity = code->exports[i].arity;
        block->exports[i].cell = cell_of_label(e, code->exports[i].label);
    }
    block->fun_count = code->fun_count;
    block->funs = e->funs;
    block->fun_cells = vm_alloc((code->fun_count + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i < code->fun_count; i++) {
        block->fun_cells[i] = cell_of_label(e, code->funs[i].label);
    }
    block->files = vm_alloc((code->file_count + 1) * sizeof(Term));
    memcpy(block->files, code->files, code->file_count * sizeof(Term));
    block->file_count = code->file_count;
}

static void intern_funs(Emitter *e)
{
    const BeamCode *code = e->code;
    e->funs = vm_alloc((code->fun_count + 1) * sizeof(FunEntry *));
    for (uint32_t i = 0; i < code->fun_count; i++) {
        const BeamFun *f = &code->funs[i];
        e->funs[i] = fun_entry_intern(code->module, f->index, f->old_uniq, code->digest, i,
                                      f->arity - f->free_count, f->free_count);
        e->funs[i]->name = f->name;
    }
}

// The string table outlives the input: instructions point into the copy.
static void take_strings(CodeBlock *block, BeamCode *code)
{
    block->string_size = code->string_size;
    block->string_table = vm_alloc(code->string_size + 1);
    if (code->string_size) {
        memcpy(block->string_table, code->strings, code->string_size);
    }
    code->strings = block->string_table;
}

static void take_records(CodeBlock *block, const BeamCode *code)
{
    block->records = vm_calloc(code->record_count * sizeof *block->records);
    block->record_count = code->record_count;
    for (uint32_t i = 0; i < code->record_count; i++) {
        const BeamRecord *from = &code->records[i];
        const Operand *fields = &code->operands[from->fields];
        RecordTemplate *to = &block->records[i];
        *to = (RecordTemplate){.name = from->name,
                               .definition = from->definition,
                               .defaults = vm_alloc(from->count * sizeof(Term)),
                               .count = from->count};
        for (uint32_t k = 0; k < from->count; k++) {
            const Operand *value = &fields[2 * k + 1];
            to->defaults[k] = value->kind == OPERAND_TERM ? value->value : TERM_NONE;
        }
    }
}

static void take_code(CodeBlock *block, Emitter *e)
{
    const BeamCode *code = e->code;
    block->name = code->module;
    const size_t size_bytes = e->cell_count * sizeof(Cell);
    block->cells = code_memory_new(size_bytes);
    if (block->cells == NULL) {
        check_fatal("no memory: cannot allocate %zu bytes for code", size_bytes);
    }
    memcpy(block->cells, e->cells, size_bytes);
    spare_give(SPARE_CELLS, e->cells, e->cell_room * sizeof(Cell));
    block->cell_count = e->cell_count;
    block->lines = vm_realloc(e->lines, e->line_room * sizeof(LineEntry),
                              (e->line_count + 1) * sizeof(LineEntry));
    block->line_count = e->line_count;
    block->literals = code->literal_area;
    block->attributes = code->attributes;
    block->compile_info = code->compile_info;
    block->digest = code->digest;
    digest_retain(block->digest);
    block->on_load_cell = code->on_load_label ? cell_of_label(e, code->on_load_label) : 0;
    block->has_native_stubs = e->has_native_stubs;
}

// Imports are named in the order of their table and before the exports: programs see the order in which exports were
// named (module_info(exports)).
static void name_imports(BeamCode *code)
{
    enum { AHEAD = 8 };
    for (uint32_t i = 0; i < code->import_count; i++) {
        if (i + AHEAD < code->import_count) {
            const BeamImport *later = &code->imports[i + AHEAD];
            export_prefetch(later->module, later->function, later->arity);
        }
        BeamImport *import = &code->imports[i];
        if (import->export == NULL) {
            import->export = export_get(import->module, import->function, import->arity);
        }
    }
}

CodeBlock *beam_emit(BeamCode *code, BeamError *error)
{
    Emitter e = {.code = code, .error = error};
    size_t spare_bytes;
    e.cells = spare_take(SPARE_CELLS, &spare_bytes);
    e.cell_room = (uint32_t)(spare_bytes / sizeof(Cell));
    e.labels = vm_calloc(code->label_count * sizeof(uint32_t));
    intern_funs(&e);
    name_imports(code);
    CodeBlock *block = code_block_new();
    e.block = block;
    take_strings(block, code);
    take_records(block, code);
    for (uint32_t i = 0; i < code->function_count && !e.failed; i++) {
        if (i + 1 < code->function_count) { // each is looked up: is it a BIF?
            const BeamFunction *next = &code->functions[i + 1];
            export_prefetch(code->module, next->name, next->arity);
        }
        beam_rewrite_function(&e, &code->functions[i]);
    }
    emit_instr(&e, INSTR_int_code_end, NULL, NULL);
    if (!e.failed) {
        patch_labels(&e);
    }
    take_code(block, &e);
    fill_functions(block, &e);
    fill_tables(block, &e);
    vm_free(e.labels, code->label_count * sizeof(uint32_t));
    vm_free(e.relocations, e.relocation_room * sizeof(Relocation));
    if (e.failed) {
        block->literals = NULL;
        code_block_free(block);
        return NULL;
    }
    return block;
}
