// SPDX-License-Identifier: Apache-2.0
// beam_code.c -- the Code chunk: bytes to one list of generic instructions, divided into functions.
//
//   u32 header size (16) | u32 format (0) | u32 highest opcode | u32 labels | u32 functions | code
//
//   The code is instructions, each an opcode (one byte) and as many operands as opcodes.def says.
//   The listing of erlc -S is this, printed:
//
//        label 1 | line | func_info M F A | label 2 | body ........ | label 3 | ... | int_code_end
//        ^ first                          ^ entry_label, ^ body     ^ first of the next function
//
// The idea: instructions keep their order in one array, operands in another; a function is a range
// of the first. A label in front of func_info (with perhaps a line instruction between) is where a
// function begins.
//
// Invariants: 1. Every instruction's operand_count is its opcode's arity. 2. The ranges of
// functions follow each other without gap; the last ends before int_code_end, which is dropped.
// Exceptions: a line operand is set to 0 when the file has no Line chunk that we know.
//
// Read before: loader/beam_operand.c     Read next: loader/beam_verify.c
#include "loader/beam_code.h"

#include "loader/beam_operand.h"
#include "loader/beam_spare.h"
#include "loader/opcodes.h"
#include "vm/base/alloc.h"
#include "vm/term/digest.h"

#include <stdarg.h>
#include <stdio.h>

bool beam_fail(BeamError *error, const char *chunk, size_t offset, const char *format, ...)
{
    va_list arguments;
    snprintf(error->chunk, sizeof error->chunk, "%s", chunk);
    error->offset = offset;
    va_start(arguments, format);
    vsnprintf(error->reason, sizeof error->reason, format, arguments);
    va_end(arguments);
    return false;
}

void beam_code_free(BeamCode *code)
{
    if (code == NULL) {
        return;
    }
    vm_free(code->atoms, code->atoms ? (code->atom_count + 1) * sizeof(Term) : 0);
    vm_free(code->imports, code->import_count * sizeof(BeamImport));
    vm_free(code->exports, code->export_count * sizeof(BeamExport));
    vm_free(code->funs, code->fun_count * sizeof(BeamFun));
    vm_free(code->literals, code->literal_count * sizeof(Term));
    vm_free(code->lines, code->line_count * sizeof(BeamLine));
    vm_free(code->files, code->file_count * sizeof(Term));
    vm_free(code->types, code->type_count * sizeof(BeamType));
    vm_free(code->records, code->record_count * sizeof(BeamRecord));
    vm_free(code->inflated, code->inflated_bytes);
    digest_release(code->digest);
    spare_give(SPARE_INSTRS, code->instrs, code->instr_room * sizeof(GenericInstr));
    spare_give(SPARE_OPERANDS, code->operands, code->operand_room * sizeof(Operand));
    vm_free(code->functions, code->function_count * sizeof(BeamFunction));
    vm_free(code, sizeof *code);
}

enum { CODE_BYTES_MAX = 1 << 26 }; // so that no count below overflows

typedef struct CodeReader {
    OperandReader in;
    uint32_t function_room;  // while reading, the array has more room than its count says
    uint32_t function_count; // as the header says
    bool follows_info;       // the last instruction was a func_info
} CodeReader;

static GenericInstr *append_instr(CodeReader *r)
{
    BeamCode *code = r->in.code;
    if (UNLIKELY(code->instr_count == code->instr_room)) {
        uint32_t room = code->instr_room ? code->instr_room * 2 : 1 << 15;
        code->instrs = vm_realloc(code->instrs, code->instr_room * sizeof(GenericInstr),
                                  room * sizeof(GenericInstr));
        code->instr_room = room;
    }
    return &code->instrs[code->instr_count++];
}

static BeamFunction *append_function(CodeReader *r)
{
    BeamCode *code = r->in.code;
    if (code->function_count == r->function_room) {
        uint32_t room = r->function_room ? r->function_room * 2 : 64;
        code->functions = vm_realloc(code->functions, r->function_room * sizeof(BeamFunction),
                                     room * sizeof(BeamFunction));
        r->function_room = room;
    }
    BeamFunction *f = &code->functions[code->function_count++];
    *f = (BeamFunction){0};
    return f;
}

