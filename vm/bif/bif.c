// SPDX-License-Identifier: Apache-2.0
// bif.c -- enters every row of bifs.def into the export table.
//
// From then on a call of the function goes to its C function, whoever makes it: an instruction that
// was loaded before or after, apply, or a fun. A module that is loaded later may have Erlang code
// under the same name (the stubs of erlang.beam): the loader leaves an export alone that is a BIF.
//
// Read before: vm/bif/bif.h     Read next: vm/bif/bif_arith.c
#include "vm/bif/bif.h"

void bif_init(void)
{
    static const struct {
        const char *module, *name;
        uint32_t arity, kind;
        BifFunction function;
    } rows[] = {
#define BIF(module, name, arity, function, kind, text) {#module, name, arity, kind, function},
#include "vm/bif/bifs.def"
#undef BIF
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Term module = atom_from_text(rows[i].module), name = atom_from_text(rows[i].name);
        export_set_bif(export_get(module, name, rows[i].arity), rows[i].function, rows[i].kind);
    }
}
