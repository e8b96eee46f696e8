// SPDX-License-Identifier: Apache-2.0
// inet.h -- sockets as ports: what the drivers udp_inet and tcp_inet share. The other side is prim_inet.erl.
//
//   port_control(S, 16#03f1a300 + Request, Bytes)  ->  [1 | Reply], [0 | "einval"], [2]: the answer comes as message
//   port_command(S, Bytes)                         ->  {inet_reply, S, ok | {error, E}}
//   later                                          ->  {inet_async, S, Ref, Status}     Ref: 16 bits, given out by the request
//
// All numbers are big-endian. An option is its code (8 bits) and a value, mostly 32 bits. An address is
//   [family, port:16, a, b, c, d]       [6-family, port:16, 16 bytes]      [local, size:8, path]
//
// Read before: vm/port/port.h     Read next: vm/port/inet_address.c
#pragma once

#include <sys/socket.h>

#include "vm/base/bytes.h"
#include "vm/port/port.h"
#include "vm/proc/message.h"

enum { INET_CONTROL_BASE = 0x03f1a300 };
typedef enum InetRequest {
    INET_OPEN = 1,
    INET_CONNECT = 3,
    INET_PEER = 4,
    INET_NAME = 5,
    INET_BIND = 6,
    INET_SET_OPTIONS = 7,
    INET_GET_OPTIONS = 8,
    INET_GET_STATISTICS = 11,
    INET_GET_HOST_NAME = 12,
    INET_FD_OPEN = 13,
    INET_GET_FD = 14,
    INET_GET_TYPE = 15,
    INET_GET_STATUS = 16,
    INET_SERVICE_BY_NAME = 17,
    INET_SERVICE_BY_PORT = 18,
    INET_SET_NAME = 19,
    INET_SET_PEER = 20,
    INET_GET_IF_LIST = 21,
    INET_IF_GET = 22,
    INET_IF_SET = 23,
    INET_SUBSCRIBE = 24,
    INET_GET_IF_ADDRESSES = 25,
    INET_ACCEPT = 26,
    INET_LISTEN = 27,
    INET_IGNORE_FD = 28,
    INET_GET_LOCAL_ADDRESSES = 29,
    INET_GET_PEER_ADDRESSES = 30,
    TCP_RECEIVE = 42,
    TCP_UNRECEIVE = 43,
    TCP_SHUTDOWN = 44,
    TCP_SEND_FILE = 45,
    PACKET_RECEIVE = 60,
} InetRequest;
enum { INET_REPLY_ERROR = 0, INET_REPLY_OK = 1, INET_REPLY_LATER = 2 };
enum {
    INET_AF_UNSPEC,
    INET_AF_INET,
    INET_AF_INET6,
    INET_AF_ANY,
    INET_AF_LOOPBACK,
    INET_AF_LOCAL,
    INET_AF_UNDEFINED
};
enum { INET_TYPE_STREAM = 1, INET_TYPE_DGRAM = 2 };
enum { INET_PASSIVE, INET_ACTIVE, INET_ONCE, INET_MULTI }; // option active
enum { INET_LIST, INET_BINARY };                           // option mode
enum { INET_DELIVER_PORT, INET_DELIVER_TERM };
enum { // Inet.state, as getstatus shows it
    INET_F_OPEN = 1,
    INET_F_BOUND = 2,
    INET_F_ACTIVE = 4,
    INET_F_LISTEN = 8,
    INET_F_CONNECTING = 16,
    INET_F_ACCEPTING = 32,
    INET_F_BUSY = 128,
};
enum { INET_BUFFER_DEFAULT = 1460, INET_HIGH_WATERMARK = 8192, INET_READ_PACKETS = 5 };
#define INET_FOREVER UINT32_MAX

typedef struct InetAddress {
    struct sockaddr_storage sa;
    socklen_t size;
} InetAddress;

typedef struct InetCount {
    uint64_t count, octets, max;
    double average, deviation;
} InetCount;

