// SPDX-License-Identifier: Apache-2.0
// beam_file.c -- the container of a .beam file: chunks as slices of the input.
//
//   "FOR1" | size | "BEAM" | chunk | chunk | ...
//                             chunk = id (4 letters) | size | bytes | 0 to 3 bytes of padding
//
// It is the IFF format of 1985: every size is 32 bits, big-endian, and counts the bytes without
// padding; the file's size counts what follows it. A file may be compressed as a whole with gzip
// (erlc +compressed): then it is inflated first.
//
// The idea: one pass records where each chunk that we know lies. Nothing is copied, nothing inside
// a chunk is looked at.
//
// Invariants: 1. Every slice lies within the input (Bytes guarantees it). 2. The four required
// chunks are not empty.
// Exceptions, all as ERTS has them: bytes after the container are ignored; of two chunks with the
// same id the last one counts; unknown chunks are skipped. Other than ERTS: an inflated file may be
// at most INFLATED_MAX bytes.
//
// Read before: loader/beam_load.c     Read next: loader/beam_chunks.c
#include "loader/beam_file.h"

#include "vm/base/alloc.h"
#include "vm/term/digest.h"

#include <zlib.h>

enum { INFLATED_MAX = 256 << 20 };

static const char chunk_names[CHUNK_COUNT][5] = {
    [CHUNK_ATU8] = "AtU8", [CHUNK_CODE] = "Code", [CHUNK_STRT] = "StrT", [CHUNK_IMPT] = "ImpT",
    [CHUNK_EXPT] = "ExpT", [CHUNK_FUNT] = "FunT", [CHUNK_LITT] = "LitT", [CHUNK_LINE] = "Line",
    [CHUNK_TYPE] = "Type", [CHUNK_ATTR] = "Attr", [CHUNK_CINF] = "CInf", [CHUNK_META] = "Meta",
    [CHUNK_RECS] = "Recs", [CHUNK_DBGB] = "DbgB", [CHUNK_ATOM] = "Atom",
};

const char *beam_chunk_name(BeamChunk chunk) { return chunk_names[chunk]; }

// Runs the stream to its end, doubling the output as needed. The buffer is *out of *room bytes,
// also on failure.
static bool inflate_all(z_stream *stream, uint8_t **out, size_t *room)
{
    for (;;) {
        if (stream->total_out == *room) {
            if (*room >= INFLATED_MAX) {
                return false;
            }
            size_t more = *room * 2;
            *out = vm_realloc(*out, *room, more);
            *room = more;
        }
        stream->next_out = *out + stream->total_out;
        stream->avail_out = (uInt)(*room - stream->total_out);
        int status = inflate(stream, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            return true;
        }
        if (status != Z_OK) {
            return false;
        }
    }
}

static bool inflate_file(BeamFile *file, const uint8_t *bytes, size_t size_bytes, BeamError *error)
{
    enum { GZIP_ONLY = 16 };
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)size_bytes};
    if (size_bytes > INFLATED_MAX || inflateInit2(&stream, GZIP_ONLY + MAX_WBITS) != Z_OK) {
        return beam_fail(error, "gzip", 0, "compressed file is too large");
    }
    size_t room = size_bytes * 4 < 4096 ? 4096 : size_bytes * 4;
    uint8_t *out = vm_alloc(room);
    bool is_whole = inflate_all(&stream, &out, &room);
    size_t used = stream.total_out, consumed = stream.total_in;
    inflateEnd(&stream);
    if (!is_whole) {
        vm_free(out, room);
        return beam_fail(error, "gzip", consumed, "compressed file is damaged or too large");
    }
    if (used == 0) {
        vm_free(out, room);
        return beam_fail(error, "FOR1", 0, "compressed file is empty");
    }
    file->inflated = vm_realloc(out, room, used);
    file->inflated_bytes = used;
    return true;
}

static void record_chunk(BeamFile *file, const uint8_t *id, Bytes data)
{
    for (int i = 0; i < CHUNK_COUNT; i++) {
        if (memcmp(id, chunk_names[i], 4) == 0) {
            file->chunks[i] = data;
            return;
        }
    }
}

