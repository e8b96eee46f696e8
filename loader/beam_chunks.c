// SPDX-License-Identifier: Apache-2.0
// beam_chunks.c -- one reader per chunk: bytes to tables. All numbers are 32 bits big-endian unless
// said otherwise.
//
//   AtU8   count, then per atom: length, UTF-8. Atom 1 is the module's name. Lengths are bytes; if
//          count is negative (OTP 28 on) it counts downwards and lengths are compact numbers
//   ImpT   count, then module atom, function atom, arity
//   ExpT   count, then function atom, arity, label
//   FunT   count, then function atom, arity, label, index, free variables, old unique number
//   LitT   size when inflated, zlib data -> count, then per literal: size, external term;
//          size 0 (OTP 28 on): the same without zlib
//   Line   0, flags, line instructions, lines, files; then compact numbers: `a` n: the file is n
//          from here on, `i` n: a line; then per file: 16 bits length, UTF-8. File 0 is
//          "Module.erl", line 0 means none; neither is written
//   Type   version, count, entries: see read_type_entry
//   Recs   0, records, fields in all; then per record the bytes of an instruction call_last Name IsExported
//          [Field, Default, ...], where a default that is an untagged number says that there is none
//   Attr, CInf   one external term            StrT   bytes
//
// The idea: each reader checks the count against the bytes that are left before it allocates, so a
// lie about a count costs nothing. Indexes into AtU8 become terms at once; labels stay numbers,
// which the verifier checks.
//
// Invariants: 1. The arrays of BeamCode are as long as their counts, whatever fails when
// (beam_code_free depends on it). 2. Until beam_chunks_finish, files[], attributes and compile_info
// hold indexes into literals.
// Exceptions: a Type or Line chunk of an unknown version is ignored; LocT, Dbgi, Docs, ... are
// never read.
// Elsewhere: types are claims which nobody verifies; who uses one must survive that it is wrong.
//
// Read before: loader/beam_file.c     Read next: loader/beam_operand.c
#include "loader/beam_chunks.h"

#include "loader/beam_operand.h"
#include "loader/opcodes.h"
#include "vm/base/alloc.h"
#include "vm/term/atom.h"
#include "vm/term/etf.h"
#include "vm/term/record.h"

#include <zlib.h>

enum { ARITY_MAX = 255 };

// What every reader needs.
typedef struct ChunkReader {
    Bytes bytes;
    BeamChunk chunk;
    BeamCode *code;
    BeamLiterals *literals;
    BeamError *error;
} ChunkReader;

static bool fail(ChunkReader *r, const char *what)
{
    return beam_fail(r->error, beam_chunk_name(r->chunk), bytes_offset(&r->bytes), "%s", what);
}

// A count of entries that take at least entry_bytes each.
static bool read_count(ChunkReader *r, size_t entry_bytes, uint32_t *count)
{
    *count = bytes_u32(&r->bytes);
    if (r->bytes.bad || *count > bytes_left(&r->bytes) / entry_bytes) {
        return fail(r, "table is cut off");
    }
    return true;
}

// An index into AtU8; TERM_NONE when out of range.
static Term read_atom_index(ChunkReader *r)
{
    uint32_t index = bytes_u32(&r->bytes);
    return index >= 1 && index <= r->code->atom_count ? r->code->atoms[index] : TERM_NONE;
}

// ---- AtU8

static bool read_atom_size(ChunkReader *r, bool is_long, uint32_t *size)
{
    if (is_long) {
        return compact_read_u32(&r->bytes, size);
    }
    *size = bytes_u8(&r->bytes);
    return !r->bytes.bad;
}

static bool read_atoms(ChunkReader *r)
{
    uint32_t count = bytes_u32(&r->bytes);
    bool is_long = count >> 31;
    count = is_long ? -count : count;
    if (r->bytes.bad || count > bytes_left(&r->bytes)) {
        return fail(r, "table is cut off");
    }
    if (count == 0) {
        return fail(r, "no atom, so no module name");
    }
    Term *atoms = vm_alloc(((size_t)count + 1) * sizeof(Term));
    atoms[0] = TERM_NIL;
    r->code->atoms = atoms;
    r->code->atom_count = count;
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t size;
        const uint8_t *text = NULL;
        if (!read_atom_size(r, is_long, &size) || (text = bytes_take(&r->bytes, size)) == NULL) {
            return fail(r, "table is cut off");
        }
        atoms[i] = atom_from_utf8((const char *)text, size);
        if (term_is_none(atoms[i])) {
            return fail(r, "atom is not UTF-8, too long, or one too many");
        }
    }
    r->code->module = atoms[1];
    return true;
}

