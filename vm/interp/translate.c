// SPDX-License-Identifier: Apache-2.0
// translate.c -- inline threading: the machine code of a block, put together from stencils.
//
//   cells         [H f][H f f][H f]...                 H: handler, f: operand fields
//   machine code  |stencil|stencil|go|stencil|...      | stub | stub |
//                    \_______________________jcc__________^
//   cells after   [M f][M f f][H f]...                 M: the stencil's copy
//
// The idea: one walk over the cells. For each instruction the stencil of its variant is copied and its
// holes are filled; an instruction without a stencil becomes a jump to its handler, which comes back
// through the next cell. What is rare (slow parts, yields) leaves by a stub behind all the code, which
// loads I: machine code does not keep I up to date, since nothing in it reads I.
//
// Invariants
//   1. Machine code is complete and executable before any cell points at it; a cell holds a handler or
//      machine code, and both mean the same instruction. So other threads may run the block meanwhile.
//   2. A block is translated at most once (is_translated), so a walk finds only handlers in cells.
//   3. nif_start keeps its handler, which load_nif replaces: machine code goes through the cell there.
//
// When: translation costs about 60 ns for each instruction, some 35 for each cell; of a reduction, machine
// code saves 2 to 3 ns. So a module that has used TRANSLATE_HEAT_PER_CELL reductions for each of its cells
// has lost less than it will cost, and one that only helps a system to boot is left alone. Which module is
// running is sampled where a process stops anyway.
//
// Elsewhere: "Copy-and-patch compilation" (Xu, Kjolstad 2021) is the technique with a compiler's output
// as source of the pieces.
// Read before: vm/interp/translate.h, vm/interp/stencil.h     Read next: tools/gen_stencils.py
#include "vm/interp/translate.h"

#include <pthread.h>
#include <string.h>

#include "build/gen/instr_ids.h"
#include "vm/base/alloc.h"
#include "vm/base/check.h"
#include "vm/code/code_memory.h"
#include "vm/code/code_range.h"
#include "vm/code/export.h"
#include "vm/code/instr.h"
#include "vm/code/perf_map.h"
#include "vm/interp/stencil.h"

TranslateMode translate_mode = TRANSLATE_WARM;

static const void *const *slow_handlers;
static const void *yield_handler;

// ---- from a handler's address to its variant: a hash table, filled when the first block is translated

enum { HANDLER_SLOT_BITS = 14, HANDLER_SLOTS = 1 << HANDLER_SLOT_BITS, NO_VARIANT = 0xFFFF };
static uint16_t handler_slots[HANDLER_SLOTS]; // variant + 1; 0: free
static pthread_once_t handler_slots_once = PTHREAD_ONCE_INIT;

static uint32_t slot_of(Cell handler) { return handler * 2654435761u >> (32 - HANDLER_SLOT_BITS); }

static void fill_handler_slots(void)
{
    CHECK(instr_variant_count < HANDLER_SLOTS / 2);
    for (uint32_t variant = 0; variant < instr_variant_count; variant++) {
        uint32_t at = slot_of(instr_handlers[variant]);
        while (handler_slots[at] != 0) {
            CHECK(instr_handlers[handler_slots[at] - 1] != instr_handlers[variant]);
            at = (at + 1) % HANDLER_SLOTS;
        }
        handler_slots[at] = (uint16_t)(variant + 1);
    }
}

static uint32_t variant_of(Cell handler)
{
    uint32_t at = slot_of(handler);
    while (handler_slots[at] != 0 && instr_handlers[handler_slots[at] - 1] != handler) {
        at = (at + 1) % HANDLER_SLOTS;
    }
    return handler_slots[at] != 0 ? handler_slots[at] - 1u : NO_VARIANT;
}

void translate_init(const void *const *slow, const void *yield)
{
    slow_handlers = slow;
    yield_handler = yield;
    if (stencil_count == 0) {
        translate_mode = TRANSLATE_NEVER;
    }
    code_stays_threaded = translate_mode == TRANSLATE_NEVER;
    code_block_loaded = translate_mode == TRANSLATE_LOAD ? translate_block : NULL;
}

// ---- reading an instruction

static uint64_t read_field(const Cell *at, uint32_t offset, uint32_t size_bytes)
{
    uint64_t value = 0;
    memcpy(&value, (const char *)at + offset, size_bytes);
    return value;
}