typedef struct Inet Inet;
struct Inet {
    Port *port;
    int fd;        // -1: closed
    bool keeps_fd; // it was handed in with FD_OPEN ... and stays open
    PollEntry *entry;
    uint32_t wanted;  // POLL_*
    int family, type; // of the system: AF_INET, SOCK_STREAM, ...
    uint32_t state;   // INET_F_*
    uint16_t next_ref;
    // options
    int32_t mode, deliver, active, header, packet, packet_size, exit_on_close, buffer_size,
        line_delimiter, read_packets;
    int32_t active_count;
    bool buffer_is_set;
    int32_t high_watermark, low_watermark, high_queue, low_queue, send_timeout, send_timeout_close,
        delay_send, show_reset;
    bool lingers_not;                 // linger {true, 0}: reset at close
    uint32_t ancillary;               // INET_RECEIVES_*
    InetAddress remote;               // of a connected datagram socket
    InetAddress fake_name, fake_peer; // size 0: none
    InetCount received, sent;
    // What the drivers do: `active` or `packet` were changed by setopts; the descriptor is to be closed.
    void (*options_changed)(Inet *inet, int32_t old_active, int32_t old_packet);
    size_t (*queued)(const Inet *inet);
};
enum { INET_RECEIVES_TOS = 1, INET_RECEIVES_TCLASS = 2, INET_RECEIVES_TTL = 4 };

// ---- inet_address.c
// Reads an address; family: of the socket. NULL, or the name of the error.
const char *inet_address_read(Bytes *in, int family, InetAddress *out);
bool inet_address_write(const InetAddress *a, ByteVec *out); // false: a family that has no encoding
// As {IP, Port} are shown in messages: IP or {local, Path}; and the number, 0 for those without.
Term inet_address_term(const InetAddress *a, Space *space, Term *port_number);
enum { INET_ADDRESS_WORDS = 40 };
int inet_address_port(const InetAddress *a); // -1: it has none

// ---- inet_option.c
bool inet_options_set(Inet *inet, const uint8_t *bytes, size_t size);
bool inet_options_get(Inet *inet, const uint8_t *bytes, size_t size, ByteVec *out);
// ---- inet_control.c
void inet_init(Inet *inet, Port *port, int type);
void inet_close(Inet *inet);                // the descriptor
void inet_arm(Inet *inet, uint32_t wanted); // what to poll for from now on
bool inet_attach(Inet *inet, int fd);       // watches fd, which becomes the socket
// Requests that do not differ: true, and the reply. False: unknown.
bool inet_control(Inet *inet, uint32_t request, const uint8_t *bytes, size_t size, ByteVec *reply);
void inet_reply_ok(ByteVec *reply, const void *bytes, size_t size);
void inet_reply_error(ByteVec *reply, int error);
void inet_reply_name(ByteVec *reply, const char *name);
void inet_count(InetCount *c, size_t size);
// ---- inet_interface.c
void inet_interface_list(Inet *inet, ByteVec *reply);
void inet_interface_addresses(ByteVec *reply);
void inet_interface_get(Inet *inet, const uint8_t *bytes, size_t size, ByteVec *reply);
// ---- inet_message.c
// Who sends, and from OTP 26 on the term, encoded, that he wants to see in the reply: it stands in
// front of the data, its size in 16 bits before it.
typedef struct InetSender {
    Term pid; // TERM_NONE: nobody waits for a reply
    const uint8_t *tag;
    size_t tag_bytes;
} InetSender;
// Takes the tag off the data. False: malformed.
bool inet_sender_read(Term caller, Bytes *data, InetSender *sender);
// {inet_reply, S, ok | {error, error}} or {inet_reply, S, ok | {error, error}, Tag}; TERM_NONE: ok
void inet_tell_reply(Inet *inet, const InetSender *sender, Term error);
void inet_tell_async(Inet *inet, Term caller, uint16_t ref,
                     Term error); // {inet_async, S, Ref, ok | {error, error}}
// Data as the options mode and header want it, room for its words, and a message of atom, port and optional third.
Term inet_data_term(const Inet *inet, Space *space, const uint8_t *bytes, size_t size);
size_t inet_data_words(const Inet *inet, size_t size);
void inet_tell_atom(Inet *inet, Term atom);               // {Atom, S}
void inet_tell_error(Inet *inet, Term atom, Term reason); // {Atom, S, Reason}
// One active message has been sent: once and {active, N} count down; true: passive now.
bool inet_count_active(Inet *inet, Term passive_atom);