// ---- ImpT, ExpT, FunT

static bool read_imports(ChunkReader *r)
{
    uint32_t count;
    if (!read_count(r, 12, &count)) {
        return false;
    }
    BeamImport *imports = vm_alloc(count * sizeof *imports);
    r->code->imports = imports;
    r->code->import_count = count;
    for (uint32_t i = 0; i < count; i++) {
        imports[i] = (BeamImport){.module = read_atom_index(r), .function = read_atom_index(r)};
        imports[i].arity = bytes_u32(&r->bytes);
        if (term_is_none(imports[i].module) || term_is_none(imports[i].function) ||
            imports[i].arity > ARITY_MAX) {
            return fail(r, "malformed import");
        }
    }
    return true;
}

static bool read_exports(ChunkReader *r)
{
    uint32_t count;
    if (!read_count(r, 12, &count)) {
        return false;
    }
    BeamExport *exports = vm_alloc(count * sizeof *exports);
    r->code->exports = exports;
    r->code->export_count = count;
    for (uint32_t i = 0; i < count; i++) {
        exports[i] = (BeamExport){.function = read_atom_index(r)};
        exports[i].arity = bytes_u32(&r->bytes);
        exports[i].label = bytes_u32(&r->bytes);
        if (term_is_none(exports[i].function) || exports[i].arity > ARITY_MAX) {
            return fail(r, "malformed export");
        }
    }
    return true;
}

static bool read_funs(ChunkReader *r)
{
    uint32_t count;
    if (!read_count(r, 24, &count)) {
        return false;
    }
    BeamFun *funs = vm_alloc(count * sizeof *funs);
    r->code->funs = funs;
    r->code->fun_count = count;
    for (uint32_t i = 0; i < count; i++) {
        BeamFun *f = &funs[i];
        *f = (BeamFun){.name = read_atom_index(r)};
        f->arity = bytes_u32(&r->bytes);
        f->label = bytes_u32(&r->bytes);
        f->index = bytes_u32(&r->bytes);
        f->free_count = bytes_u32(&r->bytes);
        f->old_uniq = bytes_u32(&r->bytes);
        if (term_is_none(f->name) || f->arity > ARITY_MAX || f->free_count > f->arity) {
            return fail(r, "malformed fun");
        }
    }
    // The rest must be nothing: the checksum is defined over whole rows only.
    return bytes_left(&r->bytes) == 0 || fail(r, "bytes after the last fun");
}

// ---- LitT, Attr, CInf

static bool read_external(ChunkReader *r, Bytes *b, uint32_t *index)
{
    const char *reason = "malformed external term";
    Term t = etf_decode(&r->literals->space, b, 0, &reason);
    if (term_is_none(t)) {
        return beam_fail(r->error, beam_chunk_name(r->chunk), bytes_offset(&r->bytes), "%s",
                         reason);
    }
    *index = beam_literals_add(r->literals, t);
    return true;
}