static const Operand *operand_of(const BeamCode *code, const GenericInstr *i, uint32_t n)
{
    return &code->operands[i->operands + n];
}

static bool fail_at(CodeReader *r, const GenericInstr *i, const char *what)
{
    return beam_fail(r->in.error, "Code", i->offset, "%s: %s", opcode_name(i->opcode), what);
}

static bool is_opcode(const BeamCode *code, uint32_t index, Opcode opcode)
{
    return index < code->instr_count && code->instrs[index].opcode == opcode;
}

// The last instruction read is func_info: begins a function at the label before it.
static bool begin_function(CodeReader *r)
{
    BeamCode *code = r->in.code;
    uint32_t at = code->instr_count - 1, first = at;
    const GenericInstr *info = &code->instrs[at];
    if (first > 0 && is_opcode(code, first - 1, OP_line)) {
        first--;
    }
    if (first == 0 || !is_opcode(code, first - 1, OP_label)) {
        return fail_at(r, info, "no label in front of it");
    }
    first--;
    if (code->function_count > 0) {
        BeamFunction *last = &code->functions[code->function_count - 1];
        if (first <= last->first + 1 || first < last->body) {
            return fail_at(r, info, "function without an entry label");
        }
        last->end = first;
    } else if (first != 0) {
        return fail_at(r, &code->instrs[0], "instruction outside of a function");
    }
    const Operand *name = operand_of(code, info, 1), *arity = operand_of(code, info, 2);
    if (name->kind != OPERAND_TERM || !term_is_atom(name->value) || arity->kind != OPERAND_U ||
        arity->value > 255) {
        return fail_at(r, info, "malformed");
    }
    BeamFunction *f = append_function(r);
    f->first = first;
    f->name = name->value;
    f->arity = (uint32_t)arity->value;
    f->body = at + 2;
    return true;
}

// The last instruction read directly follows a func_info: it must be the entry label.
static bool note_entry(CodeReader *r)
{
    BeamCode *code = r->in.code;
    const GenericInstr *label = &code->instrs[code->instr_count - 1];
    const Operand *number = operand_of(code, label, 0);
    if (label->opcode != OP_label || number->kind != OPERAND_U) {
        return fail_at(r, label, "func_info is not followed by a label");
    }
    code->functions[code->function_count - 1].entry_label = (uint32_t)number->value;
    return true;
}

static bool note_line(CodeReader *r, const GenericInstr *line)
{
    BeamCode *code = r->in.code;
    Operand *index = &code->operands[line->operands];
    if (code->line_count <= 1 && index->kind == OPERAND_U) {
        index->value = 0;
    }
    return (index->kind == OPERAND_U && (index->value == 0 || index->value < code->line_count)) ||
           fail_at(r, line, "line index is out of range");
}

static bool note_on_load(CodeReader *r, const GenericInstr *at)
{
    BeamCode *code = r->in.code;
    if (code->function_count == 0 || code->on_load_label != 0) {
        return fail_at(r, at, "outside of a function, or twice");
    }
    code->on_load_label = code->functions[code->function_count - 1].entry_label;
    return true;
}

static bool refuse_opcode(CodeReader *r, size_t offset, uint32_t opcode)
{
    if (opcode == 0 || opcode >= OPCODE_COUNT) {
        return beam_fail(r->in.error, "Code", offset, "unknown opcode %u", opcode);
    }
    return beam_fail(r->in.error, "Code", offset,
                     "%s: obsolete instruction of an old compiler; please recompile",
                     opcode_name(opcode));
}

// What concerns more than the instruction itself; it is the last one read.
static bool note_instr(CodeReader *r, GenericInstr *i)
{
    BeamCode *code = r->in.code;
    if (r->follows_info) {
        r->follows_info = false;
        return note_entry(r);
    }
    switch (i->opcode) {
    case OP_func_info: r->follows_info = true; return begin_function(r);
    case OP_line:
    case OP_executable_line: return note_line(r, i);
    case OP_on_load: return note_on_load(r, i);
    case OP_nif_start:
        if (code->function_count > 0) {
            code->functions[code->function_count - 1].has_nif_start = true;
        }
        return true;
    default: return true;
    }
}

