// SPDX-License-Identifier: Apache-2.0
// Atoms: names and indexes, encodings, limits, and many threads that insert the same names at once.
#include "beam_tests/unit/term/space_for_tests.h"
#include "vm/base/sync.h"

#include <stdio.h>

static void names_and_indexes(void **state)
{
    (void)state;
    assert_int_equal(atom_from_text("ok"), ATOM_OK);
    assert_int_equal(atom_from_text("false"), SMALL(0) | TERM_IMM_ATOM);
    assert_true(term_is_none(atom_existing("never seen before", 17)));
    Term atom = atom_from_text("never seen before");
    assert_int_equal(atom_existing("never seen before", 17), atom);
    assert_int_equal(atom_name(atom)->size, 17);
    assert_memory_equal(atom_name(atom)->text, "never seen before", 17);
    assert_int_equal(atom_name(ATOM_EMPTY)->size, 0);
    // erlang:phash2(ok, 1 bsl 32) and erlang:phash2(abcdefghij, 1 bsl 32)
    assert_int_equal(atom_name(ATOM_OK)->hash, 1883);
    assert_int_equal(atom_name(atom_from_text("abcdefghij"))->hash, 180004458);
}

static void encodings(void **state)
{
    (void)state;
    Term atom = atom_from_latin1("\xE9t\xE9", 3);
    assert_int_equal(atom_name(atom)->size, 5);
    assert_int_equal(atom_from_utf8("\xC3\xA9t\xC3\xA9", 5), atom);
    assert_int_equal(atom_name(atom)->hash, 61737); // erlang:phash2('été', 1 bsl 32)
    assert_true(term_is_none(atom_from_utf8("\xE9t\xE9", 3)));
    assert_true(term_is_none(atom_from_utf8("\xED\xA0\x80", 3))); // a surrogate
    char text[256 * 4];
    for (size_t i = 0; i < sizeof text; i += 4) {
        memcpy(text + i, "\xF0\x9F\x98\x80", 4);
    }
    assert_false(term_is_none(atom_from_utf8(text, 255 * 4)));
    assert_true(term_is_none(atom_from_utf8(text, 256 * 4)));
    memset(text, 'x', 256);
    assert_false(term_is_none(atom_from_latin1(text, 255)));
    assert_true(term_is_none(atom_from_latin1(text, 256)));
    assert_true(term_is_none(atom_from_utf8(text, 256)));
}

enum { THREADS = 4, NAMES = 40000 };

static void *insert_names(void *result)
{
    Term *atoms = result;
    for (int i = 0; i < NAMES; i++) {
        char text[32];
        int size = snprintf(text, sizeof text, "name %d", i);
        atoms[i] = atom_from_utf8(text, (size_t)size);
        const AtomName *name = atom_name(atoms[i]);
        if (name->size != (uint32_t)size || memcmp(name->text, text, name->size) != 0) {
            atoms[i] = TERM_NONE;
        }
    }
    return NULL;
}

static void threads_agree(void **state)
{
    (void)state;
    static Term atoms[THREADS][NAMES];
    pthread_t threads[THREADS];
    uint32_t before = atom_count();
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, insert_names, atoms[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_memory_equal(atoms[i], atoms[0], sizeof atoms[0]);
    }
    assert_int_equal(atom_count(), before + NAMES);
    assert_false(term_is_none(atoms[0][NAMES - 1]));
    assert_true(atom_bytes() > NAMES * sizeof(AtomName));
}

// Last: the table is full afterwards.
static void table_gets_full(void **state)
{
    (void)state;
    Term atom = TERM_NONE;
    for (uint32_t i = atom_count(); i <= atom_limit(); i++) {
        char text[32];
        int size = snprintf(text, sizeof text, "filler %u", i);
        atom = atom_from_utf8(text, (size_t)size);
    }
    assert_true(term_is_none(atom));
    assert_int_equal(atom_count(), atom_limit());
    assert_int_equal(atom_from_text("ok"), ATOM_OK);
}

int main(void)
{
    atom_init(1 << 17);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_indexes),
        cmocka_unit_test(encodings),
        cmocka_unit_test(threads_agree),
        cmocka_unit_test(table_gets_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
