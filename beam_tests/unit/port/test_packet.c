// SPDX-License-Identifier: Apache-2.0
// test_packet.c -- where packets end, and lines of limited length; results as stock BEAM gives
// them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/port/packet.h"
#include "vm/port/port_deliver.h"

static int64_t length_of(PacketType type, const char *bytes, size_t size, size_t max)
{
    const PacketRules rules = {.type = type, .max_size = max, .delimiter = '\n'};
    return packet_length(&rules, (const uint8_t *)bytes, size);
}
#define LENGTH(type, text) length_of(type, text, sizeof(text) - 1, 0)

static void counted_packets(void **state)
{
    (void)state;
    assert_int_equal(LENGTH(PACKET_1, "\2ab\1"), 3);
    assert_int_equal(LENGTH(PACKET_2, "\0"), PACKET_MORE);
    assert_int_equal(LENGTH(PACKET_2, "\0\5ab"), 7);
    assert_int_equal(LENGTH(PACKET_4, "\0\0\1\0"), 260);
    assert_int_equal(length_of(PACKET_4, "\0\0\0\62x", 5, 10), PACKET_ERROR);
}

static void typed_packets(void **state)
{
    (void)state;
    assert_int_equal(LENGTH(PACKET_ASN1, "\x30\3\1\2\3\x30"), 5);
    assert_int_equal(LENGTH(PACKET_ASN1, "\x30\x82\1\0"), 260);
    assert_int_equal(LENGTH(PACKET_ASN1, "\x30\x85\1\0\0\0\0"), PACKET_ERROR);
    assert_int_equal(LENGTH(PACKET_TPKT, "\3\0\0\6"), 6);
    assert_int_equal(LENGTH(PACKET_TPKT, "\3\0\0\3"), PACKET_ERROR);
    assert_int_equal(LENGTH(PACKET_SUNRM, "\x80\0\0\2"), 6);
    assert_int_equal(LENGTH(PACKET_FCGI, "\1\1\0\1\0\3\2\0"), 13);
    assert_int_equal(LENGTH(PACKET_CDR, "GIOP\1\0\0\0\0\0\0\2"), 14);
    assert_int_equal(LENGTH(PACKET_CDR, "GIOP\1\0\1\0\2\0\0\0"), 14);
    assert_int_equal(LENGTH(PACKET_TLS, "\x16\3\1\0\5"), 10);
}

static void lines_of_text(void **state)
{
    (void)state;
    assert_int_equal(LENGTH(PACKET_LINE, "abc\r\nd"), 5);
    assert_int_equal(LENGTH(PACKET_LINE, "abc"), PACKET_MORE);
    assert_int_equal(length_of(PACKET_LINE, "abcdefgh\n", 9, 4), PACKET_ERROR);
    assert_int_equal(LENGTH(PACKET_HTTP, "GET / HTTP/1.1\r\nHost"), 16);
    assert_int_equal(LENGTH(PACKET_HTTPH, "A: b\r\n c\r\nX"), 10);
    assert_int_equal(LENGTH(PACKET_HTTPH, "A: b\r\n"), PACKET_MORE);
    assert_int_equal(LENGTH(PACKET_HTTPH, "\r\n"), 2);
}

static void body_of_packets(void **state)
{
    (void)state;
    const uint8_t fcgi[] = {1, 1, 0, 1, 0, 1, 2, 0, 'z', 'p', 'p'};
    const uint8_t *bytes = fcgi;
    size_t size = sizeof fcgi;
    packet_body(PACKET_FCGI, &bytes, &size);
    assert_ptr_equal(bytes, fcgi);
    assert_int_equal(size, 9);
    packet_body(PACKET_2, &bytes, &size);
    assert_int_equal(size, 7);
}

// Feeds text to lines of `length`; writes them as e.g. "abc|de-" (| with end, - without).
static void cut(size_t length, const char *text, char *out)
{
    PortLines *lines = port_lines_new(length);
    const uint8_t *at = (const uint8_t *)text;
    size_t left = strlen(text), size;
    bool has_end;
    while (port_lines_take(lines, &at, &left, &size, &has_end)) {
        memcpy(out, lines->bytes, size);
        out += size;
        *out++ = has_end ? '|' : '-';
    }
    while (port_lines_flush(lines, &size)) {
        memcpy(out, lines->bytes, size);
        out += size;
        *out++ = '-';
    }
    *out = '\0';
    port_lines_free(lines);
}

static void lines_of_ports(void **state)
{
    char out[100];
    (void)state;
    cut(5, "abc\r\nde\n12345678901", out);
    assert_string_equal(out, "abc|de|12345-67890-1-");
    cut(5, "12345\n\nx", out);
    assert_string_equal(out, "12345||x-");
    cut(5, "a\rb\n12345\r\n", out);
    assert_string_equal(out, "a\rb|12345|");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counted_packets), cmocka_unit_test(typed_packets),
        cmocka_unit_test(lines_of_text),   cmocka_unit_test(body_of_packets),
        cmocka_unit_test(lines_of_ports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