static bool read_instr(CodeReader *r, bool *is_end)
{
    Bytes *in = &r->in.bytes;
    const size_t offset = bytes_offset(in);
    if (UNLIKELY(in->at == in->end)) {
        return beam_fail(r->in.error, "Code", offset, "code ends without int_code_end");
    }
    const uint8_t opcode = *in->at++;
    if (UNLIKELY(opcode == 0 || opcode >= OPCODE_COUNT || opcode_infos[opcode].is_old)) {
        return refuse_opcode(r, offset, opcode);
    }
    if (UNLIKELY(opcode == OP_int_code_end)) {
        *is_end = true;
        return true;
    }
    const uint32_t arity = opcode_infos[opcode].arity;
    uint32_t first;
    if (!operands_read(&r->in, arity, &first)) {
        return false;
    }
    GenericInstr *i = append_instr(r);
    *i = (GenericInstr){.opcode = opcode,
                        .operand_count = (uint8_t)arity,
                        .operands = first,
                        .offset = (uint32_t)offset};
    return note_instr(r, i);
}

static bool finish_functions(CodeReader *r)
{
    BeamCode *code = r->in.code;
    size_t offset = bytes_offset(&r->in.bytes);
    if (code->function_count == 0) {
        return beam_fail(r->in.error, "Code", offset, "no function");
    }
    BeamFunction *last = &code->functions[code->function_count - 1];
    last->end = code->instr_count;
    if (last->end < last->body) {
        return beam_fail(r->in.error, "Code", offset, "function without an entry label");
    }
    if (code->function_count != r->function_count) {
        return beam_fail(r->in.error, "Code", 16, "%u functions announced, %u found",
                         r->function_count, code->function_count);
    }
    return true;
}

static bool read_header(CodeReader *r)
{
    enum { FORMAT = 0, HEADER_BYTES = 16 };
    Bytes *b = &r->in.bytes;
    uint32_t header_bytes = bytes_u32(b);
    Bytes header = bytes_slice(b, header_bytes);
    uint32_t format = bytes_u32(&header), opcode_max = bytes_u32(&header);
    uint32_t label_count = bytes_u32(&header);
    r->function_count = bytes_u32(&header);
    if (b->bad || header.bad) {
        return beam_fail(r->in.error, "Code", 0, "header is cut off");
    }
    if (format != FORMAT) {
        return beam_fail(r->in.error, "Code", 4, "unknown instruction format %u", format);
    }
    if (opcode_max >= OPCODE_COUNT) {
        return beam_fail(r->in.error, "Code", 8, "compiled by a newer release: opcode %u",
                         opcode_max);
    }
    // A label takes two bytes; the count includes label 0, which does not exist.
    if (label_count > bytes_left(b) + 1) {
        return beam_fail(r->in.error, "Code", 12, "too many labels");
    }
    r->in.code->label_count = label_count;
    return true;
}

// Gives back the room that was not needed, so that the count is the size from now on.
static void shrink_functions(CodeReader *r)
{
    BeamCode *code = r->in.code;
    code->functions = vm_realloc(code->functions, r->function_room * sizeof(BeamFunction),
                                 code->function_count * sizeof(BeamFunction));
}

bool beam_code_read(Bytes chunk, BeamCode *code, BeamLiterals *literals, BeamError *error)
{
    CodeReader r = {.in = {.bytes = chunk,
                           .code = code,
                           .literals = literals,
                           .literal_count = code->literal_count,
                           .error = error}};
    size_t spare_bytes;
    code->instrs = spare_take(SPARE_INSTRS, &spare_bytes);
    code->instr_room = (uint32_t)(spare_bytes / sizeof(GenericInstr));
    if (bytes_left(&chunk) > CODE_BYTES_MAX) {
        return beam_fail(error, "Code", 0, "chunk is too large");
    }
    bool is_end = false;
    bool is_ok = read_header(&r);
    operands_begin(&r.in);
    while (is_ok && !is_end) {
        is_ok = read_instr(&r, &is_end);
    }
    is_ok = is_ok && finish_functions(&r);
    shrink_functions(&r);
    return is_ok;
}
