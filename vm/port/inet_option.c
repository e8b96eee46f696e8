// SPDX-License-Identifier: Apache-2.0
// inet_option.c -- socket options: setopts and getopts.
//
// Three kinds: numbers of our own (a field of Inet), options of the system with a plain integer value (a table), and the few that
// have another shape (active, linger, raw, memberships, bind_to_device).
//
// Setting: an option of the system that fails is passed over in silence, as ERTS does for the sake of old programs; only those marked
// `tells` fail as a whole. Getting: an option that the socket does not have is left out of the answer.
//
// Read before: vm/port/inet_address.c     Read next: vm/port/inet_control.c
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "vm/port/inet.h"
#include "vm/term/atom.h"

enum {
    OPTION_REUSEADDR = 0,
    OPTION_LINGER = 3,
    OPTION_RECEIVE_BUFFER = 7,
    OPTION_MULTICAST_IF = 11,
    OPTION_ADD_MEMBERSHIP = 14,
    OPTION_DROP_MEMBERSHIP = 15,
    OPTION_ACTIVE = 22,
    OPTION_PACKET = 23,
    OPTION_RAW = 34,
    OPTION_NETNS = 38,
    OPTION_BIND_TO_DEVICE = 42,
    OPTION_RECEIVE_TOS = 43,
    OPTION_RECEIVE_TCLASS = 44,
    OPTION_PKTOPTIONS = 45,
    OPTION_RECEIVE_TTL = 47,
    OPTION_HIGH_WATERMARK = 27,
    OPTION_LOW_WATERMARK = 28,
    OPTION_BUFFER = 20,
    OPTION_READ_PACKETS = 33,
    OPTION_HIGH_QUEUE = 36,
    OPTION_LOW_QUEUE = 37,
    OPTION_DEBUG = 99,
};
enum { OPTION_BYTES_MAX = 32768, RAW_HEAD_BYTES = 13 };

// ---- options of the system with an integer value

typedef struct SystemOption {
    uint8_t code;
    int level, name;
    bool tells; // a failure to set it is an error of setopts
} SystemOption;

static const SystemOption system_options[] = {
    {0, SOL_SOCKET, SO_REUSEADDR, false},
    {1, SOL_SOCKET, SO_KEEPALIVE, false},
    {2, SOL_SOCKET, SO_DONTROUTE, false},
    {4, SOL_SOCKET, SO_BROADCAST, false},
    {5, SOL_SOCKET, SO_OOBINLINE, false},
    {6, SOL_SOCKET, SO_SNDBUF, false},
    {7, SOL_SOCKET, SO_RCVBUF, false},
    {8, SOL_SOCKET, SO_PRIORITY, true},
    {9, IPPROTO_IP, IP_TOS, true},
    {10, IPPROTO_TCP, TCP_NODELAY, false},
    {12, IPPROTO_IP, IP_MULTICAST_TTL, false},
    {13, IPPROTO_IP, IP_MULTICAST_LOOP, false},
    {16, IPPROTO_IPV6, IPV6_V6ONLY, true},
    {17, SOL_SOCKET, SO_REUSEPORT, true},
    {18, SOL_SOCKET, SO_REUSEPORT, true},
    {41, IPPROTO_IPV6, IPV6_TCLASS, true},
    {43, IPPROTO_IP, IP_RECVTOS, true},
    {44, IPPROTO_IPV6, IPV6_RECVTCLASS, true},
    {46, IPPROTO_IP, IP_TTL, true},
    {47, IPPROTO_IP, IP_RECVTTL, true},
    {48, IPPROTO_TCP, TCP_CORK, false},
    {51, IPPROTO_TCP, TCP_KEEPCNT, true},
    {52, IPPROTO_TCP, TCP_KEEPIDLE, true},
    {53, IPPROTO_TCP, TCP_KEEPINTVL, true},
    {54, IPPROTO_TCP, TCP_USER_TIMEOUT, true},
};

static const SystemOption *find_system_option(uint8_t code)
{
    for (size_t i = 0; i < sizeof system_options / sizeof system_options[0]; i++) {
        if (system_options[i].code == code) {
            return &system_options[i];
        }
    }
    return NULL;
}

// ---- numbers of our own

typedef struct OwnOption {
    uint8_t code;
    uint8_t types; // 1 stream, 2 datagram
    uint16_t offset;
} OwnOption;
enum { STREAM = 1, DATAGRAM = 2, BOTH = 3 };
#define OWN(code, types, field)            \
    {                                      \
        code, types, offsetof(Inet, field) \
    }

