// SPDX-License-Identifier: Apache-2.0
// packet.h -- where a packet of a byte stream ends: the option {packet, Type} of sockets, and erlang:decode_packet/3.
#pragma once

#include "vm/base/platform.h"

typedef enum PacketType { // values of the option
    PACKET_RAW,
    PACKET_1,
    PACKET_2,
    PACKET_4,
    PACKET_ASN1,
    PACKET_SUNRM,
    PACKET_CDR,
    PACKET_FCGI,
    PACKET_LINE,
    PACKET_TPKT,
    PACKET_HTTP,
    PACKET_HTTPH,
    PACKET_TLS,
    PACKET_HTTP_BIN,
    PACKET_HTTPH_BIN,
} PacketType;

typedef struct PacketRules {
    PacketType type;
    size_t max_size;    // of a packet, without its length field; 0: no limit
    size_t line_length; // longer lines are cut; 0: no limit
    uint8_t delimiter;  // of lines
} PacketRules;
enum { PACKET_MORE = 0, PACKET_ERROR = -1 };
// Length of the packet at the beginning of bytes, with its length field: may be more than size. PACKET_MORE: not known yet.
int64_t packet_length(const PacketRules *rules, const uint8_t *bytes, size_t size);
// Leaves out what does not belong to the data (length field, padding).
void packet_body(PacketType type, const uint8_t **bytes, size_t *size);
