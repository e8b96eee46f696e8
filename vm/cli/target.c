// SPDX-License-Identifier: Apache-2.0
// target.c -- FILE.beam and M.f of a command line -> which function of which module is meant.
//
//   dir/Elixir.A.beam                  folder "dir", file_module "Elixir.A", module the same
//   dir/a.beam --call B.C.go           folder "dir", file_module "a", module "Elixir.B.C", "go"
//
// The file's name is the module's, as everywhere in OTP. Only the first bytes of a file are looked
// at here: whether it loads is for a machine to say.
#include "vm/cli/target.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>

static bool complain(const char *format, const char *word)
{
    fputs("joist: ", stderr);
    fprintf(stderr, format, word);
    fputc('\n', stderr);
    return false;
}

bool target_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

// A .beam file begins with FOR1, or is gzip-compressed.
static bool check_file(const char *path)
{
    if (target_ends_with(path, ".erl")) {
        return complain("%s is source text. Compile it first: joist erlc FILE.erl", path);
    }
    if (target_ends_with(path, ".ex") || target_ends_with(path, ".exs")) {
        return complain(
            "%s is source text. Compile it first (joist elixirc FILE.ex), or run it as a "
            "script: joist elixir FILE.exs",
            path);
    }
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "joist: cannot open %s: %s\n", path, strerror(errno));
        return false;
    }
    uint8_t start[4] = {0};
    size_t read = fread(start, 1, sizeof(start), file);
    fclose(file);
    bool is_beam =
        read == 4 && (memcmp(start, "FOR1", 4) == 0 || (start[0] == 0x1f && start[1] == 0x8b));
    if (!is_beam || !target_ends_with(path, ".beam")) {
        return complain("%s is no .beam file, as erlc or elixirc make them.", path);
    }
    return true;
}

static bool split_file(Target *target, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    size_t name = strlen(base) - strlen(".beam");
    size_t folder = slash ? (size_t)(slash - path) : 0;
    if (name >= sizeof(target->file_module) || folder >= PATH_MAX) {
        return complain("the name %s is too long", path);
    }
    memcpy(target->file_module, base, name);
    memcpy(target->folder, path, folder);
    if (!folder) {
        strcpy(target->folder, slash ? "/" : ".");
    }
    target->elixir = strncmp(target->file_module, "Elixir.", 7) == 0;
    strcpy(target->module, target->file_module);
    return true;
}

// "M.f", "M:f", or Elixir's "A.B.f"; an upper case first letter means Elixir.A.B.
bool target_call(Target *target, const char *call)
{
    const char *mark = strrchr(call, ':');
    mark = mark ? mark : strrchr(call, '.');
    size_t name = mark ? (size_t)(mark - call) : 0;
    if (!name || !mark[1] || name + 8 > sizeof(target->module) ||
        strlen(mark + 1) >= sizeof(target->function)) {
        return complain("--call wants MODULE.FUNCTION, not `%s`", call);
    }
    bool alias = call[0] >= 'A' && call[0] <= 'Z' && strncmp(call, "Elixir.", 7) != 0;
    snprintf(target->module, sizeof(target->module), "%s%.*s", alias ? "Elixir." : "", (int)name,
             call);
    strcpy(target->function, mark + 1);
    target->elixir |= strncmp(target->module, "Elixir.", 7) == 0;
    return true;
}

bool target_of(Target *target, const char *path)
{
    *target = (Target){0};
    return check_file(path) && split_file(target, path);
}

bool target_elixir_paths(Words *out, const char *lib, size_t hidden)
{
    DIR *folder = opendir(lib);
    struct dirent *entry;
    if (!folder) {
        return false;
    }
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] != '.') {
            words_add(out, "-pa");
            words_add_format(out, "%s/%s/ebin", lib + hidden, entry->d_name);
        }
    }
    closedir(folder);
    return true;
}