static const OwnOption own_options[] = {
    OWN(20, BOTH, buffer_size),
    OWN(21, BOTH, header),
    OWN(23, BOTH, packet),
    OWN(24, BOTH, mode),
    OWN(25, BOTH, deliver),
    OWN(26, BOTH, exit_on_close),
    OWN(27, STREAM, high_watermark),
    OWN(28, STREAM, low_watermark),
    OWN(30, STREAM, send_timeout),
    OWN(31, STREAM, delay_send),
    OWN(32, BOTH, packet_size),
    OWN(33, DATAGRAM, read_packets),
    OWN(35, STREAM, send_timeout_close),
    OWN(36, BOTH, high_queue),
    OWN(37, BOTH, low_queue),
    OWN(39, STREAM, show_reset),
    OWN(40, BOTH, line_delimiter),
};

static const OwnOption *find_own_option(uint8_t code)
{
    for (size_t i = 0; i < sizeof own_options / sizeof own_options[0]; i++) {
        if (own_options[i].code == code) {
            return &own_options[i];
        }
    }
    return NULL;
}

static int32_t *own_field(Inet *inet, const OwnOption *o)
{
    uint8_t type = inet->type == SOCK_STREAM ? STREAM : DATAGRAM;
    return o->types & type ? (int32_t *)((char *)inet + o->offset) : NULL;
}

static bool set_own(Inet *inet, const OwnOption *o, int32_t value)
{
    int32_t *field = own_field(inet, o);
    if ((o->code == OPTION_READ_PACKETS && value <= 0 && field) ||
        ((o->code == OPTION_HIGH_QUEUE || o->code == OPTION_LOW_QUEUE) && value < 1)) {
        return false;
    }
    if (o->code == OPTION_BUFFER) {
        inet->buffer_is_set = true;
        value = value < 1 ? 1 : value;
    }
    if (field == NULL) {
        return true; // an option of another kind of socket is passed over
    }
    *field = value;
    if (o->code == OPTION_HIGH_WATERMARK) {
        inet->high_watermark = value < 0 ? 0 : value;
        inet->low_watermark = inet->low_watermark > value ? value : inet->low_watermark;
    } else if (o->code == OPTION_LOW_WATERMARK) {
        inet->low_watermark = value < 0 ? 0 : value;
        inet->high_watermark = inet->high_watermark < value ? value : inet->high_watermark;
    }
    return true;
}

// ---- setting

static bool set_active(Inet *inet, Bytes *in, int32_t value)
{
    inet->active = value;
    if (value != INET_MULTI) {
        inet->active_count = 0;
        return true;
    }
    int32_t count = inet->active_count + (int16_t)bytes_u16(in);
    if (in->bad || count > INT16_MAX || count < INT16_MIN) {
        return false;
    }
    inet->active_count = count < 0 ? 0 : count;
    if (inet->active_count == 0) {
        inet->active = INET_PASSIVE;
        inet_tell_atom(inet, inet->type == SOCK_STREAM ? ATOM_TCP_PASSIVE : ATOM_UDP_PASSIVE);
    }
    return true;
}

static bool set_membership(Inet *inet, uint8_t code, Bytes *in, int32_t domain)
{
    bool adds = code == OPTION_ADD_MEMBERSHIP;
    uint32_t interface = bytes_u32(in);
    if (domain == INET_AF_INET && inet->family == AF_INET) {
        struct ip_mreqn m = {.imr_ifindex = (int)interface};
        const uint8_t *group = bytes_take(in, 4), *local = bytes_take(in, 4);
        if (in->bad) {
            return false;
        }
        memcpy(&m.imr_multiaddr, group, 4);
        memcpy(&m.imr_address, local, 4);
        return setsockopt(inet->fd, IPPROTO_IP, adds ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, &m,
                          sizeof m) == 0;
    }
    if (domain == INET_AF_INET6 && inet->family == AF_INET6) {
        struct ipv6_mreq m = {.ipv6mr_interface = interface};
        const uint8_t *group = bytes_take(in, 16);
        if (in->bad) {
            return false;
        }
        memcpy(&m.ipv6mr_multiaddr, group, 16);
        return setsockopt(inet->fd, IPPROTO_IPV6, adds ? IPV6_JOIN_GROUP : IPV6_LEAVE_GROUP, &m,
                          sizeof m) == 0;
    }
    return false;
}

static bool set_raw(Inet *inet, Bytes *in, int32_t level)
{
    int name = (int32_t)bytes_u32(in);
    uint32_t size = bytes_u32(in);
    const uint8_t *value = bytes_take(in, size);
    return value && setsockopt(inet->fd, level, name, value, size) == 0;
}