// What an operand's holes are filled with.
static int64_t operand_value(const VariantInfo *v, uint32_t number, const Cell *at)
{
    const uint32_t offset = v->offsets[number];
    switch ((OperandClass)v->classes[number]) {
    case CLASS_X:
    case CLASS_Y:
    case CLASS_FR:
    case CLASS_U16: return (int64_t)read_field(at, offset, 2);
    case CLASS_I: return (int32_t)read_field(at, offset, 4);
    case CLASS_U32:
    case CLASS_LIST: return (int64_t)read_field(at, offset, 4);
    case CLASS_LABEL: return (int64_t)(uintptr_t)at + (int32_t)read_field(at, offset, 4);
    case CLASS_C:
    case CLASS_G:
    case CLASS_U64: return (int64_t)read_field(at, offset, 8);
    default: return 0; // registers: no field
    }
}

// Cells of the instruction, its list included.
static uint32_t instr_size(const VariantInfo *v, const Cell *at)
{
    uint32_t size = v->size_cells;
    for (uint32_t i = 0; i < instr_infos[v->instr].operand_count; i++) {
        if (v->classes[i] == CLASS_LIST) {
            size += 2 * (uint32_t)read_field(at, v->offsets[i], 4);
        }
    }
    return size;
}

// ---- writing machine code

// mov $cells, %r12d (I);  jmp handler        and     mov $cells, %r12d;  mov (%r12), %eax;  jmp *%rax
enum { SET_I_BYTES = 6, GO_BYTES = SET_I_BYTES + 5, THROUGH_CELL_BYTES = SET_I_BYTES + 6 };

typedef struct Translation {
    const CodeBlock *block;
    uint32_t *start_of; // by cell: offset of the instruction's machine code
    uint8_t *code;      // NULL in the first walk, which measures
    uint32_t at;        // bytes written
    uint32_t stub_at;   // where the next stub goes, behind all instructions
} Translation;

static void put_32(uint8_t *to, int64_t value)
{
    const int32_t word = (int32_t)value;
    memcpy(to, &word, sizeof word);
}

static uint8_t *put_set_i(uint8_t *to, const Cell *cells)
{
    *to++ = 0x41;
    *to++ = 0xBC;
    put_32(to, (int64_t)(uintptr_t)cells);
    return to + 4;
}

static void put_go(uint8_t *to, const Cell *cells, const void *handler)
{
    to = put_set_i(to, cells);
    *to++ = 0xE9;
    put_32(to, (const uint8_t *)handler - (to + 4));
}

static void put_through_cell(uint8_t *to, const Cell *cells)
{
    static const uint8_t load_and_jump[] = {0x41, 0x8B, 0x04, 0x24, 0xFF, 0xE0};
    memcpy(put_set_i(to, cells), load_and_jump, sizeof load_and_jump);
}

static int64_t make_stub(Translation *t, const Cell *cells, const void *handler)
{
    uint8_t *stub = t->code + t->stub_at;
    put_go(stub, cells, handler);
    t->stub_at += GO_BYTES;
    return (int64_t)(uintptr_t)stub;
}

static int64_t code_of(const Translation *t, const Cell *cells)
{
    return (int64_t)(uintptr_t)(t->code + t->start_of[cells - t->block->cells]);
}

// The value of a symbol in the instruction at `at`. slow: the stub of its slow part, made on demand.
static int64_t symbol_value(Translation *t, uint32_t symbol, uint32_t variant, const Cell *at,
                            int64_t *slow)
{
    const VariantInfo *v = &instr_variants[variant];
    const uint32_t operand = symbol % STENCIL_TARGET;
    switch (symbol - operand) {
    case STENCIL_OPERAND: return operand_value(v, operand, at);
    case STENCIL_TARGET: return code_of(t, (const Cell *)operand_value(v, operand, at));
    case STENCIL_YIELD:
        return make_stub(t, (const Cell *)operand_value(v, operand, at), yield_handler);
    default: break;
    }
    switch (symbol) {
    case STENCIL_HERE: return (int64_t)(uintptr_t)at;
    case STENCIL_SLOW:
        if (*slow == 0) {
            *slow = make_stub(t, at, slow_handlers[variant]);
        }
        return *slow;
    case STENCIL_INTERP_YIELD: return (int64_t)(uintptr_t)yield_handler;
    default: return (int64_t)(uintptr_t)&code_index_active;
    }
}

static void fill_hole(uint8_t *to, const StencilHole *hole, int64_t value)
{
    value += hole->addend;
    to += hole->at;
    switch ((StencilWidth)hole->width) {
    case STENCIL_ABS32: put_32(to, value); break;
    case STENCIL_ABS64: memcpy(to, &value, sizeof value); break;
    case STENCIL_PC32: put_32(to, value - (int64_t)(uintptr_t)to); break;
    }
}

