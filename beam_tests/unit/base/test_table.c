// SPDX-License-Identifier: Apache-2.0
// The pointer table against a plain array, with few different hashes so that entries collide and
// gaps must close.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "vm/base/table.h"

enum { ENTRIES = 500 };

static bool is_entry(const void *entry, const void *key) { return entry == key; }

static uint32_t hash_of(int i) { return (uint32_t)(i * 7 % 61) | (i % 3 ? 0xFFFFFF00 : 0); }

static void random_changes(void **state)
{
    (void)state;
    static char entries[ENTRIES];
    bool is_there[ENTRIES] = {false};
    uint32_t count = 0;
    Table t = {0};
    srand(1);
    for (int round = 0; round < 100000; round++) {
        int i = rand() % ENTRIES;
        void *found = table_find(&t, hash_of(i), &entries[i], is_entry);
        assert_ptr_equal(found, is_there[i] ? &entries[i] : NULL);
        if (is_there[i]) {
            assert_true(table_remove(&t, hash_of(i), &entries[i]));
            count--;
        } else {
            assert_false(table_remove(&t, hash_of(i), &entries[i]));
            table_insert(&t, hash_of(i), &entries[i]);
            count++;
        }
        is_there[i] = !is_there[i];
        assert_int_equal(t.count, count);
    }
    uint32_t at = 0, seen = 0;
    for (char *entry; (entry = table_next(&t, &at));) {
        assert_true(is_there[entry - entries]);
        seen++;
    }
    assert_int_equal(seen, count);
    table_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_changes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
