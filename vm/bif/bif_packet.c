// SPDX-License-Identifier: Apache-2.0
// bif_packet.c -- erlang:decode_packet/3: the packet types of sockets applied to a binary.
//
//     {ok, Packet, Rest}     a whole packet: bytes, or a term for http and ssl_tls
//     {more, Length | undefined}     {error, invalid}
//
// Packet and Rest are parts of the given binary. Elsewhere: where packets end and what lines of
// HTTP mean is vm/port/packet.c and http.c, which sockets use too.
// Read before: vm/port/packet.h
#include "vm/bif/argument.h"
#include "vm/port/http.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"

static bool find_type(Term t, PacketType *type)
{
    const struct {
        Term name;
        PacketType type;
    } types[] = {
        {SMALL(0), PACKET_RAW},
        {ATOM_RAW, PACKET_RAW},
        {SMALL(1), PACKET_1},
        {SMALL(2), PACKET_2},
        {SMALL(4), PACKET_4},
        {ATOM_ASN1, PACKET_ASN1},
        {ATOM_SUNRM, PACKET_SUNRM},
        {ATOM_CDR, PACKET_CDR},
        {ATOM_FCGI, PACKET_FCGI},
        {ATOM_LINE, PACKET_LINE},
        {ATOM_TPKT, PACKET_TPKT},
        {ATOM_HTTP, PACKET_HTTP},
        {ATOM_HTTPH, PACKET_HTTPH},
        {ATOM_HTTP_BIN, PACKET_HTTP_BIN},
        {ATOM_HTTPH_BIN, PACKET_HTTPH_BIN},
        {ATOM_SSL_TLS, PACKET_TLS},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].name == t) {
            *type = types[i].type;
            return true;
        }
    }
    return false;
}

static bool parse_options(Term list, PacketRules *rules)
{
    Term option, value;
    uint64_t n;
    while (argument_next(&list, &option)) {
        if (!term_is_tuple_of(option, 2)) {
            return false;
        }
        const Term name = tuple_elements(option)[0];
        value = tuple_elements(option)[1];
        if (!term_is_integer(value) || !integer_to_u64(value, &n) || n > UINT32_MAX) {
            return false;
        }
        if (name == ATOM_PACKET_SIZE) {
            rules->max_size = n;
        } else if (name == ATOM_LINE_LENGTH) {
            rules->line_length = n;
        } else if (name == ATOM_LINE_DELIMITER && rules->type == PACKET_LINE && n <= 255) {
            rules->delimiter = (uint8_t)n;
        } else {
            return false;
        }
    }
    return term_is_nil(list);
}

// {ssl_tls, [], ContentType, {Major, Minor}, Data}; a hello of SSL 2 is turned into the form of
// later ones.
static Term build_tls(Space *s, const uint8_t *bytes, size_t size)
{
    const bool is_old = bytes[0] & 0x80 && bytes[2] == 1;
    const uint8_t *version = is_old ? bytes + 3 : bytes + 1;
    const size_t skipped = is_old ? 3 : 5, prefix = is_old ? 4 : 0, length = size - skipped;
    uint8_t *data;
    const Term binary = binary_new(s, prefix + length, &data);
    if (is_old) {
        const uint8_t head[4] = {1, (uint8_t)(length >> 16), (uint8_t)(length >> 8),
                                 (uint8_t)length};
        memcpy(data, head, sizeof head);
    }
    memcpy(data + prefix, bytes + skipped, length);
    const Term elements[5] = {ATOM_SSL_TLS, TERM_NIL, small_make(is_old ? 22 : bytes[0]),
                              space_tuple2(s, small_make(version[0]), small_make(version[1])),
                              binary};
    return space_tuple(s, 5, elements);
}

static Term build_packet(Space *s, PacketType type, Term binary, const uint8_t *bytes, size_t size)
{
    switch (type) {
    case PACKET_HTTP:
    case PACKET_HTTP_BIN: return http_parse(s, bytes, size, false, type == PACKET_HTTP_BIN);
    case PACKET_HTTPH:
    case PACKET_HTTPH_BIN: return http_parse(s, bytes, size, true, type == PACKET_HTTPH_BIN);
    case PACKET_TLS: return build_tls(s, bytes, size);
    default: {
        const uint8_t *body = bytes;
        packet_body(type, &body, &size);
        return binary_part_bits(s, binary, (uint64_t)(body - bytes) * 8, (uint64_t)size * 8);
    }
    }
}

static Term decode(Process *p, const PacketRules *rules, Term binary, const uint8_t *bytes,
                   size_t size)
{
    Space *s = process_space(p);
    const int64_t length = packet_length(rules, bytes, size);
    if (length < 0 || length > INT32_MAX) { // lengths are 32 bits signed, as in ERTS
        return space_tuple2(s, ATOM_ERROR, ATOM_INVALID);
    }
    if (length == PACKET_MORE || (uint64_t)length > size) {
        return space_tuple2(s, ATOM_MORE,
                            length == PACKET_MORE ? ATOM_UNDEFINED : space_integer(s, length));
    }
    const Term packet = build_packet(s, rules->type, binary, bytes, (size_t)length);
    const uint64_t packet_bits = (uint64_t)length * 8;
    const Term rest =
        binary_part_bits(s, binary, packet_bits, bitstring_bits(binary) - packet_bits);
    return space_tuple3(s, ATOM_OK, packet, rest);
}

Term bif_erlang_decode_packet_3(Process *p, Term *arg)
{
    PacketRules rules = {.delimiter = '\n'};
    size_t size;
    uint8_t *copy;
    if (!find_type(arg[0], &rules.type)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    // The last bits of a bitstring belong to no packet, only to the rest.
    const uint64_t bits = term_is_bitstring(arg[1]) ? bitstring_bits(arg[1]) : 0;
    if (!term_is_bitstring(arg[1]) || (bits % 8 && release_refuses_odd_bits())) {
        return bif_badarg(p);
    }
    const Term whole_bytes =
        bits % 8 ? binary_part_bits(process_space(p), arg[1], 0, bits - bits % 8) : arg[1];
    const uint8_t *bytes = binary_bytes(whole_bytes, &size, &copy);
    const Term result =
        parse_options(arg[2], &rules) ? decode(p, &rules, arg[1], bytes, size) : bif_badarg(p);
    binary_bytes_free(copy, size);
    return result;
}
