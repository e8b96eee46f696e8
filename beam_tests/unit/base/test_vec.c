// SPDX-License-Identifier: Apache-2.0
// Byte vectors: growth, big-endian numbers, formatted text longer than the usual.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/base/bytes.h"
#include "vm/base/vec.h"

static void numbers_are_big_endian(void **state)
{
    (void)state;
    ByteVec v = {0};
    byte_vec_u8(&v, 1);
    byte_vec_u16(&v, 0x0203);
    byte_vec_u32(&v, 0x04050607);
    byte_vec_u64(&v, 0x08090A0B0C0D0E0F);
    assert_int_equal(v.size, 15);
    for (size_t i = 0; i < v.size; i++) {
        assert_int_equal(v.data[i], i + 1);
    }
    Bytes b = bytes_of(v.data, v.size);
    assert_int_equal(bytes_u8(&b), 1);
    assert_int_equal(bytes_u16(&b), 0x0203);
    assert_int_equal(bytes_u32(&b), 0x04050607);
    assert_true(bytes_u64(&b) == 0x08090A0B0C0D0E0F && !b.bad);
    assert_int_equal(bytes_u8(&b), 0);
    assert_true(b.bad);
    byte_vec_free(&v);
}

static void text_of_any_length(void **state)
{
    (void)state;
    ByteVec v = {0};
    byte_vec_text(&v, "n = ");
    byte_vec_printf(&v, "%d", 17);
    assert_memory_equal(v.data, "n = 17", 6);
    byte_vec_printf(&v, "%1000d", 5);
    assert_int_equal(v.size, 1006);
    assert_int_equal(v.data[1005], '5');
    for (int i = 0; i < 100000; i++) {
        byte_vec_u8(&v, (uint8_t)i);
    }
    assert_int_equal(v.size, 101006);
    assert_int_equal(v.data[1006 + 777], 777 % 256);
    byte_vec_free(&v);
    assert_null(v.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_big_endian),
        cmocka_unit_test(text_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
