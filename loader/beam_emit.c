// SPDX-License-Identifier: Apache-2.0
// beam_emit.c -- writes threaded code: finds the variant of an instruction that fits its operands,
// packs the fields, and patches labels at the end.
//
// Choosing. An operand has a class: x0..x3 are R0..R3, other x registers X, y registers Y,
// constants that fit 32 bits I, others C. The vector of classes of an instruction's term operands
// is looked up in a hash of all variants. When it is not there, I is widened to C; when that is not
// there either, the general variant takes any operand (64-bit fields, registers in memory).
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
#include "vm/base/sync.h"
#include "vm/code/code_memory.h"
#include "vm/code/export.h"
#include "vm/term/digest.h"

// ---- how a variant is written

typedef enum FieldForm {
    FORM_REGISTER, // its byte offset
    FORM_VALUE,
    FORM_U16,
    FORM_U32,
    FORM_LABEL,
    FORM_LIST,
    FORM_GENERAL,
} FieldForm;
typedef struct Field {
    uint8_t operand, offset, form;
} Field;

// The fields of a variant in the order of their offsets: each is written as 64 bits, and what comes
// behind overwrites what was too much. So there are no sizes to distinguish, and no gaps.
enum { NO_LIST = 255, SPILL_CELLS = 2, FIRST_CELLS = 1 << 17 };
typedef struct Plan {
    uint8_t count, size_cells;
    uint8_t list; // the operand that is one
    Field fields[INSTR_OPERANDS];
} Plan;

static FieldForm form_of(OperandClass class)
{
    switch (class) {
    case CLASS_X:
    case CLASS_Y:
    case CLASS_FR: return FORM_REGISTER;
    case CLASS_U16: return FORM_U16;
    case CLASS_U32: return FORM_U32;
    case CLASS_LABEL: return FORM_LABEL;
    case CLASS_LIST: return FORM_LIST;
    case CLASS_G: return FORM_GENERAL;
    default: return FORM_VALUE;
    }
}

static Plan make_plan(const VariantInfo *v)
{
    Plan plan = {.size_cells = v->size_cells, .list = NO_LIST};
    for (uint8_t i = 0; i < instr_infos[v->instr].operand_count; i++) {
        uint32_t at = plan.count;
        if (v->classes[i] <= CLASS_R3) {
            continue;
        }
        for (; at > 0 && plan.fields[at - 1].offset > v->offsets[i]; at--) {
            plan.fields[at] = plan.fields[at - 1];
        }
        plan.list = v->classes[i] == CLASS_LIST ? i : plan.list;
        plan.fields[at] = (Field){i, v->offsets[i], (uint8_t)form_of(v->classes[i])};
        plan.count++;
    }
    return plan;
}

// ---- the variant table: filled once

// Every instruction of every module passes through these tables, so they are small and what is needed
// together lies together.
typedef struct VariantSlot {
    uint64_t key; // instruction and classes
    Cell handler; // 0: free
    uint16_t plan;
} VariantSlot;
typedef struct InstrForm {
    Cell handler; // of the general variant
    uint16_t plan;
    bool has_choice;    // there are other variants
    uint8_t term_count; // operands that are terms, whose classes make the key
    uint8_t terms[INSTR_OPERANDS];
} InstrForm;
static VariantSlot *variant_slots;
static uint32_t variant_mask;
static InstrForm *forms; // per instruction
static Plan *plans;      // many variants have the same one
static uint32_t plan_count;
static pthread_once_t variant_once = PTHREAD_ONCE_INIT;

enum { CLASS_BITS = 4, INSTR_SHIFT = CLASS_BITS * INSTR_OPERANDS, PLAN_SLOTS = 1 << 12 };

static uint64_t key_of_variant(const VariantInfo *v)
{
    const InstrForm *form = &forms[v->instr];
    uint64_t key = 0;
    for (uint32_t i = 0; i < form->term_count; i++) {
        key = key << CLASS_BITS | v->classes[form->terms[i]];
    }
    return key | (uint64_t)v->instr << INSTR_SHIFT;
}

static uint32_t slot_of(uint64_t key)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15ull) >> 40) & variant_mask;
}

// The number of an equal plan, found by `slots` (plan number + 1).
static uint16_t intern_plan(const Plan *plan, uint16_t *slots)
{
    uint32_t at = (uint32_t)hash_bytes(plan, sizeof *plan) % PLAN_SLOTS;
    for (; slots[at] != 0; at = (at + 1) % PLAN_SLOTS) {
        if (memcmp(&plans[slots[at] - 1], plan, sizeof *plan) == 0) {
            return slots[at] - 1;
        }
    }
    CHECK(plan_count < PLAN_SLOTS / 2);
    plans[plan_count++] = *plan;
    slots[at] = (uint16_t)plan_count;
    return slots[at] - 1;
}

static void fill_forms(void)
{
    for (uint32_t i = 0; i < instr_count; i++) {
        InstrForm *form = &forms[i];
        form->has_choice = instr_infos[i].variant_count > 1;
        for (uint8_t k = 0; k < instr_infos[i].operand_count; k++) {
            if (instr_infos[i].roles[k] == ROLE_IN || instr_infos[i].roles[k] == ROLE_OUT) {
                form->terms[form->term_count++] = k;
            }
        }
    }
}

