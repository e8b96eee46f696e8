// SPDX-License-Identifier: Apache-2.0
// test_inet_address.c -- addresses of the inet control protocol, there and back; hostile ones.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/port/inet.h"

static const char *read_bytes(const void *bytes, size_t size, int family, InetAddress *a)
{
    Bytes in = bytes_of(bytes, size);
    return inet_address_read(&in, family, a);
}

static void there_and_back(void **state)
{
    (void)state;
    static const uint8_t four[] = {INET_AF_INET, 0x12, 0x34, 127, 0, 0, 1};
    InetAddress a;
    ByteVec out = {0};
    assert_null(read_bytes(four, sizeof four, AF_INET, &a));
    assert_int_equal(inet_address_port(&a), 0x1234);
    assert_true(inet_address_write(&a, &out));
    assert_int_equal(out.size, sizeof four);
    assert_memory_equal(out.data, four, sizeof four);
    byte_vec_free(&out);
    static const uint8_t local[] = {INET_AF_LOCAL, 4, '/', 't', '/', 'x'};
    out = (ByteVec){0};
    assert_null(read_bytes(local, sizeof local, AF_UNIX, &a));
    assert_int_equal(inet_address_port(&a), -1);
    assert_true(inet_address_write(&a, &out));
    assert_int_equal(out.size, sizeof local);
    assert_memory_equal(out.data, local, sizeof local);
    byte_vec_free(&out);
}

static void known_addresses(void **state)
{
    (void)state;
    static const uint8_t any[] = {INET_AF_ANY, 0, 80}, loopback[] = {INET_AF_LOOPBACK, 0, 80};
    InetAddress a;
    assert_null(read_bytes(any, sizeof any, AF_INET6, &a));
    assert_int_equal(a.sa.ss_family, AF_INET6);
    assert_null(read_bytes(loopback, sizeof loopback, AF_INET, &a));
    assert_int_equal(inet_address_port(&a), 80);
    assert_string_equal(read_bytes(any, sizeof any, AF_UNIX, &a), "einval");
}

static void bad_addresses(void **state)
{
    (void)state;
    InetAddress a;
    uint8_t longest[257] = {INET_AF_LOCAL, 255};
    assert_string_equal(read_bytes("x", 1, AF_INET, &a), "eafnosupport");
    assert_string_equal(read_bytes("", 0, AF_INET, &a), "einval");
    assert_string_equal(read_bytes("\1\0", 2, AF_INET, &a), "einval");
    assert_string_equal(read_bytes("\2\0\1\0", 4, AF_INET6, &a), "einval");
    assert_string_equal(read_bytes(longest, sizeof longest, AF_UNIX, &a), "einval");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(known_addresses),
        cmocka_unit_test(bad_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
