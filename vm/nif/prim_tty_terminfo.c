// SPDX-License-Identifier: Apache-2.0
// prim_tty_terminfo.c -- what a terminal can do: the functions of prim_tty that ask the terminfo
// library.
//
// Up to OTP 27 prim_tty speaks the old termcap names ("up", "nd"), from 28 on those of terminfo
// ("cuu1"); the library knows both. It is opened when it is first needed, so that Joist runs (as
// stock without it) where it is missing: nothing but a shell on a terminal needs it.
//
// INVARIANT. The library keeps what it knows of the terminal in static storage and answers in it:
// every call, and the copying of its answer, happens under `mutex`.
//
// Read before: vm/nif/prim_tty_nif.c
#include "vm/nif/prim_tty.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { CAPABILITY_MAX = 4096, PARAMETERS_MAX = 9, CAP_COLUMNS = 3 };

// The library's functions, by their prototypes in <term.h>.
#define TERMINFO_FUNCTIONS(X)                        \
    X(int, tgetent, (char *, const char *))          \
    X(int, tgetnum, (const char *))                  \
    X(int, tgetflag, (const char *))                 \
    X(char *, tgetstr, (const char *, char **))      \
    X(char *, tgoto, (const char *, int, int))       \
    X(int, tputs, (const char *, int, int (*)(int))) \
    X(int, setupterm, (const char *, int, int *))    \
    X(char *, tigetstr, (const char *))              \
    X(char *, tparm, (const char *, long, long, long, long, long, long, long, long, long))

#define DECLARE(result, name, arguments) static result(*name) arguments;
TERMINFO_FUNCTIONS(DECLARE)
#undef DECLARE

static void *library;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void)
{
    void *handle = dlopen("libtinfo.so.6", RTLD_NOW | RTLD_LOCAL);
    bool is_whole = handle != NULL;
    const struct {
        const char *name;
        void **function;
    } functions[] = {
#define ROW(result, name, arguments) {#name, (void **)&name},
        TERMINFO_FUNCTIONS(ROW)
#undef ROW
    };
    for (size_t i = 0; is_whole && i < sizeof functions / sizeof functions[0]; i++) {
        *functions[i].function = dlsym(handle, functions[i].name);
        is_whole = *functions[i].function != NULL;
    }
    library = is_whole ? handle : NULL;
}

// Locks; every function that got true ends with end().
static bool begin(void)
{
    pthread_once(&once, open_library);
    if (library == NULL) {
        return false;
    }
    pthread_mutex_lock(&mutex);
    return true;
}
static ERL_NIF_TERM end(ERL_NIF_TERM result)
{
    pthread_mutex_unlock(&mutex);
    return result;
}

// A name or capability: iodata. Copied, so that it certainly ends.
static bool get_text(ErlNifEnv *env, ERL_NIF_TERM t, char text[CAPABILITY_MAX])
{
    ErlNifBinary bytes;
    if (!enif_inspect_iolist_as_binary(env, t, &bytes) || bytes.size >= CAPABILITY_MAX) {
        return false;
    }
    memcpy(text, bytes.data, bytes.size);
    text[bytes.size] = '\0';
    return true;
}

static ERL_NIF_TERM make_ok(ErlNifEnv *env, const char *bytes, size_t size)
{
    ERL_NIF_TERM binary;
    memcpy(enif_make_new_binary(env, size, &binary), bytes, size);
    return enif_make_tuple2(env, enif_make_atom(env, "ok"), binary);
}

static ERL_NIF_TERM make_boolean(ErlNifEnv *env, bool value)
{
    return enif_make_atom(env, value ? "true" : "false");
}

// ---- asking

TTY_FUNCTION(tty_tgetent)
{
    (void)argc;
    char name[CAPABILITY_MAX];
    if (!get_text(env, argv[0], name)) {
        return enif_make_badarg(env);
    }
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    return end(tgetent(NULL, name) > 0 ? enif_make_atom(env, "ok")
                                       : tty_errno_error(env, "tgetent"));
}

TTY_FUNCTION(tty_setupterm)
{
    (void)argc, (void)argv;
    int why;
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    return end(setupterm(NULL, -1, &why) >= 0 ? enif_make_atom(env, "ok")
                                              : tty_errno_error(env, "setupterm"));
}

TTY_FUNCTION(tty_tgetnum)
{
    (void)argc;
    char name[CAPABILITY_MAX];
    if (!get_text(env, argv[0], name)) {
        return enif_make_badarg(env);
    }
    return begin() ? end(enif_make_int(env, tgetnum(name))) : tty_error(env, "enotsup");
}

