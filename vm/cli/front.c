// SPDX-License-Identifier: Apache-2.0
// front.c -- the installed front ends (erlc, escript, elixir, mix, ...) run on this emulator.
//
// The idea: front ends are scripts and small C programs that look for an `erl` to start. They find
// ours:
//
//   PATH = <links>            erl, joist -> this executable       (called as `erl` it acts as erl)
//        : <root>/erts-V/bin  inet_gethost, epmd, ...             (as OTP's own launcher arranges it)
//        : what was there
//   ERLC_EMULATOR, ESCRIPT_EMULATOR, DIALYZER_EMULATOR = <links>/erl
//
// and hand this environment on to what they start, so a peer node, an escript or a compiler started
// from inside meets Joist again.
//
//   1. <links> is $XDG_CACHE_HOME/joist-<hash>, else /tmp/joist-<uid>-<hash>; the hash is that of
//      the executable's path, so two builds do not meet each other.
//   2. It is a real folder, ours, and nobody else may write to it; otherwise it is not used: a link
//      in a stranger's folder would run the stranger's program.
//   3. A link is never absent or half made: a new one is made under another name and renamed.
//   4. Making it again changes nothing, so any number of processes may do it at once.
#include "vm/cli/front.h"

#include "vm/base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGE_BYTES = PATH_MAX + 300 };

static const char *const LINKS[] = {"erl", "joist", NULL};

// Where the installed program lies: with OTP, or anywhere on PATH (with Elixir).
static const struct {
    const char *name;
    bool of_otp;
    const char *package;
} FRONTS[] = {
    {"erlc", true, "erlang-base"}, {"escript", true, "erlang-base"}, {"elixir", false, "elixir"},
    {"elixirc", false, "elixir"},  {"iex", false, "elixir"},         {"mix", false, "elixir"},
};

enum { FRONT_COUNT = sizeof(FRONTS) / sizeof(FRONTS[0]) };

// ---- the folder of links -----------------------------------------------------------------------

// FNV-1a. Different executables must get different folders; nothing depends on the value.
static uint64_t hash_path(const char *path)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *path; path++) {
        hash = (hash ^ (uint8_t)*path) * 0x100000001b3u;
    }
    return hash;
}

static void name_folder(const Install *install, char *folder)
{
    const char *cache = getenv("XDG_CACHE_HOME");
    unsigned long long hash = hash_path(install->executable);
    int length = PATH_MAX;
    if (cache && *cache == '/') {
        length = snprintf(folder, PATH_MAX, "%s/joist-%016llx", cache, hash);
    }
    if (length >= PATH_MAX - 32) { // room for the names of links
        snprintf(folder, PATH_MAX, "/tmp/joist-%lu-%016llx", (unsigned long)getuid(), hash);
    }
}

static bool make_folder(const char *folder, char *message)
{
    struct stat info;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        snprintf(
            message, MESSAGE_BYTES,
            "cannot make the folder %s (%s). Set XDG_CACHE_HOME to a folder that you may write to.",
            folder, strerror(errno));
        return false;
    }
    if (lstat(folder, &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != geteuid() ||
        (info.st_mode & (S_IWGRP | S_IWOTH))) {
        snprintf(
            message, MESSAGE_BYTES,
            "%s is not a folder that only you may write to. Remove it, or set XDG_CACHE_HOME to "
            "another folder.",
            folder);
        return false;
    }
    return true;
}

static bool make_link(const char *folder, const char *name, const char *target, char *message)
{
    char path[PATH_MAX + 32], fresh[PATH_MAX + 64], now[PATH_MAX];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    ssize_t length = readlink(path, now, sizeof(now) - 1);
    if (length > 0 && (size_t)length == strlen(target) &&
        memcmp(now, target, (size_t)length) == 0) {
        return true;
    }
    snprintf(fresh, sizeof(fresh), "%s.%ld", path, (long)getpid());
    unlink(fresh);
    if (symlink(target, fresh) != 0 || rename(fresh, path) != 0) {
        snprintf(
            message, MESSAGE_BYTES,
            "cannot make the link %.*s (%s). Set XDG_CACHE_HOME to a folder that you may write to.",
            PATH_MAX, path, strerror(errno));
        unlink(fresh);
        return false;
    }
    return true;
}

