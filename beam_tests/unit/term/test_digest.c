// SPDX-License-Identifier: Apache-2.0
// An MD5 that waits holds the bytes until somebody asks, no longer, and is the one that is computed at once.
#include "vm/term/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "vm/base/alloc.h"

static BinData *make_holder(size_t size, char fill)
{
    BinData *data = bin_data_new(size);
    memset(data->bytes, fill, size);
    return data;
}

static Digest *digest_of(BinData *data, bool may_wait)
{
    uint8_t *own = vm_alloc(3);
    memcpy(own, "own", 3);
    const Bytes parts[] = {bytes_of(data->bytes, data->size / 2), bytes_of(own, 3),
                           bytes_of(data->bytes + data->size / 2, data->size - data->size / 2)};
    return digest_of_parts(parts, 3, own, 3, may_wait ? data : NULL);
}

static void test_waits_and_lets_go(void **state)
{
    (void)state;
    BinData *data = make_holder(1000, 'a');
    Digest *at_once = digest_of(data, false), *later = digest_of(data, true);
    assert_int_equal(atomic_load(&data->refs), 2);
    assert_true(digest_same(at_once, later));
    assert_int_equal(atomic_load(&data->refs), 1);
    assert_memory_equal(digest_md5(later), digest_md5(at_once), 16);
    digest_release(at_once);
    digest_release(later);
    bin_data_release(data);
}

static void test_nobody_asks(void **state)
{
    (void)state;
    const size_t before = vm_allocated_bytes();
    BinData *data = make_holder(1000, 'b');
    Digest *d = digest_of(data, true);
    bin_data_release(data);
    digest_retain(d);
    digest_release(d);
    digest_release(d);
    assert_int_equal(vm_allocated_bytes(), before);
}

static void test_what_waits_is_bounded(void **state)
{
    (void)state;
    BinData *data = make_holder((size_t)3 << 20, 'c');
    Digest *first = digest_of(data, true), *second = digest_of(data, true);
    assert_int_equal(atomic_load(&data->refs), 2); // the second one was computed
    assert_true(digest_same(first, second));
    Digest *third = digest_of(data, true); // there is room again
    assert_int_equal(atomic_load(&data->refs), 2);
    digest_release(first);
    digest_release(second);
    digest_release(third);
    assert_int_equal(atomic_load(&data->refs), 1);
    bin_data_release(data);
}

static void test_bytes_that_may_change(void **state)
{
    (void)state;
    BinData *data = make_holder(100, 'd');
    atomic_store(&data->used_bits, 800);
    Digest *d = digest_of(data, true);
    assert_int_equal(atomic_load(&data->refs), 1);
    digest_release(d);
    bin_data_release(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waits_and_lets_go), cmocka_unit_test(test_nobody_asks),
        cmocka_unit_test(test_what_waits_is_bounded), cmocka_unit_test(test_bytes_that_may_change)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