static bool read_plain_literals(ChunkReader *r)
{
    uint32_t count;
    if (!read_count(r, 6, &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t size = bytes_u32(&r->bytes), index;
        Bytes term = bytes_slice(&r->bytes, size);
        if (r->bytes.bad) {
            return fail(r, "literal is cut off");
        }
        if (!read_external(r, &term, &index)) {
            return false;
        }
    }
    r->code->literal_count = count;
    return true;
}

static bool read_literals(ChunkReader *r)
{
    enum { DEFLATE_RATIO_MAX = 1032, SLACK = 64 }; // of zlib's format
    uint32_t size = bytes_u32(&r->bytes);
    if (r->bytes.bad) {
        return fail(r, "chunk is cut off");
    }
    if (size == 0) {
        return read_plain_literals(r);
    }
    if (size / DEFLATE_RATIO_MAX > bytes_left(&r->bytes) + SLACK) {
        return fail(r, "announced size is impossible");
    }
    uint8_t *plain = vm_alloc(size);
    uLongf plain_size = size;
    bool is_ok;
    if (uncompress(plain, &plain_size, r->bytes.at, bytes_left(&r->bytes)) == Z_OK) {
        ChunkReader inner = *r;
        inner.bytes = bytes_of(plain, plain_size);
        is_ok = read_plain_literals(&inner);
    } else {
        is_ok = fail(r, "damaged zlib data");
    }
    vm_free(plain, size);
    return is_ok;
}

// ---- Line

static bool read_line_items(ChunkReader *r, uint32_t count)
{
    BeamLine *lines = r->code->lines;
    uint32_t file = 0, i = 1;
    while (i < count) {
        Compact c;
        if (!compact_read(&r->bytes, &c) || c.large != NULL || c.value > INT32_MAX) {
            return fail(r, "malformed line");
        }
        if (c.tag == COMPACT_A && c.value < r->code->file_count) {
            file = (uint32_t)c.value;
        } else if (c.tag == COMPACT_I) {
            lines[i++] = (BeamLine){.file = file, .line = (uint32_t)c.value};
        } else {
            return fail(r, "malformed line, or file index out of range");
        }
    }
    return true;
}

// Decodes one UTF-8 character; -1 when malformed.
static int32_t read_character(Bytes *b)
{
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    uint8_t first = bytes_u8(b);
    if (first < 0x80) {
        return first;
    }
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    uint32_t code = first & (0x3Fu >> more);
    bool is_ok = first >= 0xC2 && first <= 0xF4;
    for (int i = 0; i < more; i++) {
        uint8_t next = bytes_u8(b);
        is_ok = is_ok && (next & 0xC0) == 0x80;
        code = code << 6 | (next & 0x3F);
    }
    is_ok = is_ok && code >= least[more] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    return is_ok && !b->bad ? (int32_t)code : -1;
}

// A name as a list of characters; TERM_NONE when it is not UTF-8.
static Term name_to_list(Space *space, Bytes name)
{
    Term list = TERM_NIL, *tail = &list;
    while (bytes_left(&name) > 0) {
        int32_t character = read_character(&name);
        if (character < 0) {
            return TERM_NONE;
        }
        *tail = space_cons(space, small_make(character), TERM_NIL);
        tail = &cons_words(*tail)[1];
    }
    return list;
}

static uint32_t add_module_file(ChunkReader *r)
{
    static const char suffix[] = ".erl";
    const AtomName *name = atom_name(r->code->module);
    uint8_t text[ATOM_MAX_BYTES + sizeof suffix];
    memcpy(text, name->text, name->size);
    memcpy(text + name->size, suffix, sizeof suffix - 1);
    Bytes b = bytes_of(text, name->size + sizeof suffix - 1);
    return beam_literals_add(r->literals, name_to_list(&r->literals->space, b));
}

static bool read_file_names(ChunkReader *r)
{
    Term *files = r->code->files;
    for (uint32_t i = 1; i < r->code->file_count; i++) {
        Bytes name = bytes_slice(&r->bytes, bytes_u16(&r->bytes));
        Term list = name.bad ? TERM_NONE : name_to_list(&r->literals->space, name);
        if (term_is_none(list)) {
            return fail(r, "malformed file name");
        }
        // An empty name stands for the module's own file.
        files[i] = term_is_nil(list) ? files[0] : beam_literals_add(r->literals, list);
    }
    return true;
}

static void make_line_tables(ChunkReader *r, uint32_t line_count, uint32_t file_count)
{
    BeamCode *code = r->code;
    code->lines = vm_calloc(line_count * sizeof(BeamLine));
    code->line_count = line_count;
    code->files = vm_calloc(file_count * sizeof(Term));
    code->file_count = file_count;
    code->files[0] = add_module_file(r);
}

static bool read_lines(ChunkReader *r)
{
    uint32_t version = bytes_u32(&r->bytes);
    if (bytes_left(&r->bytes) == 0 || version != 0) {
        make_line_tables(r, 1, 1);
        return true;
    }
    bytes_u32(&r->bytes); // flags
    bytes_u32(&r->bytes); // number of line instructions
    uint32_t line_count = bytes_u32(&r->bytes), file_count = bytes_u32(&r->bytes);
    size_t left = bytes_left(&r->bytes);
    if (r->bytes.bad || line_count > left || file_count > left / 2) {
        make_line_tables(r, 1, 1);
        return fail(r, "table is cut off");
    }
    make_line_tables(r, line_count + 1, file_count + 1);
    return read_line_items(r, line_count + 1) && read_file_names(r);
}

// ---- Type

// The formats differ in whether there is a bit for match contexts (1, 2) or records (4), and in the
// place of the bits that say which limits follow.
static uint32_t widen_types(uint32_t bits, uint32_t version)
{
    if (version <= 2) {
        return bits & 0x1FFF;
    }
    uint32_t low = bits & 3, high = (bits & 0xFFC) << 1;
    return low | high | (version >= 4 && (bits & 0x1000) ? BEAM_TYPE_RECORD : 0);
}

static bool read_type_entry(ChunkReader *r, uint32_t version, BeamType *t)
{
    uint32_t bits = bytes_u16(&r->bytes);
    *t = (BeamType){.types = widen_types(bits, version), .unit = 1};
    if (version == 1) {
        t->min = (int64_t)bytes_u64(&r->bytes);
        t->max = (int64_t)bytes_u64(&r->bytes);
        t->has_min = t->has_max = t->min <= t->max;
    } else {
        uint32_t flags = bits >> (version == 3 ? 12 : 13);
        if ((t->has_min = flags & 1)) {
            t->min = (int64_t)bytes_u64(&r->bytes);
        }
        if ((t->has_max = flags >> 1 & 1)) {
            t->max = (int64_t)bytes_u64(&r->bytes);
        }
        if (flags >> 2 & 1) {
            t->unit = bytes_u8(&r->bytes) + 1u;
        }
    }
    return !r->bytes.bad && t->types != 0;
}

static bool read_types(ChunkReader *r)
{
    enum { VERSION_MAX = 4 };
    uint32_t version = bytes_u32(&r->bytes), count;
    if (r->bytes.bad || version < 1 || version > VERSION_MAX) {
        return true;
    }
    if (!read_count(r, version == 1 ? 18 : 2, &count)) {
        return false;
    }
    r->code->types = vm_calloc(count * sizeof(BeamType));
    r->code->type_count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (!read_type_entry(r, version, &r->code->types[i])) {
            return fail(r, "malformed type");
        }
    }
    return true;
}