static bool find_chunks(BeamFile *file, Bytes in, BeamError *error)
{
    const uint8_t *magic = bytes_take(&in, 4);
    uint32_t form_size = bytes_u32(&in);
    if (in.bad || memcmp(magic, "FOR1", 4) != 0) {
        return beam_fail(error, "FOR1", 0, "not a BEAM file");
    }
    if (bytes_left(&in) < form_size) {
        return beam_fail(error, "FOR1", 4, "file is cut off: %u bytes announced, %zu there",
                         form_size, bytes_left(&in));
    }
    in.end = in.at + form_size;
    const uint8_t *type = bytes_take(&in, 4);
    if (type == NULL || memcmp(type, "BEAM", 4) != 0) {
        return beam_fail(error, "FOR1", 8, "not a BEAM file: form type is not BEAM");
    }
    while (bytes_left(&in) > 0) {
        size_t offset = bytes_offset(&in);
        const uint8_t *id = bytes_take(&in, 4);
        uint32_t size = bytes_u32(&in);
        Bytes data = bytes_slice(&in, size);
        bytes_take(&in, (4 - size % 4) % 4);
        if (in.bad) {
            return beam_fail(error, "FOR1", offset, "chunk is cut off");
        }
        record_chunk(file, id, data);
    }
    return true;
}

static bool require_chunk(const BeamFile *file, BeamChunk chunk, BeamError *error)
{
    return bytes_left(&file->chunks[chunk]) > 0 ||
           beam_fail(error, chunk_names[chunk], 0, "chunk is missing");
}

bool beam_file_open(BeamFile *file, const uint8_t *bytes, size_t size_bytes, BeamError *error)
{
    *file = (BeamFile){.inflated = NULL};
    if (size_bytes >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B) {
        if (!inflate_file(file, bytes, size_bytes, error)) {
            return false;
        }
        bytes = file->inflated;
        size_bytes = file->inflated_bytes;
    }
    bool is_ok = find_chunks(file, bytes_of(bytes, size_bytes), error);
    if (is_ok && bytes_left(&file->chunks[CHUNK_ATU8]) == 0 &&
        bytes_left(&file->chunks[CHUNK_ATOM]) > 0) {
        is_ok = beam_fail(error, "Atom", 0, "compiled by OTP 19 or older: Latin-1 atom table");
    }
    is_ok = is_ok && require_chunk(file, CHUNK_CODE, error) &&
            require_chunk(file, CHUNK_ATU8, error) && require_chunk(file, CHUNK_IMPT, error) &&
            require_chunk(file, CHUNK_EXPT, error);
    if (!is_ok) {
        beam_file_close(file);
    }
    return is_ok;
}

void beam_file_close(BeamFile *file)
{
    vm_free(file->inflated, file->inflated_bytes);
    file->inflated = NULL;
    file->inflated_bytes = 0;
}

// The fun table counts with its last column (an old hash that depended on the machine) as zero.
static uint8_t *copy_funs(Bytes b, size_t *size_bytes)
{
    enum { ROW = 24, ROW_BEFORE_UNIQ = 20 };
    *size_bytes = bytes_left(&b) < 4 ? 0 : 4 + (bytes_left(&b) - 4) / ROW * ROW;
    uint8_t *copy = vm_alloc(*size_bytes);
    if (copy != NULL) {
        memcpy(copy, b.at, *size_bytes);
    }
    for (size_t row = 4; row < *size_bytes; row += ROW) {
        memset(copy + row + ROW_BEFORE_UNIQ, 0, ROW - ROW_BEFORE_UNIQ);
    }
    return copy;
}

Digest *beam_file_digest(const BeamFile *file, BinData *holder)
{
    static const BeamChunk chunks[] = {CHUNK_ATU8, CHUNK_CODE, CHUNK_STRT, CHUNK_IMPT, CHUNK_EXPT,
                                       CHUNK_FUNT, CHUNK_LITT, CHUNK_META, CHUNK_RECS, CHUNK_DBGB};
    enum { CHUNKS = sizeof chunks / sizeof *chunks };
    static_assert((int)CHUNKS <= (int)DIGEST_PARTS, "digest.h");
    Bytes parts[CHUNKS];
    uint32_t count = 0;
    size_t funs_bytes;
    uint8_t *funs = copy_funs(file->chunks[CHUNK_FUNT], &funs_bytes);
    for (size_t i = 0; i < CHUNKS; i++) {
        const Bytes part =
            chunks[i] == CHUNK_FUNT ? bytes_of(funs, funs_bytes) : file->chunks[chunks[i]];
        if (bytes_left(&part) > 0) {
            parts[count++] = part;
        }
    }
    return digest_of_parts(parts, count, funs, funs_bytes, file->inflated ? NULL : holder);
}