static bool set_device(Inet *inet, Bytes *in, int32_t size)
{
    char name[IFNAMSIZ] = {0};
    const uint8_t *bytes = size >= 0 && size < IFNAMSIZ ? bytes_take(in, (size_t)size) : NULL;
    if (bytes == NULL) {
        return false;
    }
    memcpy(name, bytes, (size_t)size);
    return setsockopt(inet->fd, SOL_SOCKET, SO_BINDTODEVICE, name, (socklen_t)size) == 0;
}

static bool set_linger(Inet *inet, Bytes *in, int32_t is_on)
{
    struct linger l = {.l_onoff = is_on, .l_linger = (int32_t)bytes_u32(in)};
    if (in->bad) {
        return false;
    }
    inet->lingers_not = is_on && l.l_linger == 0;
    setsockopt(inet->fd, SOL_SOCKET, SO_LINGER, &l, sizeof l);
    return true;
}

static void set_multicast_interface(Inet *inet, int32_t value)
{
    if (inet->family == AF_INET) {
        uint32_t address = __builtin_bswap32((uint32_t)value);
        setsockopt(inet->fd, IPPROTO_IP, IP_MULTICAST_IF, &address, sizeof address);
    } else {
        setsockopt(inet->fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &value, sizeof value);
    }
}

static void note_ancillary(Inet *inet, uint8_t code, int32_t is_on)
{
    uint32_t bit = code == OPTION_RECEIVE_TOS      ? INET_RECEIVES_TOS
                   : code == OPTION_RECEIVE_TCLASS ? INET_RECEIVES_TCLASS
                                                   : INET_RECEIVES_TTL;
    inet->ancillary = is_on ? inet->ancillary | bit : inet->ancillary & ~bit;
}

static bool set_system(Inet *inet, const SystemOption *o, int32_t value)
{
    int argument = value;
    int result = setsockopt(inet->fd, o->level, o->name, &argument, sizeof argument);
    if (o->code == OPTION_RECEIVE_BUFFER && !inet->buffer_is_set && value > inet->buffer_size) {
        inet->buffer_size = inet->type == SOCK_DGRAM && value > 65536 ? 65536 : value;
    }
    if (result == 0 && (o->code == OPTION_RECEIVE_TOS || o->code == OPTION_RECEIVE_TCLASS ||
                        o->code == OPTION_RECEIVE_TTL)) {
        note_ancillary(inet, o->code, value);
    }
    return result == 0 || !o->tells;
}

static bool set_one(Inet *inet, uint8_t code, Bytes *in)
{
    int32_t value = (int32_t)bytes_u32(in);
    const OwnOption *own = find_own_option(code);
    const SystemOption *of_system = find_system_option(code);
    if (own) {
        return set_own(inet, own, value);
    }
    if (of_system) {
        return set_system(inet, of_system, value);
    }
    switch (code) {
    case OPTION_ACTIVE: return set_active(inet, in, value);
    case OPTION_LINGER: return set_linger(inet, in, value);
    case OPTION_MULTICAST_IF: set_multicast_interface(inet, value); return true;
    case OPTION_ADD_MEMBERSHIP:
    case OPTION_DROP_MEMBERSHIP: return set_membership(inet, code, in, value);
    case OPTION_RAW: return set_raw(inet, in, value);
    case OPTION_BIND_TO_DEVICE: return set_device(inet, in, value);
    case OPTION_DEBUG: return true;
    default: return false;
    }
}

bool inet_options_set(Inet *inet, const uint8_t *bytes, size_t size)
{
    Bytes in = bytes_of(bytes, size);
    int32_t old_active = inet->active, old_packet = inet->packet;
    bool is_good = true;
    while (is_good && bytes_left(&in)) {
        uint8_t code = bytes_u8(&in);
        is_good = bytes_left(&in) >= 4 && set_one(inet, code, &in) && !in.bad;
    }
    if (inet->options_changed) {
        inet->options_changed(inet, old_active, old_packet);
    }
    return is_good;
}

// ---- getting

static void add_option(ByteVec *out, uint8_t code, int32_t value)
{
    byte_vec_u8(out, code);
    byte_vec_u32(out, (uint32_t)value);
}

static void get_linger(const Inet *inet, ByteVec *out)
{
    struct linger l = {0};
    socklen_t size = sizeof l;
    if (getsockopt(inet->fd, SOL_SOCKET, SO_LINGER, &l, &size) == 0) {
        add_option(out, OPTION_LINGER, l.l_onoff);
        byte_vec_u32(out, (uint32_t)l.l_linger);
    }
}

