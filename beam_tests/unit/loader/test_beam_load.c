// SPDX-License-Identifier: Apache-2.0
// test_beam_load.c -- beam_parse on the installed OTP and Elixir, and on damaged copies of their
// files.
//
// The first group says that the verifier refuses nothing that real compilers produce. The second
// that no damage can do more than make a file refused: thousands of copies with changed, missing or
// repeated bytes go through; under ASan every read is checked, and each copy goes through twice, so
// that memory lost by a refusal shows in the accounts of alloc.c.
#include "loader/beam_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/heap/literal.h"
#include "vm/term/atom.h"
#include "vm/term/digest.h"

typedef struct FileBytes {
    char path[1024];
    uint8_t *bytes;
    size_t size;
} FileBytes;
static FileBytes *files;
static size_t file_count;

static void read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return;
    }
    files = realloc(files, (file_count + 1) * sizeof *files);
    FileBytes *b = &files[file_count++];
    snprintf(b->path, sizeof b->path, "%s", path);
    fseek(f, 0, SEEK_END);
    b->size = (size_t)ftell(f);
    rewind(f);
    b->bytes = malloc(b->size);
    assert_int_equal(fread(b->bytes, 1, b->size, f), b->size);
    fclose(f);
}

static int find_files(void **state)
{
    (void)state;
    atom_init(1 << 20);
    literal_init();
    FILE *list =
        popen("find /usr/lib/erlang /usr/lib/elixir -name '*.beam' 2>/dev/null | sort", "r");
    assert_non_null(list);
    char path[1024];
    while (fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = 0;
        read_file(path);
    }
    pclose(list);
    return 0;
}

static int free_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++) {
        free(files[i].bytes);
    }
    free(files);
    return 0;
}

static void test_all_installed_files_pass(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++) {
        BeamError e;
        BeamCode *code = beam_parse(files[i].bytes, files[i].size, &e);
        if (code == NULL) {
            fail_msg("%s: %s+%zu: %s", files[i].path, e.chunk, e.offset, e.reason);
        }
        beam_parse_free(code);
    }
}

static const FileBytes *find_file(const char *name)
{
    for (size_t i = 0; i < file_count; i++) {
        const char *slash = strrchr(files[i].path, '/');
        if (slash && strcmp(slash + 1, name) == 0) {
            return &files[i];
        }
    }
    return NULL;
}

static void test_tables(void **state)
{
    (void)state;
    const FileBytes *f = find_file("lists.beam");
    if (f == NULL) {
        skip();
    }
    BeamError e;
    BeamCode *code = beam_parse(f->bytes, f->size, &e);
    assert_non_null(code);
    assert_int_equal(code->module, atom_from_text("lists"));
    assert_true(code->line_count > 100);
    assert_int_equal(code->lines[0].line, 0);
    assert_true(code->type_count > 1);
    assert_int_equal(code->types[0].types, 0x1FFF);
    bool has_map = false;
    for (uint32_t i = 0; i < code->export_count; i++) {
        has_map = has_map || (code->exports[i].function == atom_from_text("map") &&
                              code->exports[i].arity == 2);
    }
    assert_true(has_map);
    Term name = code->files[0]; // "lists.erl"
    for (const char *at = "lists.erl"; *at; at++, name = cons_tail(name)) {
        assert_int_equal(small_value(cons_head(name)), *at);
    }
    assert_int_equal(name, TERM_NIL);
    for (uint32_t i = 0; i < code->literal_count; i++) {
        Term t = code->literals[i];
        assert_true(term_is_immediate(t) || term_is_literal(t));
    }
    beam_parse_free(code);
}

// The checksum is that of the running system's own module_info(md5).
static void test_md5(void **state)
{
    (void)state;
    FILE *erl = popen(
        "erl -noshell -eval '[io:format(\"~s.beam ~s~n\",[M,[io_lib:format(\"~2.16.0b\",[X])"
        "||<<X>> <= M:module_info(md5)]]) || M <- [lists,dict,sets,io,xref,erl_lint]], halt().' "
        "2>/dev/null",
        "r");
    assert_non_null(erl);
    char name[64], expected[64], actual[64];
    int compared = 0;
    while (fscanf(erl, "%63s %63s", name, expected) == 2) {
        const FileBytes *f = find_file(name);
        assert_non_null(f);
        BeamError e;
        BeamCode *code = beam_parse(f->bytes, f->size, &e);
        assert_non_null(code);
        for (int i = 0; i < 16; i++) {
            snprintf(actual + 2 * i, 3, "%02x", digest_md5(code->digest)[i]);
        }
        assert_string_equal(actual, expected);
        beam_parse_free(code);
        compared++;
    }
    pclose(erl);
    if (file_count > 0) {
        assert_int_equal(compared, 6);
    }
}