// ---- the others, and all together

static bool read_info(ChunkReader *r, Term *index)
{
    uint32_t at;
    if (bytes_left(&r->bytes) == 0) {
        *index = beam_literals_add(r->literals, TERM_NIL);
        return true;
    }
    if (!read_external(r, &r->bytes, &at)) {
        return false;
    }
    *index = at;
    return true;
}

static bool read_attributes(ChunkReader *r) { return read_info(r, &r->code->attributes); }
static bool read_compile_info(ChunkReader *r) { return read_info(r, &r->code->compile_info); }

static bool read_strings(ChunkReader *r)
{
    r->code->strings = r->bytes.at;
    r->code->string_size = (uint32_t)bytes_left(&r->bytes);
    return true;
}

// ---- Recs

static bool is_atom_operand(const Operand *o)
{
    return o->kind == OPERAND_TERM && term_is_atom(o->value);
}
static bool is_default(const Operand *o)
{
    return o->kind == OPERAND_TERM || o->kind == OPERAND_LITERAL || o->kind == OPERAND_U;
}

// Name IsExported Fields have been read into operands from `first` on.
static bool take_record(ChunkReader *r, uint32_t first, BeamRecord *record)
{
    const Operand *a = &r->code->operands[first];
    bool is_ok = is_atom_operand(&a[0]) && is_atom_operand(&a[1]) && a[2].kind == OPERAND_LIST &&
                 a[2].count % 2 == 0 && (a[1].value == ATOM_TRUE || a[1].value == ATOM_FALSE);
    if (!is_ok) {
        return fail(r, "malformed record");
    }
    const Operand *fields = &r->code->operands[a[2].value];
    *record =
        (BeamRecord){.name = a[0].value, .fields = (uint32_t)a[2].value, .count = a[2].count / 2};
    Term *keys = vm_alloc((record->count + 1) * sizeof *keys);
    for (uint32_t i = 0; i < record->count; i++) {
        is_ok = is_ok && is_atom_operand(&fields[2 * i]) && is_default(&fields[2 * i + 1]);
        keys[i] = fields[2 * i].value;
    }
    Term definition = is_ok ? record_define(&r->literals->space, r->code->module, a[0].value,
                                            a[1].value, keys, record->count)
                            : TERM_NONE;
    vm_free(keys, (record->count + 1) * sizeof *keys);
    if (term_is_none(definition)) {
        return fail(r, "malformed field, or twice the same");
    }
    record->definition = beam_literals_add(r->literals, definition);
    return true;
}

