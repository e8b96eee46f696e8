// SPDX-License-Identifier: Apache-2.0
// bif.c -- enters the rows of bifs.def that the release has into the export table.
//
// otp_bifs.def says which functions each release has; a row of bifs.def that is not in it at all
// (none is) would be there in all of them. A function that is native in one release is often Erlang
// code in another.
// From then on a call of the function goes to its C function, whoever makes it: an instruction that
// was loaded before or after, apply, or a fun. A module that is loaded later may have Erlang code
// under the same name (the stubs of erlang.beam): the loader leaves an export alone that is a BIF.
//
// Read before: vm/bif/bif.h     Read next: vm/bif/bif_arith.c
#include "vm/bif/bif.h"

#include "vm/base/release.h"
#include "vm/bif/iolist.h"

typedef struct BifName {
    const char *module, *name;
    uint32_t arity;
} BifName;

static int compare(const BifName *a, const BifName *b)
{
    const int modules = strcmp(a->module, b->module);
    const int names = modules ? modules : strcmp(a->name, b->name);
    return names ? names : (int)a->arity - (int)b->arity;
}

// Is it among the functions of this release? Both tables are sorted: the answer for one row is
// looked for where that of the row before was found.
static bool is_in_release(const BifName *bif)
{
    static const struct {
        BifName bif;
        int need[3];
    } rows[] = {
#define OTP_BIF(module, name, arity, in_25, in_27, in_29) \
    {{#module, name, arity}, {in_25, in_27, in_29}},
#include "vm/bif/otp_bifs.def"
#undef OTP_BIF
    };
    static size_t at;
    while (at < sizeof rows / sizeof *rows && compare(&rows[at].bif, bif) < 0) {
        at++;
    }
    return at == sizeof rows / sizeof *rows || compare(&rows[at].bif, bif) != 0 ||
           rows[at].need[release_column()] != 0;
}

void bif_init(void)
{
    static const struct {
        BifName bif;
        uint32_t kind;
        BifFunction function;
    } rows[] = {
#define BIF(module, name, arity, function, kind, text) {{#module, name, arity}, kind, function},
#include "vm/bif/bifs.def"
#undef BIF
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const BifName *bif = &rows[i].bif;
        if (is_in_release(bif)) {
            Term module = atom_from_text(bif->module), name = atom_from_text(bif->name);
            export_set_bif(export_get(module, name, bif->arity), rows[i].function, rows[i].kind);
        }
    }
    iolist_init();
}
