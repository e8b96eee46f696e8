// SPDX-License-Identifier: Apache-2.0
// bif_beam_file.c -- questions about the bytes of a .beam file: one chunk of it, the module's MD5.
//
// code:module_md5/1, code:get_chunk/2 and init ask these before anything is loaded. Bytes that are
// no .beam file are answered with undefined, never with an exception.
//
// Read before: loader/beam_load.h     Read next: vm/bif/bif_code.c
#include "loader/beam_load.h"
#include "vm/bif/argument.h"
#include "vm/term/binary.h"

// A list of four bytes: a chunk's name.
static bool read_name(Term list, char name[4])
{
    Term element;
    int64_t byte;
    for (int i = 0; i < 4; i++) {
        if (!argument_next(&list, &element) || !argument_in_range(element, 0, 255, &byte)) {
            return false;
        }
        name[i] = (char)byte;
    }
    return term_is_nil(list);
}

// beamfile_chunk(Binary, "Name"): the chunk as a part of the binary, or undefined
Term bif_erts_internal_beamfile_chunk_2(Process *p, Term *arg)
{
    char name[4];
    size_t size;
    uint8_t *copy;
    if (!read_name(arg[1], name)) {
        return bif_badarg(p);
    }
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (bytes == NULL) {
        return bif_badarg(p);
    }
    const Bytes chunk = beam_load_chunk(bytes, size, name);
    const size_t chunk_bytes = bytes_left(&chunk);
    Term result = ATOM_UNDEFINED;
    if (chunk_bytes > 0) {
        const uint64_t from = (uint64_t)(chunk.at - bytes) * 8;
        result = binary_part_bits(process_space(p), arg[0], from, (uint64_t)chunk_bytes * 8);
    }
    binary_bytes_free(copy, size);
    return result;
}

Term bif_erts_internal_beamfile_module_md5_1(Process *p, Term *arg)
{
    size_t size;
    uint8_t *copy, digest[16];
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (bytes == NULL) {
        return bif_badarg(p);
    }
    const bool is_module = beam_load_md5(bytes, size, digest);
    binary_bytes_free(copy, size);
    argument_charge(p, size, 256);
    return is_module ? space_binary(process_space(p), digest, sizeof digest) : ATOM_UNDEFINED;
}