// ---- the environment ---------------------------------------------------------------------------

static bool is_folder_in(const char *at, size_t length, const char *folder)
{
    return strlen(folder) == length && memcmp(at, folder, length) == 0;
}

// Links first, then OTP's own programs, then what was there without further mention of the two.
static void set_path(const char *folder, const Install *install)
{
    const char *old = getenv("PATH");
    ByteVec path = {0};
    byte_vec_text(&path, folder);
    byte_vec_u8(&path, ':');
    byte_vec_text(&path, install->bindir);
    if (!old) {
        byte_vec_printf(&path, ":%s/bin", install->root);
    }
    while (old && *old) {
        size_t length = strcspn(old, ":");
        if (!is_folder_in(old, length, folder) && !is_folder_in(old, length, install->bindir)) {
            byte_vec_u8(&path, ':');
            byte_vec_add(&path, old, length);
        }
        old += length + (old[length] == ':');
    }
    byte_vec_u8(&path, '\0');
    setenv("PATH", (const char *)path.data, 1);
    byte_vec_free(&path);
}

bool front_prepare(const Install *install, char *message)
{
    char folder[PATH_MAX], erl[PATH_MAX + 8];
    name_folder(install, folder);
    if (!make_folder(folder, message)) {
        return false;
    }
    for (const char *const *name = LINKS; *name; name++) {
        if (!make_link(folder, *name, install->executable, message)) {
            return false;
        }
    }
    set_path(folder, install);
    snprintf(erl, sizeof(erl), "%s/erl", folder);
    setenv("ERLC_EMULATOR", erl, 1);
    setenv("ESCRIPT_EMULATOR", erl, 1);
    setenv("DIALYZER_EMULATOR", erl, 1);
    // As the script `erl` sets them for everything started from an emulator.
    setenv("EMU", "beam", 1);
    setenv("ROOTDIR", install->root, 1);
    setenv("BINDIR", install->bindir, 1);
    setenv("PROGNAME", "erl", 1);
    return true;
}

// ---- running one -------------------------------------------------------------------------------

static int find_front(const char *name)
{
    for (int i = 0; i < FRONT_COUNT; i++) {
        if (strcmp(name, FRONTS[i].name) == 0) {
            return i;
        }
    }
    return -1;
}

bool front_is_known(const char *name) { return find_front(name) >= 0; }

static bool find_program(const Install *install, int front, char *path)
{
    const char *name = FRONTS[front].name;
    if (FRONTS[front].of_otp) {
        if (snprintf(path, PATH_MAX, "%s/bin/%s", install->root, name) < PATH_MAX &&
            access(path, X_OK) == 0) {
            return true;
        }
        if (snprintf(path, PATH_MAX, "%s/%s", install->bindir, name) < PATH_MAX &&
            access(path, X_OK) == 0) {
            return true;
        }
    }
    return install_find_program(install, name, path);
}

int front_run(const Install *install, char **argv)
{
    char path[PATH_MAX], message[MESSAGE_BYTES];
    int front = find_front(argv[0]);
    if (front < 0 || !find_program(install, front, path)) {
        fprintf(stderr, "joist: %s is not installed. Put it on PATH (Debian: apt install %s).\n",
                argv[0], front < 0 ? argv[0] : FRONTS[front].package);
        return 1;
    }
    if (!front_prepare(install, message)) {
        fprintf(stderr, "joist: %s\n", message);
        return 1;
    }
    argv[0] = path;
    execv(path, argv);
    fprintf(stderr, "joist: cannot run %s: %s\n", path, strerror(errno));
    return 1;
}
