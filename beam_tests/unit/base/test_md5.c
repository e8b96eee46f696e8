// SPDX-License-Identifier: Apache-2.0
// test_md5.c -- MD5 on the messages of RFC 1321, in one piece and in pieces of every size.
#include "vm/base/md5.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void print_hex(Md5 *m, char *hex)
{
    uint8_t digest[MD5_BYTES];
    md5_final(m, digest);
    for (int i = 0; i < MD5_BYTES; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
}

static void test_rfc(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", "d41d8cd98f00b204e9800998ecf8427e"},
        {"a", "0cc175b9c0f1b6a831c399e269772661"},
        {"abc", "900150983cd24fb0d6963f7d28e17f72"},
        {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
        {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
         "d174ab98d277d9f5a5611c2c9f419d9f"},
        {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
         "57edf4a22be3c955ac49da2e2107b67a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char hex[33];
        Md5 m;
        md5_init(&m);
        md5_update(&m, rows[i][0], strlen(rows[i][0]));
        print_hex(&m, hex);
        assert_string_equal(hex, rows[i][1]);
    }
}

static void test_pieces(void **state)
{
    (void)state;
    uint8_t message[300];
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (uint8_t)(i * 7);
    }
    char whole[33], pieces[33];
    for (size_t size = 0; size <= sizeof message; size++) {
        Md5 m;
        md5_init(&m);
        md5_update(&m, message, size);
        print_hex(&m, whole);
        md5_init(&m);
        size_t step = 1 + size % 67;
        for (size_t at = 0; at < size; at += step) {
            md5_update(&m, message + at, size - at < step ? size - at : step);
        }
        print_hex(&m, pieces);
        assert_string_equal(whole, pieces);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rfc), cmocka_unit_test(test_pieces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
