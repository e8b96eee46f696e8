// SPDX-License-Identifier: Apache-2.0
// beam_load.c -- the whole pipeline from the bytes of a .beam file to code that can run. Start here
// for loading.
//
//   bytes --beam_file--> chunks --beam_chunks--> tables
//                               --beam_code----> generic instructions
//                                 --beam_verify--> the same, checked --beam_emit--> CodeBlock
//
// The idea: each arrow is one function that either succeeds or fills in a BeamError (chunk, offset,
// reason). Up to the verifier everything is data of this load alone; beam_emit makes the block that
// stays. Installing it is another matter (vm/code/module.h), so loading never disturbs running
// code.
//
// Invariants: 1. What comes out of beam_parse is what beam_verify.c promises; nothing after it
// checks the file again. 2. A failed load holds nothing but the atoms it has made.
//
// Read before: vm/main.c     Read next: loader/beam_file.c
#include "loader/beam_load.h"

#include <errno.h>
#include <stdio.h>

#include "loader/beam_chunks.h"
#include "loader/beam_emit.h"
#include "loader/beam_file.h"
#include "loader/beam_maps.h"
#include "loader/beam_verify.h"
#include "vm/base/alloc.h"
#include "vm/term/binary.h"
#include "vm/term/digest.h"

static void discard(BeamCode *code)
{
    if (code->literal_area != NULL) {
        literal_area_free(code->literal_area);
    }
    beam_code_free(code);
}

static BeamCode *parse(const uint8_t *bytes, size_t size_bytes, BinData *holder, BeamError *error)
{
    BeamFile file;
    *error = (BeamError){.offset = 0};
    if (!beam_file_open(&file, bytes, size_bytes, error)) {
        return NULL;
    }
    BeamCode *code = vm_calloc(sizeof *code);
    code->inflated = file.inflated;
    code->inflated_bytes = file.inflated_bytes;
    BeamLiterals literals;
    beam_literals_init(&literals);
    bool is_ok = beam_chunks_read(&file, code, &literals, error) &&
                 beam_code_read(file.chunks[CHUNK_CODE], code, &literals, error);
    if (is_ok) {
        code->digest = beam_file_digest(&file, holder);
        beam_maps_prepare(code, &literals);
        beam_chunks_finish(code, &literals);
        is_ok = beam_verify(code, error);
    } else {
        code->literal_count = 0; // not handed over
    }
    beam_literals_free(&literals);
    if (!is_ok) {
        discard(code);
        return NULL;
    }
    return code;
}

BeamCode *beam_parse(const uint8_t *bytes, size_t size_bytes, BeamError *error)
{
    return parse(bytes, size_bytes, NULL, error);
}

void beam_parse_free(BeamCode *code)
{
    if (code != NULL) {
        discard(code);
    }
}

CodeBlock *beam_load(const uint8_t *bytes, size_t size_bytes, BinData *holder, BeamError *error)
{
    vm_prepare_arena();
    BeamCode *code = parse(bytes, size_bytes, holder, error);
    if (code == NULL) {
        return NULL;
    }
    CodeBlock *block = beam_emit(code, error);
    if (block == NULL) {
        discard(code);
        return NULL;
    }
    beam_code_free(code);
    return block;
}

static CodeBlock *load_open_file(FILE *f, BeamError *error)
{
    fseek(f, 0, SEEK_END);
    const long end = ftell(f);
    rewind(f);
    const size_t size = end > 0 ? (size_t)end : 0;
    BinData *data = bin_data_new(size + 1);
    CodeBlock *block = NULL;
    vm_prepare_pages(data->bytes, size);
    if (fread(data->bytes, 1, size, f) == size) {
        block = beam_load(data->bytes, size, data, error);
    } else {
        beam_fail(error, "FOR1", 0, "cannot be read: %s", strerror(errno));
    }
    bin_data_release(data);
    return block;
}

CodeBlock *beam_load_file(const char *path, bool *is_there, BeamError *error)
{
    FILE *f = fopen(path, "rb");
    if (is_there != NULL) {
        *is_there = f != NULL;
    }
    if (f == NULL) {
        beam_fail(error, "FOR1", 0, "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    CodeBlock *block = load_open_file(f, error);
    fclose(f);
    return block;
}

// ---- questions about a file

static bool is_plain(const uint8_t *bytes, size_t size_bytes)
{
    return size_bytes >= 12 && memcmp(bytes, "FOR1", 4) == 0 && memcmp(bytes + 8, "BEAM", 4) == 0;
}

Bytes beam_load_chunk(const uint8_t *bytes, size_t size_bytes, const char *name)
{
    const Bytes none = bytes_of(bytes, 0);
    if (!is_plain(bytes, size_bytes)) {
        return none;
    }
    Bytes in = bytes_of(bytes + 4, size_bytes - 4);
    const size_t form_bytes = bytes_u32(&in);
    Bytes form = bytes_slice(&in, form_bytes);
    Bytes found = none;
    bytes_take(&form, 4);
    while (!form.bad && bytes_left(&form) > 0) {
        const uint8_t *id = bytes_take(&form, 4);
        const size_t chunk_bytes = bytes_u32(&form);
        const Bytes chunk = bytes_slice(&form, chunk_bytes);
        if (!form.bad && memcmp(id, name, 4) == 0) {
            found = chunk;
        }
        const size_t padding = (4 - chunk_bytes % 4) % 4;
        bytes_take(&form, padding < bytes_left(&form) ? padding : bytes_left(&form));
    }
    return form.bad ? none : found;
}

bool beam_load_md5(const uint8_t *bytes, size_t size_bytes, uint8_t digest[16])
{
    BeamFile file;
    BeamError error;
    if (!is_plain(bytes, size_bytes) || !beam_file_open(&file, bytes, size_bytes, &error)) {
        return false;
    }
    Digest *d = beam_file_digest(&file, NULL);
    memcpy(digest, digest_md5(d), 16);
    digest_release(d);
    beam_file_close(&file);
    return true;
}