static void get_multicast_interface(const Inet *inet, ByteVec *out)
{
    bool is_4 = inet->family == AF_INET;
    int value = 0;
    socklen_t size = sizeof value;
    if (getsockopt(inet->fd, is_4 ? IPPROTO_IP : IPPROTO_IPV6,
                   is_4 ? IP_MULTICAST_IF : IPV6_MULTICAST_IF, &value, &size) == 0) {
        byte_vec_u8(out, OPTION_MULTICAST_IF);
        if (is_4) {
            byte_vec_add(out, &value, sizeof value);
        } else {
            byte_vec_u32(out, (uint32_t)value);
        }
        byte_vec_u32(out, is_4 ? INET_AF_INET : INET_AF_INET6);
    }
}

// Request: level:32, name:32, with_value:8, size:32, value. Answer: level, name, size, value.
static bool get_raw(const Inet *inet, Bytes *in, ByteVec *out)
{
    int32_t level = (int32_t)bytes_u32(in), name = (int32_t)bytes_u32(in);
    bool has_value = bytes_u8(in);
    uint32_t size = bytes_u32(in);
    if (in->bad || size > OPTION_BYTES_MAX) {
        return false;
    }
    uint8_t *value = vm_calloc(size + 1);
    const uint8_t *given = has_value ? bytes_take(in, size) : NULL;
    if (given) {
        memcpy(value, given, size);
    }
    socklen_t got = size;
    if (!in->bad && getsockopt(inet->fd, level, name, value, &got) == 0) {
        byte_vec_u8(out, OPTION_RAW);
        byte_vec_u32(out, (uint32_t)level);
        byte_vec_u32(out, (uint32_t)name);
        byte_vec_u32(out, got);
        byte_vec_add(out, value, got);
    }
    vm_free(value, size + 1);
    return !in->bad;
}

static void get_device(const Inet *inet, ByteVec *out)
{
    char name[IFNAMSIZ] = {0};
    socklen_t size = sizeof name;
    if (getsockopt(inet->fd, SOL_SOCKET, SO_BINDTODEVICE, name, &size) == 0) {
        size_t length = strnlen(name, size);
        add_option(out, OPTION_BIND_TO_DEVICE, (int32_t)length);
        byte_vec_add(out, name, length);
    }
}

// What came with the handshake or the last segment: the ancillary options that are switched on, with their present values.
static void get_packet_options(const Inet *inet, ByteVec *out)
{
    uint8_t control[512];
    socklen_t size = sizeof control;
    ByteVec options = {0};
    if (inet->family == AF_INET &&
        getsockopt(inet->fd, IPPROTO_IP, IP_PKTOPTIONS, control, &size) != 0) {
        return;
    }
    struct msghdr m = {.msg_control = control,
                       .msg_controllen = inet->family == AF_INET ? size : 0};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
        int value = 0;
        size_t bytes = c->cmsg_len - CMSG_LEN(0);
        memcpy(&value, CMSG_DATA(c), bytes < sizeof value ? bytes : sizeof value);
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TOS) {
            add_option(&options, 9, value & 0xFF);
        } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TTL) {
            add_option(&options, 46, value);
        }
    }
    add_option(out, OPTION_PKTOPTIONS, (int32_t)options.size);
    byte_vec_add(out, options.data, options.size);
    byte_vec_free(&options);
}

static bool get_one(Inet *inet, uint8_t code, Bytes *in, ByteVec *out)
{
    const OwnOption *own = find_own_option(code);
    const SystemOption *of_system = find_system_option(code);
    if (own) {
        const int32_t *field = own_field(inet, own);
        if (field) {
            add_option(out, code, *field);
        }
        return code != 40;
    }
    if (of_system) {
        int value = 0;
        socklen_t size = sizeof value;
        if (getsockopt(inet->fd, of_system->level, of_system->name, &value, &size) == 0) {
            add_option(out, code, value);
        }
        return true;
    }
    switch (code) {
    case OPTION_ACTIVE:
        add_option(out, code, inet->active);
        if (inet->active == INET_MULTI) {
            byte_vec_u16(out, (uint16_t)inet->active_count);
        }
        return true;
    case OPTION_LINGER: get_linger(inet, out); return true;
    case OPTION_MULTICAST_IF: get_multicast_interface(inet, out); return true;
    case OPTION_RAW: return get_raw(inet, in, out);
    case OPTION_BIND_TO_DEVICE: get_device(inet, out); return true;
    case OPTION_PKTOPTIONS: get_packet_options(inet, out); return true;
    case OPTION_NETNS: return true;
    default: return false;
    }
}

bool inet_options_get(Inet *inet, const uint8_t *bytes, size_t size, ByteVec *out)
{
    Bytes in = bytes_of(bytes, size);
    while (bytes_left(&in)) {
        uint8_t code = bytes_u8(&in);
        if (!get_one(inet, code, &in, out)) {
            return false;
        }
    }
    return true;
}