// ---- damage

static uint64_t seed = 88172645463325252u;
static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

// Where the chunks that are read lie: bytes of Dbgi and Docs would dilute the damage.
static size_t strip(const FileBytes *f, uint8_t *out)
{
    size_t used = 12;
    memcpy(out, f->bytes, 12);
    for (size_t at = 12; at + 8 <= f->size;) {
        const uint8_t *p = f->bytes + at;
        size_t size = 8 + (((size_t)p[4] << 24 | p[5] << 16 | p[6] << 8 | p[7]) + 3) / 4 * 4;
        if (memcmp(p, "Dbgi", 4) != 0 && memcmp(p, "Docs", 4) != 0 && memcmp(p, "ExCk", 4) != 0) {
            memcpy(out + used, p, size);
            used += size;
        }
        at += size;
    }
    uint32_t form = (uint32_t)used - 8;
    for (int i = 0; i < 4; i++) {
        out[4 + i] = (uint8_t)(form >> (24 - 8 * i));
    }
    return used;
}

static size_t damage(uint8_t *bytes, size_t size)
{
    uint64_t kind = next_random() % 16;
    if (kind == 0) { // cut off
        return next_random() % size;
    }
    if (kind == 1) { // a piece twice
        size_t n = 1 + next_random() % 16, from = next_random() % (size - n),
               to = next_random() % (size - n);
        memmove(bytes + to, bytes + from, n);
        return size;
    }
    for (uint64_t n = 1 + next_random() % 3; n > 0; n--) {
        size_t at = next_random() % size;
        bytes[at] =
            kind < 8 ? (uint8_t)next_random() : (uint8_t)(bytes[at] ^ 1u << next_random() % 8);
    }
    return size;
}

static bool parse_once(const uint8_t *bytes, size_t size)
{
    BeamError e;
    BeamCode *code = beam_parse(bytes, size, &e);
    bool is_ok = code != NULL;
    if (!is_ok) {
        assert_true(e.chunk[0] != 0 && e.reason[0] != 0);
    }
    beam_parse_free(code);
    return is_ok;
}

static void damage_file(const FileBytes *f, int times)
{
    uint8_t *whole = malloc(f->size), *copy = malloc(f->size);
    size_t size = strip(f, whole);
    int accepted = 0;
    for (int i = 0; i < times; i++) {
        memcpy(copy, whole, size);
        size_t damaged = damage(copy, size);
        // Exactly as long as it is, so that ASan sees a read behind its end.
        uint8_t *exact = malloc(damaged + 1);
        memcpy(exact, copy, damaged);
        uint8_t *fitted = realloc(exact, damaged ? damaged : 1);
        accepted += parse_once(fitted, damaged);
        size_t before = vm_allocated_bytes();
        parse_once(fitted, damaged);
        assert_int_equal(vm_allocated_bytes(), before);
        free(fitted);
    }
    free(whole);
    free(copy);
    (void)accepted;
}

static void test_damaged_files(void **state)
{
    (void)state;
    size_t damaged = 0;
    for (size_t i = 0; i < file_count && damaged < 24; i += 1 + next_random() % 40) {
        if (files[i].size < 60000 && memcmp(files[i].bytes, "FOR1", 4) == 0) { // not compressed
            damage_file(&files[i], 250);
            damaged++;
        }
    }
}

static void test_truncated_everywhere(void **state)
{
    (void)state;
    const FileBytes *f = find_file("erl_stdlib_errors.beam");
    if (f == NULL) {
        skip();
    }
    uint8_t *whole = malloc(f->size);
    size_t size = strip(f, whole);
    for (size_t n = 0; n < size; n += 1 + n / 64) {
        assert_false(parse_once(whole, n));
    }
    free(whole);
}

static void test_gzip(void **state)
{
    (void)state;
    static const uint8_t broken[] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3};
    BeamError e;
    assert_null(beam_parse(broken, sizeof broken, &e));
    assert_string_equal(e.chunk, "gzip");
    const FileBytes *f = find_file("orddict.beam");
    if (f == NULL) {
        skip();
    }
    char command[1200];
    snprintf(command, sizeof command, "gzip -c '%s'", f->path);
    FILE *in = popen(command, "r");
    uint8_t *zipped = malloc(f->size + 1000);
    size_t size = fread(zipped, 1, f->size + 1000, in);
    pclose(in);
    BeamCode *code = beam_parse(zipped, size, &e);
    assert_non_null(code);
    assert_int_equal(code->module, atom_from_text("orddict"));
    beam_parse_free(code);
    assert_null(beam_parse(zipped, size / 2, &e));
    free(zipped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_installed_files_pass),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_md5),
        cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_truncated_everywhere),
        cmocka_unit_test(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, find_files, free_files);
}
