// SPDX-License-Identifier: Apache-2.0
// packet.c -- lengths of packets by type.
//
//   1 2 4    length, data                    line     data up to and with the newline
//   asn1     BER: tag, length, data          sunrm    last-bit, 31 bits length, data
//   tpkt     3 0 length:16 (of all)          fcgi     1 type id:16 length:16 padding:8 0, data, padding
//   cdr      GIOP: "GIOP" major minor flags type length:32 (byte order by flag)
//   http     a line; header lines go on where the next one begins with a blank
//   tls      type:8 version:16 length:16, data; or an SSL 2 hello
//
// Read before: vm/port/packet.h
#include "vm/port/packet.h"

enum {
    CDR_HEADER = 12,
    FCGI_HEADER = 8,
    TLS_HEADER = 5,
    BER_SIMPLE_MAX = 0x7F,
    BER_LENGTH_BYTES_MAX = 4
};

static uint32_t read_big(const uint8_t *p, size_t n)
{
    uint32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        value = value << 8 | p[i];
    }
    return value;
}

// Header and body together, within the limit.
static int64_t with_body(const PacketRules *r, size_t header, uint64_t body)
{
    if (r->max_size && body > r->max_size) {
        return PACKET_ERROR;
    }
    return (int64_t)(header + body);
}

static int64_t measure_counted(const PacketRules *r, size_t header, const uint8_t *bytes,
                               size_t size)
{
    return size < header ? PACKET_MORE : with_body(r, header, read_big(bytes, header));
}

static int64_t measure_line(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    const uint8_t *end = memchr(bytes, r->delimiter, size);
    size_t length = end ? (size_t)(end - bytes) + 1 : 0;
    if (r->max_size && (end ? length : size) > r->max_size) {
        return PACKET_ERROR;
    }
    if (r->line_length && (end ? length > r->line_length : size >= r->line_length)) {
        return (int64_t)r->line_length;
    }
    return end ? (int64_t)length : PACKET_MORE;
}

static int64_t measure_asn1(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    size_t at = 1;
    if (size < 2) {
        return PACKET_MORE;
    }
    if ((bytes[0] & 0x1F) == 0x1F) { // a long tag
        while (at < size && bytes[at] & 0x80) {
            at++;
        }
        at++;
    }
    if (at >= size) {
        return PACKET_MORE;
    }
    size_t length = bytes[at++];
    if (length <= BER_SIMPLE_MAX) {
        return with_body(r, at, length);
    }
    size_t count = length & 0x7F;
    if (size < at + count) {
        return PACKET_MORE; // also of a length that will turn out too long
    }
    return count > BER_LENGTH_BYTES_MAX ? PACKET_ERROR
                                        : with_body(r, at + count, read_big(bytes + at, count));
}

static int64_t measure_cdr(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    if (size < CDR_HEADER) {
        return PACKET_MORE;
    }
    if (memcmp(bytes, "GIOP", 4) != 0) {
        return PACKET_ERROR;
    }
    uint32_t length = read_big(bytes + 8, 4);
    return with_body(r, CDR_HEADER, bytes[6] & 1 ? __builtin_bswap32(length) : length);
}

static int64_t measure_tpkt(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    if (size < 4) {
        return PACKET_MORE;
    }
    uint32_t length = read_big(bytes + 2, 2);
    return bytes[0] != 3 || length < 4 ? PACKET_ERROR : with_body(r, 4, length - 4);
}

static int64_t measure_fcgi(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    if (size < FCGI_HEADER) {
        return PACKET_MORE;
    }
    return bytes[0] != 1 ? PACKET_ERROR
                         : with_body(r, FCGI_HEADER, read_big(bytes + 4, 2) + (uint64_t)bytes[6]);
}

static int64_t measure_tls(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    if (size < TLS_HEADER) {
        return PACKET_MORE;
    }
    if (bytes[0] & 0x80 && bytes[2] == 1) { // hello of SSL 2
        return with_body(r, 2, read_big(bytes, 2) & 0x7FFF);
    }
    return with_body(r, TLS_HEADER, read_big(bytes + 3, 2));
}

// A request line, or an empty one, is alone; a header goes on while the next line begins with a blank.
// The line's length is a limit only where the packet has none; lines that go on are measured at the end.
static int64_t measure_http(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    const size_t limit = r->max_size ? r->max_size : r->line_length;
    const bool is_header = r->type == PACKET_HTTPH || r->type == PACKET_HTTPH_BIN;
    const bool is_empty =
        (size == 1 && bytes[0] == '\n') || (size == 2 && bytes[0] == '\r' && bytes[1] == '\n');
    if (size == 0 || is_empty) {
        return is_empty ? (int64_t)size : PACKET_MORE;
    }
    size_t seen = 0;
    do {
        const uint8_t *end = memchr(bytes + seen, '\n', size - seen);
        if (end == NULL) {
            return limit && size >= limit ? PACKET_ERROR : PACKET_MORE;
        }
        seen = (size_t)(end - bytes) + 1;
    } while (is_header && seen > 2 && seen < size && (bytes[seen] == ' ' || bytes[seen] == '\t'));
    if (limit && seen > limit) {
        return PACKET_ERROR;
    }
    // The first byte of the next line decides.
    return is_header && seen == size ? PACKET_MORE : (int64_t)seen;
}

int64_t packet_length(const PacketRules *r, const uint8_t *bytes, size_t size)
{
    switch (r->type) {
    case PACKET_RAW: return size ? (int64_t)size : PACKET_MORE;
    case PACKET_1: return measure_counted(r, 1, bytes, size);
    case PACKET_2: return measure_counted(r, 2, bytes, size);
    case PACKET_4: return measure_counted(r, 4, bytes, size);
    case PACKET_SUNRM:
        return size < 4 ? PACKET_MORE : with_body(r, 4, read_big(bytes, 4) & 0x7FFFFFFF);
    case PACKET_LINE: return measure_line(r, bytes, size);
    case PACKET_ASN1: return measure_asn1(r, bytes, size);
    case PACKET_CDR: return measure_cdr(r, bytes, size);
    case PACKET_FCGI: return measure_fcgi(r, bytes, size);
    case PACKET_TPKT: return measure_tpkt(r, bytes, size);
    case PACKET_TLS: return measure_tls(r, bytes, size);
    default: return measure_http(r, bytes, size);
    }
}

void packet_body(PacketType type, const uint8_t **bytes, size_t *size)
{
    size_t header = type == PACKET_1 ? 1 : type == PACKET_2 ? 2 : type == PACKET_4 ? 4 : 0;
    if (type == PACKET_FCGI) {
        *size -= (*bytes)[6]; // padding
    }
    *bytes += header;
    *size -= header;
}