static void put_stencil(Translation *t, uint32_t variant, const Cell *at)
{
    const Stencil *s = &stencils[variant];
    if (t->code) {
        uint8_t *to = t->code + t->at;
        int64_t slow = 0;
        memcpy(to, stencil_bytes + s->bytes, s->size);
        for (uint32_t i = 0; i < s->hole_count; i++) {
            const StencilHole *hole = &stencil_holes[s->holes + i];
            fill_hole(to, hole, symbol_value(t, hole->symbol, variant, at, &slow));
        }
    }
    t->at += s->size;
}

static void put_piece(Translation *t, uint32_t piece, int64_t value)
{
    const Stencil *s = &stencils[instr_variant_count + piece];
    if (t->code) {
        uint8_t *to = t->code + t->at;
        memcpy(to, stencil_bytes + s->bytes, s->size);
        for (uint32_t i = 0; i < s->hole_count; i++) {
            fill_hole(to, &stencil_holes[s->holes + i], value);
        }
    }
    t->at += s->size;
}

// What the field of a general operand names, as class and value.
static OperandClass general_class(uint64_t field, int64_t *value)
{
    *value = (int64_t)field;
    if (!header_is(field)) {
        return *value == (int32_t)*value ? CLASS_I : CLASS_C;
    }
    const uint64_t index = field >> 8;
    const bool is_y = field & 4;
    *value = (int64_t)(index * sizeof(Term));
    return is_y ? CLASS_Y : index < 4 ? (OperandClass)(CLASS_R0 + index) : CLASS_X;
}

// The pieces for all general operands of a role: ROLE_IN before the stencil, ROLE_OUT behind it.
static void put_general(Translation *t, const VariantInfo *v, const Cell *at, OperandRole role)
{
    const InstrInfo *info = &instr_infos[v->instr];
    uint32_t piece = role == ROLE_IN ? STENCIL_LOAD : STENCIL_STORE;
    for (uint32_t i = 0; i < info->operand_count; i++) {
        if (v->classes[i] == CLASS_G && info->roles[i] == role) {
            int64_t value;
            const OperandClass found = general_class(read_field(at, v->offsets[i], 8), &value);
            put_piece(t, piece + found, value);
            piece += 2 * STENCIL_STORE;
        }
    }
}

// Entries of functions begin a cache line. Where they would lie otherwise is chance, and a loop of a few
// lines is up to a quarter slower for it.
static void put_alignment(Translation *t)
{
    enum { LINE_BYTES = 64, TRAP = 0xCC };
    const uint32_t end = (t->at + LINE_BYTES - 1) & ~(uint32_t)(LINE_BYTES - 1);
    if (t->code) {
        memset(t->code + t->at, TRAP, end - t->at);
    }
    t->at = end;
}

// ---- the two walks

static bool goes_through_cell(const VariantInfo *v)
{
    return v->instr == INSTR_nif_start || v->instr == INSTR_bif_stub;
}

// How many bytes of stubs a stencil may ask for.
static uint32_t stub_bytes(const Stencil *s)
{
    uint32_t stubs = 0;
    bool is_slow = false;
    for (uint32_t i = 0; i < s->hole_count; i++) {
        const uint32_t symbol = stencil_holes[s->holes + i].symbol;
        stubs += symbol >= STENCIL_YIELD && symbol < STENCIL_HERE;
        stubs += symbol == STENCIL_SLOW && !is_slow;
        is_slow |= symbol == STENCIL_SLOW;
    }
    return stubs * GO_BYTES;
}

// Returns the size of all stubs. False in *is_sound: a cell without a handler (never seen).
static uint32_t walk(Translation *t, bool *is_sound)
{
    uint32_t stubs = 0, size = 0;
    *is_sound = true;
    for (const Cell *at = t->block->cells, *end = at + t->block->cell_count; at < end; at += size) {
        const uint32_t variant = variant_of(__atomic_load_n(at, __ATOMIC_RELAXED));
        if (variant == NO_VARIANT) {
            *is_sound = false;
            return 0;
        }
        const VariantInfo *v = &instr_variants[variant];
        const Stencil *s = &stencils[variant];
        t->start_of[at - t->block->cells] = t->at;
        size = instr_size(v, at);
        if (goes_through_cell(v)) {
            if (t->code) {
                put_through_cell(t->code + t->at, at);
            }
            t->at += THROUGH_CELL_BYTES;
        } else if (s->exists) {
            put_general(t, v, at, ROLE_IN);
            put_stencil(t, variant, at);
            put_general(t, v, at, ROLE_OUT);
            stubs += stub_bytes(s);
        } else {
            if (t->code) {
                put_go(t->code + t->at, at, (const void *)(uintptr_t)instr_handlers[variant]);
            }
            t->at += GO_BYTES;
        }
        if (v->instr == INSTR_func_info) { // nothing falls through from here
            put_alignment(t);
        }
    }
    return stubs;
}