static void fill_variant_table(void)
{
    uint16_t plan_slots[PLAN_SLOTS] = {0};
    uint32_t size = 64;
    while (size < instr_variant_count * 2) {
        size *= 2;
    }
    variant_mask = size - 1;
    variant_slots = vm_calloc(size * sizeof *variant_slots);
    forms = vm_calloc(instr_count * sizeof *forms);
    plans = vm_alloc(PLAN_SLOTS / 2 * sizeof *plans);
    fill_forms();
    for (uint32_t i = 0; i < instr_variant_count; i++) {
        const VariantInfo *v = &instr_variants[i];
        const Plan plan = make_plan(v);
        const uint16_t number = intern_plan(&plan, plan_slots);
        const uint64_t key = key_of_variant(v);
        uint32_t at = slot_of(key);
        while (variant_slots[at].handler) {
            at = (at + 1) & variant_mask;
        }
        variant_slots[at] = (VariantSlot){key, v->handler, number};
        forms[v->instr].handler = v->handler; // the general one is the last
        forms[v->instr].plan = number;
    }
}

static const VariantSlot *find_variant(uint64_t key)
{
    for (uint32_t at = slot_of(key); variant_slots[at].handler; at = (at + 1) & variant_mask) {
        if (variant_slots[at].key == key) {
            return &variant_slots[at];
        }
    }
    return NULL;
}

// ---- classes of operands

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

static uint64_t key_of(uint32_t instr, const InstrForm *form, const Operand *args)
{
    uint64_t key = 0;
    for (uint32_t i = 0; i < form->term_count; i++) {
        key = key << CLASS_BITS | class_of(&args[form->terms[i]]);
    }
    return key | (uint64_t)instr << INSTR_SHIFT;
}

// The same key with constants that fit 32 bits (I) as any others (C).
static uint64_t widen_constants(uint64_t key)
{
    static_assert(CLASS_I == 6 && CLASS_C == 7, "they differ in the lowest bit");
    const uint64_t ones = (UINT64_C(1) << INSTR_SHIFT) / 15; // 1 in every class
    const uint64_t is_i = key >> 1 & key >> 2 & ~(key >> 3) & ones;
    return key | is_i;
}

// NULL: the general one.
static const VariantSlot *choose_variant(uint32_t instr, const Operand *args)
{
    const InstrForm *form = &forms[instr];
    if (!form->has_choice) {
        return NULL;
    }
    const uint64_t key = key_of(instr, form, args);
    const VariantSlot *found = find_variant(key);
    return UNLIKELY(found == NULL) ? find_variant(widen_constants(key)) : found;
}

// ---- counting, for tools/choose_variants.py

typedef struct Wanted {
    uint64_t key;
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
        classes[i] = class_of(&args[i]);
    }
    const uint64_t key = key_of(instr, &forms[instr], args);
    uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15ull) >> 33) & wanted_mask;
    while (wanted[at].count && wanted[at].key != key) {
        at = (at + 1) & wanted_mask;
    }
    wanted_pairs[wanted_previous * instr_count + instr]++;
    wanted_previous = instr;
    wanted[at].key = key;
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

static uint64_t field_word(Emitter *e, uint32_t instr, const Operand *a, const Field *f,
                           uint32_t base)
{
    switch ((FieldForm)f->form) {
    case FORM_REGISTER: return a->value * sizeof(Term);
    case FORM_VALUE: return a->value;
    case FORM_U16: return check_number(e, instr, a->value, UINT16_MAX);
    case FORM_U32: return check_number(e, instr, a->value, INT32_MAX);
    case FORM_LABEL: return label_word(e, base + f->offset, base, a->value);
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

// chosen is NULL for the general variant.
static void write_instr(Emitter *e, uint32_t instr, const VariantSlot *chosen, const Operand *args,
                        const Operand *items)
{
    if (UNLIKELY(wanted != NULL)) {
        count_wanted(instr, args);
    }
    const uint64_t handler = chosen ? chosen->handler : forms[instr].handler;
    const Plan *plan = &plans[chosen ? chosen->plan : forms[instr].plan];
    const uint32_t base = e->cell_count * (uint32_t)sizeof(Cell);
    uint8_t *start = reserve_cells(e, plan->size_cells);
    memcpy(start, &handler, sizeof handler);
    for (const Field *f = plan->fields, *end = f + plan->count; f < end; f++) {
        const uint64_t word = field_word(e, instr, &args[f->operand], f, base);
        memcpy(start + f->offset, &word, sizeof word);
    }
    if (plan->list != NO_LIST) {
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
    const VariantSlot *chosen = choose_variant(instr, args);
    if (chosen == NULL && code_stays_threaded) {
        return false;
    }
    write_instr(e, instr, chosen, args, NULL);
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
    for (uint32_t i = 0; i < code->import_count; i++) {
        BeamImport *import = &code->imports[i];
        if (import->export == NULL) {
            import->export = export_get(import->module, import->function, import->arity);
        }
    }
}

CodeBlock *beam_emit(BeamCode *code, BeamError *error)
{
    pthread_once(&variant_once, fill_variant_table);
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
