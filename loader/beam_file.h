// SPDX-License-Identifier: Apache-2.0
// beam_file.h -- the container: a .beam file as named slices of bytes. Copies nothing, except that
// a file compressed as a whole (gzip) is inflated into memory of its own.
//
// Read before: loader/beam_load.h     Read next: loader/beam_chunks.h
#pragma once

#include "loader/beam_code.h"

typedef enum BeamChunk {
    CHUNK_ATU8,
    CHUNK_CODE,
    CHUNK_STRT,
    CHUNK_IMPT,
    CHUNK_EXPT,
    CHUNK_FUNT,
    CHUNK_LITT,
    CHUNK_LINE,
    CHUNK_TYPE,
    CHUNK_ATTR,
    CHUNK_CINF,
    CHUNK_META,
    CHUNK_RECS,
    CHUNK_DBGB, // only for the checksum
    CHUNK_ATOM,
    CHUNK_COUNT,
} BeamChunk;

typedef struct BeamFile {
    Bytes chunks[CHUNK_COUNT]; // of size 0 when absent; point into the input or into `inflated`
    uint8_t *inflated;         // NULL: the input was not compressed
    size_t inflated_bytes;
} BeamFile;

// Finds the chunks. The required ones (AtU8, Code, ImpT, ExpT) are there and not empty afterwards.
// The input must outlive the BeamFile. On failure nothing is held; on success the caller frees
// `inflated` (beam_file_close, or by taking it over).
bool beam_file_open(BeamFile *file, const uint8_t *bytes, size_t size_bytes, BeamError *error);
void beam_file_close(BeamFile *file);
const char *beam_chunk_name(BeamChunk chunk);
// The module's MD5 as module_info(md5) reports it. holder: holds the input, see digest.h; NULL: nobody does.
Digest *beam_file_digest(const BeamFile *file, BinData *holder);
