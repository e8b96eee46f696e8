// SPDX-License-Identifier: Apache-2.0
// inet_control.c -- requests that are the same for all sockets: open, bind, names, options, statistics, services.
//
// Read before: vm/port/inet_option.c     Read next: vm/port/inet_message.c
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "vm/port/inet.h"
#include "vm/port/stream.h"

enum {
    STAT_RECEIVED_COUNT = 1,
    STAT_RECEIVED_MAX,
    STAT_RECEIVED_AVERAGE,
    STAT_RECEIVED_DEVIATION,
    STAT_SENT_COUNT,
    STAT_SENT_MAX,
    STAT_SENT_AVERAGE,
    STAT_SENT_PENDING,
    STAT_RECEIVED_OCTETS,
    STAT_SENT_OCTETS
};
enum { SUBSCRIBE_EMPTY_QUEUE = 1, SERVICE_BUFFER = 1024 };

// ---- replies

void inet_reply_ok(ByteVec *reply, const void *bytes, size_t size)
{
    byte_vec_u8(reply, INET_REPLY_OK);
    byte_vec_add(reply, bytes, size);
}

void inet_reply_name(ByteVec *reply, const char *name)
{
    byte_vec_u8(reply, INET_REPLY_ERROR);
    byte_vec_text(reply, name);
}

