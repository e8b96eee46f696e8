// SPDX-License-Identifier: Apache-2.0
// fuzz_beam_file.c -- libFuzzer: any bytes as a .beam file, up to verified code. Nothing may crash
// or leak.
//
// Build (from the root): clang-19 -std=gnu17 -g -O1 -fno-strict-aliasing -fwrapv -I. -DDEBUG_CHECKS
//   -fsanitize=fuzzer,address,undefined -fno-sanitize=function beam_tests/fuzz/fuzz_beam_file.c
//   with what test_beam_load.c is linked with.
// Seeds are small .beam files (strip Dbgi first: beam_lib:strip_files/1). Atoms are never freed, so
// the table is made large and a run ends by itself when it is full (beam_parse refuses the file
// then).
#include "loader/beam_load.h"
#include "vm/heap/literal.h"
#include "vm/term/atom.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static bool is_ready;
    if (!is_ready) {
        is_ready = true;
        atom_init(1 << 20);
        literal_init();
    }
    BeamError error;
    beam_parse_free(beam_parse(bytes, size, &error));
    return 0;
}