TTY_FUNCTION(tty_tgetflag)
{
    (void)argc;
    char name[CAPABILITY_MAX];
    if (!get_text(env, argv[0], name)) {
        return enif_make_badarg(env);
    }
    return begin() ? end(make_boolean(env, tgetflag(name) != 0)) : tty_error(env, "enotsup");
}

TTY_FUNCTION(tty_tgetstr)
{
    (void)argc;
    char name[CAPABILITY_MAX], room[CAPABILITY_MAX], *to = room;
    if (!get_text(env, argv[0], name)) {
        return enif_make_badarg(env);
    }
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    const char *found = tgetstr(name, &to);
    return end(found ? make_ok(env, found, strlen(found)) : make_boolean(env, false));
}

TTY_FUNCTION(tty_tigetstr)
{
    (void)argc;
    char name[CAPABILITY_MAX];
    if (!get_text(env, argv[0], name)) {
        return enif_make_badarg(env);
    }
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    const char *found = tigetstr(name);
    if (found == (const char *)-1) {
        return end(enif_make_badarg(env));
    }
    return end(found ? make_ok(env, found, strlen(found)) : make_boolean(env, false));
}

// ---- what to send: tputs turns padding into zero bytes, one at a time

static char sent[CAPABILITY_MAX];
static size_t sent_size;

static int put_byte(int byte)
{
    if (sent_size < sizeof sent) {
        sent[sent_size++] = (char)byte;
    }
    return 0;
}

static ERL_NIF_TERM put_all(ErlNifEnv *env, const char *text)
{
    sent_size = 0;
    tputs(text, 1, put_byte);
    return make_ok(env, sent, sent_size);
}

TTY_FUNCTION(tty_tgoto)
{
    char capability[CAPABILITY_MAX];
    int column = 0, row = 0;
    if (!get_text(env, argv[0], capability) || (argc > 1 && !enif_get_int(env, argv[1], &column)) ||
        (argc > 2 && !enif_get_int(env, argv[2], &row))) {
        return enif_make_badarg(env);
    }
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    const char *text = tgoto(capability, column, row);
    return end(text ? put_all(env, text) : tty_errno_error(env, "tgoto"));
}

TTY_FUNCTION(tty_tputs)
{
    (void)argc;
    char capability[CAPABILITY_MAX];
    long n[PARAMETERS_MAX] = {0};
    ERL_NIF_TERM head, rest = argv[1];
    int count = 0;
    bool is_good = get_text(env, argv[0], capability);
    while (is_good && enif_get_list_cell(env, rest, &head, &rest)) {
        is_good = count < PARAMETERS_MAX && enif_get_long(env, head, &n[count++]);
    }
    if (!is_good || !enif_is_empty_list(env, rest)) {
        return enif_make_badarg(env);
    }
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    const char *text =
        count == 0 ? capability
                   : tparm(capability, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
    return end(text ? put_all(env, text) : tty_errno_error(env, "tparm"));
}

// ---- all names there are

// The library has three parallel arrays for each kind, ending in NULL.
static ERL_NIF_TERM make_names(ErlNifEnv *env, const char *const arrays[CAP_COLUMNS])
{
    static const char *const keys[CAP_COLUMNS] = {"name", "code", "full_name"};
    const char *const *column[CAP_COLUMNS];
    ERL_NIF_TERM key[CAP_COLUMNS], value[CAP_COLUMNS], list = enif_make_list(env, 0), map;
    for (int c = 0; c < CAP_COLUMNS; c++) {
        column[c] = dlsym(library, arrays[c]);
        key[c] = enif_make_atom(env, keys[c]);
        if (column[c] == NULL) {
            return list;
        }
    }
    for (size_t i = 0; column[0][i] && column[1][i] && column[2][i]; i++) {
        for (int c = 0; c < CAP_COLUMNS; c++) {
            value[c] = enif_make_string(env, column[c][i], ERL_NIF_LATIN1);
        }
        enif_make_map_from_arrays(env, key, value, CAP_COLUMNS, &map);
        list = enif_make_list_cell(env, map, list);
    }
    return list;
}

TTY_FUNCTION(tty_tinfo)
{
    (void)argc, (void)argv;
    static const char *const kinds[] = {"bool", "num", "str"};
    static const char *const arrays[][CAP_COLUMNS] = {
        {"boolnames", "boolcodes", "boolfnames"},
        {"numnames", "numcodes", "numfnames"},
        {"strnames", "strcodes", "strfnames"},
    };
    ERL_NIF_TERM key[3], value[3], map;
    if (!begin()) {
        return tty_error(env, "enotsup");
    }
    for (int i = 0; i < 3; i++) {
        key[i] = enif_make_atom(env, kinds[i]);
        value[i] = make_names(env, arrays[i]);
    }
    enif_make_map_from_arrays(env, key, value, 3, &map);
    return end(map);
}
