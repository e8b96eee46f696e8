// SPDX-License-Identifier: Apache-2.0
// arguments.c -- one list of arguments out of the command line, environment variables and files.
//
//   ERL_OTP<release>_FLAGS -- ERL_AFLAGS -- command line -- ERL_FLAGS -- ERL_ZFLAGS -- -extra ...
//
// Each source but an absent one ends in a `--` of its own, so that a flag at the end of one does
// not swallow the first word of the next. `-args_file F` anywhere is replaced by the words of F,
// where
// `#` begins a comment; files may name files. Words that follow an -extra are collected and come
// last, from wherever they are.
//
// Words are split as a shell would, a little: white space separates, '...' and "..." keep it, a
// backslash keeps the next character (not inside quotes). No variables, no patterns.
//
// Exception: with nothing but a command line without -args_file the words stay as they are, without
// a last `--`. Otherwise than stock: a file that names itself ends in an error, not in no memory.
#include "vm/cli/arguments.h"

#include "vm/base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_DEPTH_MAX = 20 };

typedef struct Merger {
    Words *out;
    Words extra;
    const char *error;
} Merger;

static char error_text[2 * PATH_MAX + 200];

static bool is_space(char c) { return c && strchr(" \t\n\v\f\r", c); }

// Appends one word to `word`; returns where the text goes on.
static const char *read_word(const char *at, bool comments, ByteVec *word)
{
    char quote = '\0';
    for (; *at; at++) {
        if (quote) {
            if (*at == quote) {
                quote = '\0';
                continue;
            }
        } else if (is_space(*at) || (comments && *at == '#')) {
            break;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
            continue;
        } else if (*at == '\\') {
            if (!*++at) {
                break;
            }
        }
        byte_vec_u8(word, (uint8_t)*at);
    }
    byte_vec_u8(word, '\0');
    return at;
}

void arguments_split(Words *words, const char *text, bool comments)
{
    ByteVec word = {0};
    for (;;) {
        while (is_space(*text)) {
            text++;
        }
        if (comments && *text == '#') {
            text += strcspn(text, "\n");
            continue;
        }
        if (!*text) {
            break;
        }
        word.size = 0;
        text = read_word(text, comments, &word);
        words_add(words, (const char *)word.data);
    }
    byte_vec_free(&word);
}

static bool read_words_file(const char *name, Words *words)
{
    FILE *file = fopen(name, "re");
    if (!file) {
        int reason = errno;
        char here[PATH_MAX];
        snprintf(error_text, sizeof(error_text),
                 "Failed to open arguments file \"%s\" at \"%s\": %s", name,
                 getcwd(here, sizeof(here)) ? here : "", strerror(reason));
        return false;
    }
    ByteVec text = {0};
    size_t read;
    do {
        read = fread(byte_vec_reserve(&text, 4096), 1, 4096, file);
        text.size += read;
    } while (read == 4096);
    bool failed = ferror(file) != 0;
    fclose(file);
    byte_vec_u8(&text, '\0');
    if (failed) {
        snprintf(error_text, sizeof(error_text), "Failed to read arguments file \"%s\"", name);
    } else {
        arguments_split(words, (const char *)text.data, true);
    }
    byte_vec_free(&text);
    return !failed;
}

// Copies words, putting files in their place; recursion is bounded by depth.
static void merge_words(Merger *m, char *const *list, size_t count, int depth)
{
    for (size_t i = 0; i < count && !m->error; i++) {
        if (strcmp(list[i], "-extra") == 0) {
            words_add_all(&m->extra, list + i + 1, count - i - 1);
            return;
        }
        if (strcmp(list[i], "-args_file") != 0) {
            words_add(m->out, list[i]);
            continue;
        }
        Words words = {0};
        if (++i == count) {
            m->error = "Missing argument(s) for '-args_file'.";
        } else if (depth == FILE_DEPTH_MAX) {
            m->error =
                "-args_file: a file of arguments names itself, or files are nested too deep.";
        } else if (!read_words_file(list[i], &words)) {
            m->error = error_text;
        } else {
            if (words.count) {
                words_add(&words, "--");
            }
            merge_words(m, words.list, words.count, depth + 1);
        }
        words_free(&words);
    }
}

static void merge_variable(Merger *m, const char *name)
{
    const char *value = getenv(name);
    Words words = {0};
    arguments_split(&words, value ? value : "", false);
    if (words.count) {
        words_add(&words, "--");
        merge_words(m, words.list, words.count, 0);
    }
    words_free(&words);
}

static bool has_words(const char *name)
{
    const char *value = getenv(name);
    return value && value[strspn(value, " \t\n\v\f\r")];
}

const char *arguments_merge(Words *out, const Install *install, int argc, char **argv)
{
    char release_flags[64];
    snprintf(release_flags, sizeof(release_flags), "ERL_OTP%s_FLAGS", install->release);
    const char *const before[] = {release_flags, "ERL_AFLAGS"};
    const char *const after[] = {"ERL_FLAGS", "ERL_ZFLAGS"};
    bool plain = !has_words(before[0]) && !has_words(before[1]) && !has_words(after[0]) &&
                 !has_words(after[1]);
    for (int i = 1; plain && i < argc && strcmp(argv[i], "-extra") != 0; i++) {
        plain = strcmp(argv[i], "-args_file") != 0;
    }
    if (plain) {
        words_add_all(out, argv, (size_t)argc);
        return NULL;
    }
    Merger merger = {.out = out};
    words_add(out, argv[0]);
    merge_variable(&merger, before[0]);
    merge_variable(&merger, before[1]);
    if (argc > 1) {
        merge_words(&merger, argv + 1, (size_t)(argc - 1), 0);
        words_add(out, "--");
    }
    merge_variable(&merger, after[0]);
    merge_variable(&merger, after[1]);
    if (merger.extra.count) {
        words_add(out, "-extra");
        words_add_all(out, merger.extra.list, merger.extra.count);
    }
    words_free(&merger.extra);
    return merger.error;
}