static bool read_records(ChunkReader *r)
{
    BeamCode *code = r->code;
    uint32_t version = bytes_u32(&r->bytes), count = bytes_u32(&r->bytes);
    bytes_u32(&r->bytes); // number of fields
    if (r->bytes.bad || version != 0 || count > bytes_left(&r->bytes)) {
        return fail(r, "unknown version, or table is cut off");
    }
    code->records = vm_calloc(count * sizeof *code->records);
    code->record_count = count;
    OperandReader in = {.bytes = r->bytes,
                        .code = code,
                        .literals = r->literals,
                        .literal_count = code->literal_count,
                        .error = r->error};
    bool is_ok = true;
    operands_begin(&in);
    for (uint32_t i = 0; i < count && is_ok; i++) {
        uint32_t first;
        is_ok = bytes_u8(&in.bytes) == OP_call_last || fail(r, "malformed record");
        is_ok = is_ok && operands_read(&in, 3, &first) && take_record(r, first, &code->records[i]);
    }
    return is_ok;
}

bool beam_chunks_read(const BeamFile *file, BeamCode *code, BeamLiterals *literals,
                      BeamError *error)
{
    static const struct {
        BeamChunk chunk;
        bool may_be_absent; // then it is not called
        bool (*read)(ChunkReader *r);
    } readers[] = {
        {CHUNK_ATU8, false, read_atoms},      {CHUNK_IMPT, false, read_imports},
        {CHUNK_EXPT, false, read_exports},    {CHUNK_FUNT, true, read_funs},
        {CHUNK_LITT, true, read_literals},    {CHUNK_LINE, false, read_lines},
        {CHUNK_TYPE, true, read_types},       {CHUNK_STRT, true, read_strings},
        {CHUNK_ATTR, false, read_attributes}, {CHUNK_CINF, false, read_compile_info},
        {CHUNK_RECS, true, read_records},
    };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        ChunkReader r = {.bytes = file->chunks[readers[i].chunk],
                         .chunk = readers[i].chunk,
                         .code = code,
                         .literals = literals,
                         .error = error};
        bool is_absent = bytes_left(&r.bytes) == 0;
        if (!(is_absent && readers[i].may_be_absent) && !readers[i].read(&r)) {
            return false;
        }
    }
    return true;
}

void beam_chunks_finish(BeamCode *code, BeamLiterals *literals)
{
    beam_literals_finish(literals, &code->literal_area);
    const Term *terms = literals->terms;
    for (uint32_t next = code->last_literal_operand; next != 0;) {
        Operand *o = &code->operands[next - 1];
        next = o->count;
        *o = (Operand){.kind = OPERAND_TERM, .value = terms[o->value]};
    }
    for (uint32_t i = 0; i < code->file_count; i++) {
        code->files[i] = terms[code->files[i]];
    }
    for (uint32_t i = 0; i < code->record_count; i++) {
        code->records[i].definition = terms[code->records[i].definition];
    }
    code->attributes = terms[code->attributes];
    code->compile_info = terms[code->compile_info];
    code->literals =
        vm_realloc(literals->terms, literals->room * sizeof(Term), literals->count * sizeof(Term));
    code->literal_count = literals->count;
    literals->terms = NULL;
    literals->count = literals->room = 0;
}