// Cells of instructions that have a stencil now lead to it.
static void publish(const Translation *t)
{
    uint32_t size = 0;
    for (Cell *at = t->block->cells, *end = at + t->block->cell_count; at < end; at += size) {
        const uint32_t variant = variant_of(*at);
        size = instr_size(&instr_variants[variant], at);
        if (stencils[variant].exists && !goes_through_cell(&instr_variants[variant])) {
            __atomic_store_n(at, (Cell)(uintptr_t)code_of(t, at), __ATOMIC_RELEASE);
        }
    }
}

// ---- for profilers

static void map_machine_code(const Translation *t, const FunctionInfo *function, uint32_t from,
                             uint32_t to, const char *instruction)
{
    perf_map_add_machine_code(t->block, function, t->code + from, to - from, instruction);
}

static void map_functions(const Translation *t)
{
    const FunctionInfo *f = t->block->functions;
    for (uint32_t i = 0; i < t->block->function_count; i++) {
        const bool is_last = i + 1 == t->block->function_count;
        map_machine_code(t, &f[i], t->start_of[f[i].start],
                         is_last ? t->at : t->start_of[f[i + 1].start], NULL);
    }
}

static void map_instructions(const Translation *t)
{
    const CodeBlock *block = t->block;
    for (const Cell *at = block->cells, *end = at + block->cell_count, *next; at < end; at = next) {
        const VariantInfo *v = &instr_variants[variant_of(*at)];
        const FunctionInfo *function = code_function_at(block, at);
        next = at + instr_size(v, at);
        if (function != NULL) {
            map_machine_code(t, function, t->start_of[at - block->cells],
                             next < end ? t->start_of[next - block->cells] : t->at,
                             instr_infos[v->instr].name);
        }
    }
}

// Before the cells are changed.
static void describe(const Translation *t)
{
    if (perf_map_detail == PERF_MAP_FUNCTIONS) {
        map_functions(t);
    } else if (perf_map_detail == PERF_MAP_INSTRUCTIONS) {
        map_instructions(t);
    }
    perf_map_flush();
}

static bool build_code(Translation *t, CodeBlock *block)
{
    bool is_sound;
    const uint32_t stubs = walk(t, &is_sound);
    if (!is_sound) {
        return false;
    }
    const size_t size_bytes = (size_t)t->at + stubs;
    uint8_t *code = code_memory_new(size_bytes);
    if (code == NULL) {
        return false;
    }
    t->code = code;
    t->stub_at = t->at;
    t->at = 0;
    if (code_memory_is_low(code, size_bytes)) {
        walk(t, &is_sound);
        CHECK(t->stub_at <= size_bytes);
        if (code_memory_make_executable(code, size_bytes)) {
            block->machine_code = code;
            block->machine_code_bytes = size_bytes;
            return true;
        }
    }
    code_memory_free(code, size_bytes);
    return false;
}

void translate_block(CodeBlock *block)
{
    if (atomic_exchange(&block->is_translated, true) || code_stays_threaded ||
        !code_memory_is_low(block->cells, block->cell_count * sizeof(Cell))) {
        return;
    }
    pthread_once(&handler_slots_once, fill_handler_slots);
    const size_t map_bytes = block->cell_count * sizeof(uint32_t);
    Translation t = {.block = block, .start_of = vm_alloc(map_bytes)};
    if (build_code(&t, block)) {
        describe(&t);
        publish(&t);
    }
    vm_free(t.start_of, map_bytes);
}

void translate_sample(const Cell *at, uint32_t reductions)
{
    CodeBlock *block = code_range_find(at);
    if (block == NULL || atomic_load_explicit(&block->is_translated, memory_order_relaxed)) {
        return;
    }
    const uint32_t heat = atomic_fetch_add_explicit(&block->heat, reductions, memory_order_relaxed);
    if ((heat + (uint64_t)reductions) / TRANSLATE_HEAT_PER_CELL >= block->cell_count) {
        translate_block(block);
    }
}
