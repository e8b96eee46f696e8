// SPDX-License-Identifier: Apache-2.0
// info.c -- what this build of Joist has of Erlang/OTP's native functions.
//
// Two tables are compared: vm/bif/bifs.def, the BIFs of this build, and vm/bif/otp_bifs.def, the
// BIFs of each release in scope with the class of programs that need them. Nothing is executed and
// no OTP is needed. Functions of NIF libraries (prim_file, zlib, ...) are not BIFs and not counted.
#include "vm/info.h"

#include <sys/wait.h>
#include <unistd.h>

#include "loader/beam_emit.h"
#include "loader/beam_load.h"
#include "vm/base/alloc.h"
#include "vm/bif/bif.h"
#include "vm/code/module.h"
#include "vm/interp/interp.h"

#include "vm/base/platform.h"

#include <stdlib.h>

enum { RELEASE_COUNT = 3, NEED_COUNT = 5 };

typedef struct OtpBif {
    const char *module;
    const char *name;
    int arity;
    int need[RELEASE_COUNT];
} OtpBif;

static const char *const RELEASES[RELEASE_COUNT] = {"25", "27", "29"};
static const char *const NEEDS[NEED_COUNT] = {
    NULL, "a boot", "shell, erlc, elixir, iex, mix", "the rest of OTP and Elixir", "nothing in OTP",
};

static const OtpBif OTP_BIFS[] = {
#define OTP_BIF(module, name, arity, in_25, in_27, in_29) \
    {#module, name, arity, {in_25, in_27, in_29}},
#include "vm/bif/otp_bifs.def"
#undef OTP_BIF
};

static const OtpBif OURS[] = {
#define BIF(module, name, arity, function, kind, text) {#module, name, arity, {0}},
#include "vm/bif/bifs.def"
#undef BIF
};

enum {
    OTP_BIF_COUNT = sizeof(OTP_BIFS) / sizeof(OTP_BIFS[0]),
    OUR_COUNT = sizeof(OURS) / sizeof(OURS[0]),
};

static bool is_ours(const OtpBif *bif)
{
    for (size_t i = 0; i < OUR_COUNT; i++) {
        if (bif->arity == OURS[i].arity && strcmp(bif->name, OURS[i].name) == 0 &&
            strcmp(bif->module, OURS[i].module) == 0) {
            return true;
        }
    }
    return false;
}

static void count_release(FILE *out, int release, const bool *ours)
{
    fprintf(out, "Erlang/OTP %s\n", RELEASES[release]);
    for (int need = 1; need < NEED_COUNT; need++) {
        int have = 0, all = 0;
        for (size_t i = 0; i < OTP_BIF_COUNT; i++) {
            all += OTP_BIFS[i].need[release] == need;
            have += OTP_BIFS[i].need[release] == need && ours[i];
        }
        fprintf(out, "  needed by %-30s %3d of %3d\n", NEEDS[need], have, all);
    }
}

// One line per function: which releases need it how much ('-': absent there).
static void list_missing(FILE *out, const bool *ours)
{
    fprintf(out, "\nMissing (need in OTP 25, 27, 29; 1 a boot ... 4 nothing, - absent):\n");
    for (int need = 1; need < NEED_COUNT; need++) {
        for (size_t i = 0; i < OTP_BIF_COUNT; i++) {
            int most = NEED_COUNT;
            for (int r = 0; r < RELEASE_COUNT; r++) {
                int here = OTP_BIFS[i].need[r];
                most = here && here < most ? here : most;
            }
            if (ours[i] || most != need) {
                continue;
            }
            for (int r = 0; r < RELEASE_COUNT; r++) {
                fprintf(out, "%c ", OTP_BIFS[i].need[r] ? '0' + OTP_BIFS[i].need[r] : '-');
            }
            fprintf(out, " %s:%s/%d\n", OTP_BIFS[i].module, OTP_BIFS[i].name, OTP_BIFS[i].arity);
        }
    }
}

int info_missing(FILE *out)
{
    bool ours[OTP_BIF_COUNT];
    for (size_t i = 0; i < OTP_BIF_COUNT; i++) {
        ours[i] = is_ours(&OTP_BIFS[i]);
    }
    for (int release = 0; release < RELEASE_COUNT; release++) {
        count_release(out, release, ours);
    }
    list_missing(out, ours);
    return fflush(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// ---- joist info --variants FILE...: what tools/choose_variants.py reads

static bool load_or_complain(const char *path)
{
    BeamError error;
    const bool is_good = beam_load_file(path, NULL, &error) != NULL;
    if (!is_good) {
        fprintf(stderr, "joist: %s: %s chunk, offset %zu: %s\n", path, error.chunk, error.offset,
                error.reason);
    }
    return is_good;
}

// What loading needs, without a machine around it.
static void init_loading(void)
{
    atom_init(1 << 20);
    literal_init();
    export_init();
    module_init();
    interp_init();
    bif_init();
}

int info_variants(FILE *out, int count, char **files)
{
    init_loading();
    emit_count_wanted();
    for (int i = 0; i < count; i++) {
        load_or_complain(files[i]);
    }
    emit_print_wanted(out);
    return fflush(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// In a process of its own, since the tables of the machine are made once.
int info_check_file(const char *path)
{
    const pid_t child = fork();
    if (child == 0) {
        init_loading();
        _exit(load_or_complain(path) ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        return EXIT_FAILURE;
    }
    return WEXITSTATUS(status);
}
