// SPDX-License-Identifier: Apache-2.0
// fuzz_beam_file.c -- libFuzzer: any bytes as a .beam file, up to verified code. Nothing may crash
// or leak.
//
// Built with libFuzzer's main by `make fuzz-files` (FLAVOUR=asan), which gives it files that were made
// with their meaning in mind; alone it searches by itself: build/asan/fuzz/fuzz_beam_file DIR. Seeds
// are small .beam files. Atoms are never freed, so the table is made large and a run ends by itself when
// it is full (beam_parse refuses the file then).
#include "loader/beam_load.h"
#include "vm/code/export.h"
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
        export_init();
    }
    BeamError error;
    BeamCode *code = beam_parse(bytes, size, &error);
    CHECK(code != NULL || (error.chunk[0] != '\0' && error.reason[0] != '\0'));
    beam_parse_free(code);
    return 0;
}
