// SPDX-License-Identifier: Apache-2.0
// install.c -- where OTP, Elixir, their front ends and this executable lie on this computer.
//
// The idea: an OTP root is a folder with releases/ and erts-<version>/bin in it. Which of several
// erts it is, releases/start_erl.data says ("13.1.5 25": erts version, release). A root is found
// from a program: the real path of `erl` is <root>/bin/erl or <root>/erts-<version>/bin/erl.
//
//   1. A path found here is absolute and has no symbolic link in it.
//   2. On PATH our own links come first (vm/cli/front.c), so each candidate whose real path is this
//      executable is passed over: Joist never takes itself for the stock program.
//
// Exception to 1: install_find_program gives the path as PATH has it, since busybox-like programs
// look at the name they were called by.
#define _GNU_SOURCE
#include "vm/cli/install.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

// False also when it does not fit: a cut path would name another file.
static bool join_path(char *out, const char *folder, const char *rest)
{
    int length = snprintf(out, PATH_MAX, "%s/%s", folder, rest);
    return length > 0 && length < PATH_MAX;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_program(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

// Cuts the last part off; false at the top.
static bool cut_last(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path) {
        return false;
    }
    *slash = '\0';
    return true;
}

static bool read_start_data(Install *install)
{
    char path[PATH_MAX];
    if (!join_path(path, install->root, "releases/start_erl.data")) {
        return false;
    }
    FILE *file = fopen(path, "re");
    if (!file) {
        return false;
    }
    bool read = fscanf(file, "%31s %15s", install->erts_version, install->release) == 2;
    fclose(file);
    return read;
}

// Without start_erl.data: the newest erts-* folder, and the release folder with the highest number.
static void scan_versions(Install *install)
{
    char path[PATH_MAX];
    DIR *folder = opendir(install->root);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        if (strncmp(entry->d_name, "erts-", 5) == 0 &&
            strverscmp(entry->d_name + 5, install->erts_version) > 0) {
            snprintf(install->erts_version, sizeof(install->erts_version), "%.31s",
                     entry->d_name + 5);
        }
    }
    if (folder) {
        closedir(folder);
    }
    folder = join_path(path, install->root, "releases") ? opendir(path) : NULL;
    while (folder && (entry = readdir(folder))) {
        if (atoi(entry->d_name) > atoi(install->release)) {
            snprintf(install->release, sizeof(install->release), "%d", atoi(entry->d_name));
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static void find_executable(Install *install)
{
    if (!realpath("/proc/self/exe", install->executable)) {
        install->executable[0] = '\0';
    }
}

bool install_from_root(Install *install, const char *root, const char *bindir)
{
    char releases[PATH_MAX], erts[64];
    *install = (Install){0};
    find_executable(install);
    if (!realpath(root, install->root) || !join_path(releases, install->root, "releases") ||
        !is_folder(releases)) {
        return false;
    }
    if (!read_start_data(install)) {
        install->erts_version[0] = install->release[0] = '\0';
        scan_versions(install);
    }
    snprintf(erts, sizeof(erts), "erts-%s/bin", install->erts_version);
    if (bindir) {
        snprintf(install->bindir, PATH_MAX, "%s", bindir);
    } else if (!join_path(install->bindir, install->root, erts)) {
        return false;
    }
    return is_folder(install->bindir);
}

// Goes through PATH; returns the n-th executable of this name that is not Joist.
static bool search_path(const Install *install, const char *name, int n, char *path)
{
    const char *at = getenv("PATH");
    char real[PATH_MAX];
    while (at && *at) {
        const char *end = strchrnul(at, ':');
        int length = snprintf(path, PATH_MAX, "%.*s/%s", (int)(end - at), at, name);
        if (end > at && length < PATH_MAX && is_program(path) && realpath(path, real) &&
            strcmp(real, install->executable) != 0 && n-- == 0) {
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

bool install_find_program(const Install *install, const char *name, char *path)
{
    return search_path(install, name, 0, path);
}

// <root>/bin/erl or <root>/erts-V/bin/erl -> <root>
static bool find_from_erl(Install *install, const char *erl)
{
    char root[PATH_MAX];
    if (!realpath(erl, root) || !cut_last(root) || !cut_last(root)) {
        return false;
    }
    if (install_from_root(install, root, NULL)) {
        return true;
    }
    return cut_last(root) && install_from_root(install, root, NULL);
}

bool install_find(Install *install, const char **message)
{
    const char *wanted = getenv("JOIST_OTP_ROOT");
    if (wanted && *wanted) {
        *message =
            "JOIST_OTP_ROOT names no folder with an Erlang/OTP in it (one that has releases/ "
            "and erts-*/bin). Correct it, or unset it.";
        return install_from_root(install, wanted, NULL);
    }
    char path[PATH_MAX];
    Install here = {0};
    find_executable(&here);
    for (int n = 0; search_path(&here, "erl", n, path); n++) {
        if (find_from_erl(install, path)) {
            return true;
        }
    }
    *message =
        "no Erlang/OTP found. Install it (Debian: apt install erlang-base), put its `erl` on "
        "PATH, or set JOIST_OTP_ROOT to its folder.";
    return install_from_root(install, "/usr/lib/erlang", NULL);
}

bool install_find_elixir(const Install *install, char *path)
{
    char program[PATH_MAX], ebin[PATH_MAX];
    for (int n = 0; search_path(install, "elixir", n, program); n++) {
        if (realpath(program, path) && cut_last(path) && cut_last(path) &&
            strlen(path) + 5 < PATH_MAX) {
            strcat(path, "/lib");
            if (join_path(ebin, path, "elixir/ebin") && is_folder(ebin)) {
                return true;
            }
        }
    }
    return false;
}
