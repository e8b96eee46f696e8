// SPDX-License-Identifier: Apache-2.0
// code.h -- what loaded code looks like in memory.
//
//   CodeBlock   one per version of a module:
//     cells:  [func_info M F A][instruction]...[func_info M F A][instruction]... [int_code_end]
//
//   An instruction is a run of 32-bit cells. Cell 0 is the address of its handler (the executable
//   is linked below 2 GB, not position independent); packed operand fields follow: u16 (register
//   byte offsets, small counts), i32 (labels: byte distance from the instruction's own cell 0;
//   immediates that fit), u64 (constants, pointers; 4-aligned only). The generator
//   (tools/gen_instrs.py) decides the layout of each variant; InstrTable (instr.h) describes it for
//   emitter and disassembler.
//
// A return address points at the cell after a call; on the stack it is tagged 11. Which function
// and line an address belongs to is found by code_range.h.
//
// Read before: loader/beam_emit.h     Read next: vm/proc/process.h
#pragma once

#include "vm/heap/literal.h"
#include "vm/term/fun.h"

typedef uint32_t Cell;
// The func_info before each entry: [handler][u32 arity][u64 module][u64 function]; interp_yield
// reads the arity there.
enum { FUNC_INFO_CELLS = 6 };

// One function of a block, in order of address.
typedef struct FunctionInfo {
    uint32_t start; // cell index of its func_info
    uint32_t entry; // cell index of the first instruction after it
    Term name;      // atom
    uint32_t arity;
} FunctionInfo;

// Position -> line: entries sorted by cell; one for each `line` instruction.
typedef struct LineEntry {
    uint32_t cell; // first cell after the line instruction
    uint32_t line; // 0: none
    uint32_t file; // index into CodeBlock.files
} LineEntry;

// A native record that the module defines: what a new one begins with.
typedef struct RecordTemplate {
    Term name;
    Term definition; // vm/term/record.h, in the literal area
    Term *defaults;  // one per key; TERM_NONE: there is none
    uint32_t count;
} RecordTemplate;

struct CodeBlock {
    Module *owner; // the module (name); set when staged
    Term name;     // atom
    Cell *cells;
    uint32_t cell_count;
    FunctionInfo *functions; // function_count entries + a last one with start = cell_count
    uint32_t function_count;
    LineEntry *lines;
    uint32_t line_count;
    // File names as literal strings (lists) or binaries; [0] is the module's own, "name.erl".
    Term *files;
    uint32_t file_count;
    LiteralArea *literals; // NULL when none
    FunEntry **funs;       // fun_count entries, in order of the FunT chunk
    uint32_t *fun_cells;   // cell index of each fun's entry
    uint32_t fun_count;
    struct {
        Term function;
        uint32_t arity;
        uint32_t cell;
    } * exports;
    uint32_t export_count;
    // module_info(attributes) and (compile): terms in the literal area, [] when absent.
    Term attributes;
    Term compile_info;
    Digest *digest;        // its MD5
    uint32_t on_load_cell; // 0: none
    bool has_native_stubs; // contains nif_start: load_nif may replace functions
    void *nif_library;     // set by vm/nif
    // Machine code of the whole block (vm/interp/translate.h); NULL: none yet. heat: reductions used
    // here, as far as they were sampled.
    void *machine_code;
    size_t machine_code_bytes;
    _Atomic uint32_t heat;
    _Atomic bool is_translated; // or somebody is at it, or it was tried in vain
    uint8_t *string_table;      // StrT, for bs_put_string / bs_match_string / bs_create_bin string
    uint32_t string_size;
    RecordTemplate *records; // Recs
    uint32_t record_count;
};
CodeBlock *code_block_new(void);
void code_block_free(CodeBlock *block);
// Set by vm/interp when code is translated as it is loaded; else NULL.
extern void (*code_block_loaded)(CodeBlock *block);
extern bool code_stays_threaded; // set by vm/interp: no machine code is made of any block
extern void (*code_nif_unload)(void *nif_library); // set by vm/nif: a block with a library is freed
// The native record of that name, or NULL.
const RecordTemplate *code_record(const CodeBlock *block, Term name);
static inline const Cell *code_entry(const CodeBlock *b, uint32_t cell) { return b->cells + cell; }

// The function containing an address (return addresses included), or NULL.
const FunctionInfo *code_function_at(const CodeBlock *block, const Cell *at);
// Line and file of an address within an instruction; false when unknown. For a return address pass
// at - 1: the line of what follows the call may begin exactly there.
bool code_line_at(const CodeBlock *block, const Cell *at, uint32_t *line, Term *file);