void inet_reply_error(ByteVec *reply, int error)
{
    char text[64];
    const char *name = strerrorname_np(error);
    size_t i = 0;
    for (; name && name[i] && i + 1 < sizeof text; i++) {
        text[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
    }
    text[i] = '\0';
    inet_reply_name(reply, i ? text : "unknown");
}

static void reply_u16(ByteVec *reply, uint16_t n)
{
    inet_reply_ok(reply, (uint8_t[]){(uint8_t)(n >> 8), (uint8_t)n}, 2);
}

static void reply_u32(ByteVec *reply, uint32_t n)
{
    byte_vec_u8(reply, INET_REPLY_OK);
    byte_vec_u32(reply, n);
}

// ---- the descriptor

void inet_init(Inet *inet, Port *port, int type)
{
    inet->port = port;
    inet->fd = -1;
    inet->type = type;
    inet->deliver = INET_DELIVER_TERM;
    inet->exit_on_close = 1;
    inet->buffer_size = INET_BUFFER_DEFAULT;
    inet->line_delimiter = '\n';
    inet->read_packets = INET_READ_PACKETS;
    inet->high_watermark = INET_HIGH_WATERMARK;
    inet->low_watermark = INET_HIGH_WATERMARK / 2;
    inet->high_queue = PORT_HIGH_WATERMARK;
    inet->low_queue = PORT_HIGH_WATERMARK / 2;
    inet->send_timeout = -1;
    inet->family = AF_INET;
}

void inet_arm(Inet *inet, uint32_t wanted)
{
    inet->wanted = wanted;
    if (inet->entry) {
        poll_set(inet->entry, wanted);
    }
}

bool inet_attach(Inet *inet, int fd)
{
    inet->entry = poll_add(fd, 0, stream_poll, inet->port);
    inet->fd = inet->entry ? fd : -1;
    return inet->entry != NULL;
}

void inet_close(Inet *inet)
{
    if (inet->entry) {
        poll_remove(inet->entry);
        inet->entry = NULL;
    }
    if (inet->fd >= 0 && !inet->keeps_fd) {
        close(inet->fd);
    }
    inet->fd = -1;
    inet->wanted = 0;
    inet->state = 0;
}

// ---- requests

static bool read_family(Bytes *in, int *family)
{
    switch (bytes_u8(in)) {
    case INET_AF_INET: *family = AF_INET; return true;
    case INET_AF_INET6: *family = AF_INET6; return true;
    case INET_AF_LOCAL: *family = AF_UNIX; return true;
    default: return false;
    }
}

// The byte behind the type, which prim_inet sends from OTP 28 on.
static bool read_protocol(Bytes *in, int type, int *protocol)
{
    enum { DEFAULT, TCP, UDP, SCTP, MPTCP };
    switch (bytes_left(in) ? bytes_u8(in) : DEFAULT) {
    case DEFAULT: *protocol = 0; return true;
    case TCP: *protocol = IPPROTO_TCP; return type == SOCK_STREAM;
    case MPTCP: *protocol = IPPROTO_MPTCP; return type == SOCK_STREAM;
    case UDP: *protocol = IPPROTO_UDP; return type == SOCK_DGRAM;
    default: return false;
    }
}

// [family, type] or [family, type, protocol]
static void open_socket(Inet *inet, Bytes *in, ByteVec *reply)
{
    int family, protocol;
    if (bytes_left(in) < 2 || bytes_left(in) > 3 || !read_family(in, &family)) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    int type = bytes_u8(in) == INET_TYPE_STREAM ? SOCK_STREAM : SOCK_DGRAM;
    if (type != inet->type) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    if (!read_protocol(in, type, &protocol)) {
        inet_reply_name(reply, "eprotonosupport");
        return;
    }
    if (inet->fd >= 0) {
        inet_reply_name(reply, "exbadseq");
        return;
    }
    int fd = socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
    if (fd < 0 || !inet_attach(inet, fd)) {
        inet_reply_error(reply, errno);
        return;
    }
    inet->family = family;
    inet->state = INET_F_OPEN;
    inet_reply_ok(reply, NULL, 0);
}

// [family, type, fd:32, is_bound:32]: a descriptor that somebody else has opened.
static void adopt_socket(Inet *inet, Bytes *in, ByteVec *reply)
{
    int family;
    bool is_good = bytes_left(in) == 10 && read_family(in, &family);
    bytes_u8(in);
    int fd = (int32_t)bytes_u32(in);
    bool is_bound = bytes_u32(in);
    if (!is_good || inet->fd >= 0) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    InetAddress peer = {.size = sizeof peer.sa};
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    if (!inet_attach(inet, fd)) {
        inet_reply_error(reply, errno);
        return;
    }
    inet->family = family;
    inet->state = INET_F_OPEN;
    if (is_bound && getpeername(fd, (struct sockaddr *)&peer.sa, &peer.size) == 0) {
        inet->state |= INET_F_ACTIVE;
    }
    inet_reply_ok(reply, NULL, 0);
}

static void bind_socket(Inet *inet, Bytes *in, ByteVec *reply)
{
    InetAddress a;
    if (inet->state != INET_F_OPEN) {
        inet_reply_name(reply, "exbadport");
        return;
    }
    const char *bad = inet_address_read(in, inet->family, &a);
    if (bad) {
        inet_reply_name(reply, bad);
        return;
    }
    if (bind(inet->fd, (struct sockaddr *)&a.sa, a.size) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    int number = inet_address_port(&a);
    if (number == 0) {
        a.size = sizeof a.sa;
        getsockname(inet->fd, (struct sockaddr *)&a.sa, &a.size);
        number = inet_address_port(&a);
    }
    reply_u16(reply, number < 0 ? 0 : (uint16_t)number);
}

static void reply_address(const InetAddress *a, ByteVec *reply)
{
    byte_vec_u8(reply, INET_REPLY_OK);
    inet_address_write(a, reply);
}

typedef int AddressCall(int fd, struct sockaddr *sa, socklen_t *size);

static void reply_called(const Inet *inet, AddressCall *call, const InetAddress *fake,
                         ByteVec *reply)
{
    if (fake->size) {
        reply_address(fake, reply);
        return;
    }
    InetAddress a = {.size = sizeof a.sa};
    if (call(inet->fd, (struct sockaddr *)&a.sa, &a.size) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    reply_address(&a, reply);
}

static void set_fake(const Inet *inet, InetAddress *fake, Bytes *in, ByteVec *reply)
{
    if (bytes_left(in) == 0) {
        fake->size = 0;
        inet_reply_ok(reply, NULL, 0);
        return;
    }
    const char *bad = inet_address_read(in, inet->family, fake);
    if (bad) {
        fake->size = 0;
        inet_reply_name(reply, bad);
    } else {
        inet_reply_ok(reply, NULL, 0);
    }
}

static void reply_type(const Inet *inet, ByteVec *reply)
{
    byte_vec_u8(reply, INET_REPLY_OK);
    byte_vec_u32(reply, inet->family == AF_INET    ? INET_AF_INET
                        : inet->family == AF_INET6 ? INET_AF_INET6
                                                   : INET_AF_LOCAL);
    byte_vec_u32(reply, inet->type == SOCK_STREAM ? INET_TYPE_STREAM : INET_TYPE_DGRAM);
}

static void reply_host_name(ByteVec *reply)
{
    char name[HOST_NAME_MAX + 1] = {0};
    if (gethostname(name, sizeof name) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    inet_reply_ok(reply, name, strnlen(name, sizeof name));
}

// ---- statistics

void inet_count(InetCount *c, size_t size)
{
    double n = (double)++c->count;
    c->octets += size;
    c->max = size > c->max ? size : c->max;
    c->average += ((double)size - c->average) / n;
    c->deviation += (((double)size - c->average) - c->deviation) / n;
}

static void reply_statistics(const Inet *inet, Bytes *in, ByteVec *reply)
{
    const InetCount *r = &inet->received, *s = &inet->sent;
    byte_vec_u8(reply, INET_REPLY_OK);
    while (bytes_left(in)) {
        uint8_t code = bytes_u8(in);
        byte_vec_u8(reply, code);
        switch (code) {
        case STAT_RECEIVED_COUNT: byte_vec_u32(reply, (uint32_t)r->count); break;
        case STAT_RECEIVED_MAX: byte_vec_u32(reply, (uint32_t)r->max); break;
        case STAT_RECEIVED_AVERAGE: byte_vec_u32(reply, (uint32_t)r->average); break;
        case STAT_RECEIVED_DEVIATION:
            byte_vec_u32(reply, (uint32_t)(r->deviation < 0 ? -r->deviation : r->deviation));
            break;
        case STAT_SENT_COUNT: byte_vec_u32(reply, (uint32_t)s->count); break;
        case STAT_SENT_MAX: byte_vec_u32(reply, (uint32_t)s->max); break;
        case STAT_SENT_AVERAGE: byte_vec_u32(reply, (uint32_t)s->average); break;
        case STAT_SENT_PENDING:
            byte_vec_u32(reply, inet->queued ? (uint32_t)inet->queued(inet) : 0);
            break;
        case STAT_RECEIVED_OCTETS: byte_vec_u64(reply, r->octets); break;
        case STAT_SENT_OCTETS: byte_vec_u64(reply, s->octets); break;
        default: byte_vec_u32(reply, 0); break;
        }
    }
}

// ---- services

// A text with its size in front, as a C string.
static bool read_text(Bytes *in, char *text)
{
    size_t size = bytes_u8(in);
    const uint8_t *bytes = bytes_take(in, size);
    if (bytes == NULL) {
        return false;
    }
    memcpy(text, bytes, size);
    text[size] = '\0';
    return true;
}

static void reply_service_by_name(Bytes *in, ByteVec *reply)
{
    char name[256], protocol[256], buffer[SERVICE_BUFFER];
    struct servent entry, *found = NULL;
    if (!read_text(in, name) || !read_text(in, protocol)) {
        inet_reply_error(reply, EINVAL);
    } else if (getservbyname_r(name, protocol, &entry, buffer, sizeof buffer, &found) != 0 ||
               found == NULL) {
        inet_reply_error(reply, EINVAL);
    } else {
        reply_u16(reply, __builtin_bswap16((uint16_t)entry.s_port));
    }
}

static void reply_service_by_port(Bytes *in, ByteVec *reply)
{
    char protocol[256], buffer[SERVICE_BUFFER];
    struct servent entry, *found = NULL;
    uint16_t number = bytes_u16(in);
    if (!read_text(in, protocol)) {
        inet_reply_error(reply, EINVAL);
    } else if (getservbyport_r(__builtin_bswap16(number), protocol, &entry, buffer, sizeof buffer,
                               &found) != 0 ||
               found == NULL) {
        inet_reply_error(reply, EINVAL);
    } else {
        inet_reply_ok(reply, entry.s_name, strlen(entry.s_name));
    }
}

// ---- dispatch

static void reply_options(Inet *inet, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    size_t at = reply->size;
    byte_vec_u8(reply, INET_REPLY_OK);
    if (!inet_options_get(inet, bytes, size, reply)) {
        reply->size = at;
        inet_reply_error(reply, EINVAL);
    }
}

static void reply_state(const Inet *inet, ByteVec *reply)
{
    reply_u32(reply, inet->state | (inet->port->flags & PORT_BUSY ? INET_F_BUSY : 0));
}

// Requests about the socket itself: it must be open.
static bool control_open_socket(Inet *inet, uint32_t request, Bytes *in, ByteVec *reply)
{
    switch (request) {
    case INET_BIND: bind_socket(inet, in, reply); return true;
    case INET_NAME: reply_called(inet, getsockname, &inet->fake_name, reply); return true;
    case INET_PEER:
        if (!(inet->state & INET_F_ACTIVE)) {
            inet_reply_error(reply, ENOTCONN);
        } else {
            reply_called(inet, getpeername, &inet->fake_peer, reply);
        }
        return true;
    case INET_GET_LOCAL_ADDRESSES:
        reply_called(inet, getsockname, &(InetAddress){0}, reply);
        return true;
    case INET_GET_PEER_ADDRESSES:
        reply_called(inet, getpeername, &(InetAddress){0}, reply);
        return true;
    case INET_GET_FD: reply_u32(reply, (uint32_t)inet->fd); return true;
    case INET_GET_IF_LIST: inet_interface_list(inet, reply); return true;
    case INET_GET_IF_ADDRESSES: inet_interface_addresses(reply); return true;
    case INET_IF_GET: inet_interface_get(inet, in->at, bytes_left(in), reply); return true;
    default: return false;
    }
}

static bool needs_open_socket(uint32_t request)
{
    return request == INET_BIND || request == INET_GET_FD || request == INET_GET_IF_LIST ||
           request == INET_GET_IF_ADDRESSES || request == INET_IF_GET ||
           request == INET_GET_LOCAL_ADDRESSES || request == INET_GET_PEER_ADDRESSES;
}

static void reply_subscription(const Inet *inet, Bytes *in, ByteVec *reply)
{
    byte_vec_u8(reply, INET_REPLY_OK);
    while (bytes_left(in)) {
        byte_vec_u8(reply, bytes_u8(in));
        byte_vec_u32(reply, inet->queued ? (uint32_t)inet->queued(inet) : 0);
    }
}

bool inet_control(Inet *inet, uint32_t request, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Bytes in = bytes_of(bytes, size);
    if (needs_open_socket(request) && !(inet->state & INET_F_OPEN)) {
        inet_reply_name(reply, request == INET_GET_FD ? "einval" : "exbadport");
        return true;
    }
    switch (request) {
    case INET_OPEN: open_socket(inet, &in, reply); return true;
    case INET_FD_OPEN: adopt_socket(inet, &in, reply); return true;
    case INET_SET_OPTIONS:
        if (inet_options_set(inet, bytes, size)) {
            inet_reply_ok(reply, NULL, 0);
        } else {
            inet_reply_error(reply, EINVAL);
        }
        return true;
    case INET_GET_OPTIONS: reply_options(inet, bytes, size, reply); return true;
    case INET_GET_STATISTICS: reply_statistics(inet, &in, reply); return true;
    case INET_GET_HOST_NAME: reply_host_name(reply); return true;
    case INET_GET_TYPE: reply_type(inet, reply); return true;
    case INET_GET_STATUS: reply_state(inet, reply); return true;
    case INET_SERVICE_BY_NAME: reply_service_by_name(&in, reply); return true;
    case INET_SERVICE_BY_PORT: reply_service_by_port(&in, reply); return true;
    case INET_SET_NAME: set_fake(inet, &inet->fake_name, &in, reply); return true;
    case INET_SET_PEER: set_fake(inet, &inet->fake_peer, &in, reply); return true;
    case INET_SUBSCRIBE: reply_subscription(inet, &in, reply); return true;
    case INET_IGNORE_FD:
        inet->keeps_fd = size == 1 && bytes[0];
        inet_reply_ok(reply, NULL, 0);
        return true;
    default: return control_open_socket(inet, request, &in, reply);
    }
}
