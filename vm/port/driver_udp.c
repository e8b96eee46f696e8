// SPDX-License-Identifier: Apache-2.0
// driver_udp.c -- the driver udp_inet: datagram sockets.
//
//   active:   {udp, S, IP, Port, Data}   or {udp, S, IP, Port, Ancillary, Data};   {udp_error, S, Reason}; {udp_passive, S}
//   passive:  recv -> Ref, then {inet_async, S, Ref, {ok, [Address.. | Data]}} or {ok, {[Address.. | Data], Ancillary}}
//
// There is at most one recv at a time. What is sent begins with an address (ignored when connected), then the size of the ancillary
// data in 32 bits and the data itself: options as in setopts.
//
// Read before: vm/port/inet_control.c     Read next: vm/port/driver_tcp.c
#include <errno.h>
#include <netinet/in.h>

#include "vm/port/driver.h"
#include "vm/port/inet.h"
#include "vm/port/port_deliver.h"
#include "vm/term/atom.h"

enum {
    ANCILLARY_BYTES = 512,
    MESSAGE_WORDS = 24 + INET_ADDRESS_WORDS + 128,
    OPTION_TOS = 9,
    OPTION_TCLASS = 41,
    OPTION_TTL = 46
};

typedef struct Udp {
    Inet inet;         // first
    bool is_receiving; // a recv waits
    Term receiver;
    uint16_t receive_ref;
    PortTimer *timer; // of the recv
} Udp;

static void arm(Udp *u)
{
    bool wants = u->inet.fd >= 0 && (u->inet.active != INET_PASSIVE || u->is_receiving);
    inet_arm(&u->inet, wants ? POLL_READ : 0);
}

// The recv has been answered, or will not be.
static void end_receive(Udp *u)
{
    u->is_receiving = false;
    if (u->timer) {
        port_timer_cancel(u->timer);
        u->timer = NULL;
    }
}

static void receive_timed_out(Port *port, void *data)
{
    Udp *u = data;
    (void)port;
    u->timer = NULL;
    if (u->is_receiving) {
        u->is_receiving = false;
        inet_tell_async(&u->inet, u->receiver, u->receive_ref, ATOM_TIMEOUT);
        arm(u);
    }
}

// ---- receiving

// [{ttl, 64}, {tos, 0}]: in the order in which the kernel gave them.
static Term ancillary_term(Space *space, struct msghdr *m)
{
    Term items[8];
    uint32_t count = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c && count < 8; c = CMSG_NXTHDR(m, c)) {
        int value = 0;
        size_t bytes = c->cmsg_len - CMSG_LEN(0);
        memcpy(&value, CMSG_DATA(c), bytes < sizeof value ? bytes : sizeof value);
        Term name = TERM_NONE;
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TOS) {
            name = ATOM_TOS;
            value &= 0xFF;
        } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TTL) {
            name = ATOM_TTL;
        } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_TCLASS) {
            name = ATOM_TCLASS;
        }
        if (!term_is_none(name)) {
            items[count++] = space_tuple2(space, name, small_make(value));
        }
    }
    return space_list(space, items, count, TERM_NIL);
}

static void deliver_active(Udp *u, const InetAddress *from, const uint8_t *bytes, size_t size,
                           struct msghdr *ancillary)
{
    MessageBuilder b;
    Space *space = message_begin(&b, MESSAGE_WORDS + inet_data_words(&u->inet, size));
    Term elements[6] = {ATOM_UDP, u->inet.port->id};
    uint32_t n = 4;
    elements[2] = inet_address_term(from, space, &elements[3]);
    if (ancillary) {
        elements[n++] = ancillary_term(space, ancillary);
    }
    elements[n++] = inet_data_term(&u->inet, space, bytes, size);
    port_send(u->inet.port, u->inet.port->owner, &b, space_tuple(space, n, elements));
    inet_count_active(&u->inet, ATOM_UDP_PASSIVE);
}

// The address as list elements in front of the data.
static void deliver_passive(Udp *u, const InetAddress *from, const uint8_t *bytes, size_t size,
                            struct msghdr *ancillary)
{
    ByteVec address = {0};
    MessageBuilder b;
    inet_address_write(from, &address);
    Space *space =
        message_begin(&b, MESSAGE_WORDS + 2 * address.size + inet_data_words(&u->inet, size));
    Term data = inet_data_term(&u->inet, space, bytes, size);
    for (size_t i = address.size; i > 0; i--) {
        data = space_cons(space, small_make(address.data[i - 1]), data);
    }
    byte_vec_free(&address);
    if (ancillary) {
        data = space_tuple2(space, data, ancillary_term(space, ancillary));
    }
    Term status = space_tuple2(space, ATOM_OK, data);
    Term message =
        space_tuple4(space, ATOM_INET_ASYNC, u->inet.port->id, small_make(u->receive_ref), status);
    port_send(u->inet.port, u->receiver, &b, message);
    end_receive(u);
}

static void deliver_error(Udp *u, int error)
{
    Term reason = port_errno_atom(error);
    if (u->is_receiving) {
        inet_tell_async(&u->inet, u->receiver, u->receive_ref, reason);
        end_receive(u);
    } else if (u->inet.active != INET_PASSIVE) {
        inet_tell_error(&u->inet, ATOM_UDP_ERROR, reason);
    }
}

// One datagram. False: there is none, or an error was told.
static bool receive_one(Udp *u, uint8_t *buffer, size_t room)
{
    InetAddress from = {0};
    uint8_t control[ANCILLARY_BYTES];
    struct iovec iov = {buffer, room};
    struct msghdr m = {
        .msg_name = &from.sa, .msg_namelen = sizeof from.sa, .msg_iov = &iov, .msg_iovlen = 1};
    if (u->inet.ancillary) {
        m.msg_control = control;
        m.msg_controllen = sizeof control;
    }
    ssize_t n = recvmsg(u->inet.fd, &m, 0);
    if (n < 0) {
        if (errno != EAGAIN && errno != EINTR) {
            deliver_error(u, errno);
        }
        return false;
    }
    from.size = m.msg_namelen;
    if (u->inet.state & INET_F_ACTIVE) {
        from = u->inet.remote;
    }
    inet_count(&u->inet.received, (size_t)n);
    u->inet.port->bytes_in += (size_t)n;
    struct msghdr *ancillary = u->inet.ancillary ? &m : NULL;
    if (u->inet.active != INET_PASSIVE) {
        deliver_active(u, &from, buffer, (size_t)n, ancillary);
    } else {
        deliver_passive(u, &from, buffer, (size_t)n, ancillary);
    }
    return true;
}

static void receive_some(Udp *u)
{
    size_t room = (size_t)u->inet.buffer_size;
    uint8_t *buffer = vm_alloc(room);
    for (int i = 0; i < u->inet.read_packets; i++) {
        if (!(u->inet.active != INET_PASSIVE || u->is_receiving) || !receive_one(u, buffer, room)) {
            break;
        }
    }
    vm_free(buffer, room);
    arm(u);
}

// recv: [timeout:32, length:32]
static void start_receive(Udp *u, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Inet *inet = &u->inet;
    Bytes in = bytes_of(bytes, size);
    uint32_t timeout = bytes_u32(&in);
    if (!(inet->state & INET_F_OPEN)) {
        inet_reply_name(reply, "exbadport");
    } else if (inet->active != INET_PASSIVE || size != 8) {
        inet_reply_error(reply, EINVAL);
    } else if (u->is_receiving) {
        inet_reply_error(reply, EALREADY);
    } else {
        u->is_receiving = true;
        u->receiver = inet->port->caller;
        u->receive_ref = inet->next_ref++;
        inet_reply_ok(reply, (uint8_t[]){(uint8_t)(u->receive_ref >> 8), (uint8_t)u->receive_ref},
                      2);
        receive_some(u);
        if (u->is_receiving && timeout != INET_FOREVER) {
            u->timer = port_timer_start(inet->port, timeout, receive_timed_out, u);
        }
    }
}

// ---- sending

typedef union AncillaryBuffer {
    struct cmsghdr align;
    uint8_t bytes[ANCILLARY_BYTES];
} AncillaryBuffer;

// Options as in setopts become control messages. False: one that cannot be sent.
static bool compile_ancillary(Bytes in, AncillaryBuffer *buffer, struct msghdr *m)
{
    size_t used = 0;
    memset(buffer, 0, sizeof *buffer);
    while (bytes_left(&in)) {
        uint8_t code = bytes_u8(&in);
        int value = (int32_t)bytes_u32(&in);
        if (in.bad || used + CMSG_SPACE(sizeof value) > sizeof buffer->bytes ||
            (code != OPTION_TOS && code != OPTION_TCLASS && code != OPTION_TTL)) {
            return false;
        }
        struct cmsghdr *c = (struct cmsghdr *)(buffer->bytes + used);
        c->cmsg_level = code == OPTION_TCLASS ? IPPROTO_IPV6 : IPPROTO_IP;
        c->cmsg_type = code == OPTION_TOS ? IP_TOS : code == OPTION_TTL ? IP_TTL : IPV6_TCLASS;
        c->cmsg_len = CMSG_LEN(sizeof value);
        memcpy(CMSG_DATA(c), &value, sizeof value);
        used += CMSG_SPACE(sizeof value);
    }
    m->msg_control = used ? buffer->bytes : NULL;
    m->msg_controllen = used;
    return true;
}

// 0, or the error's atom.
static Term send_datagram(Udp *u, Bytes in)
{
    InetAddress to;
    AncillaryBuffer buffer;
    struct msghdr m = {0};
    if (!(u->inet.state & INET_F_OPEN)) {
        return ATOM_EINVAL;
    }
    const char *bad = inet_address_read(&in, u->inet.family, &to);
    if (bad) {
        return atom_from_text(bad);
    }
    Bytes ancillary = bytes_slice(&in, bytes_u32(&in));
    if (in.bad || ancillary.bad || !compile_ancillary(ancillary, &buffer, &m)) {
        return ATOM_EINVAL;
    }
    struct iovec iov = {(void *)(uintptr_t)in.at, bytes_left(&in)};
    m.msg_iov = &iov;
    m.msg_iovlen = 1;
    if (!(u->inet.state & INET_F_ACTIVE)) {
        m.msg_name = &to.sa;
        m.msg_namelen = to.size;
    }
    inet_count(&u->inet.sent, iov.iov_len);
    return sendmsg(u->inet.fd, &m, MSG_NOSIGNAL) < 0 ? port_errno_atom(errno) : TERM_NONE;
}

static void output_udp(Port *port, const uint8_t *bytes, size_t size)
{
    Udp *u = port->data;
    Bytes in = bytes_of(bytes, size);
    InetSender sender;
    const bool is_good = inet_sender_read(port->caller, &in, &sender);
    inet_tell_reply(&u->inet, &sender, is_good ? send_datagram(u, in) : ATOM_EINVAL);
}

// ---- connecting

static void dissolve(Udp *u)
{
    struct sockaddr nobody = {.sa_family = AF_UNSPEC};
    int result = connect(u->inet.fd, &nobody, sizeof nobody);
    (void)result; // it was not connected
    u->inet.state &= ~(uint32_t)INET_F_ACTIVE;
}

// connect: [timeout:32, address], or nothing: no longer.
static void connect_udp(Udp *u, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Inet *inet = &u->inet;
    Bytes in = bytes_of(bytes, size);
    if (!(inet->state & INET_F_OPEN)) {
        inet_reply_name(reply, "exbadport");
        return;
    }
    if (size == 0) {
        dissolve(u);
    } else {
        InetAddress to;
        bytes_u32(&in);
        const char *bad = size < 6 ? "einval" : inet_address_read(&in, inet->family, &to);
        if (bad) {
            inet_reply_name(reply, bad);
            return;
        }
        if (inet->state & INET_F_ACTIVE) {
            dissolve(u); // Linux keeps the old source address otherwise
        }
        if (connect(inet->fd, (struct sockaddr *)&to.sa, to.size) != 0) {
            int error = errno;
            dissolve(u);
            inet_reply_error(reply, error);
            return;
        }
        inet->remote = to;
        inet->state |= INET_F_ACTIVE;
    }
    uint16_t ref = inet->next_ref++;
    inet_tell_async(inet, inet->port->caller, ref, TERM_NONE);
    inet_reply_ok(reply, (uint8_t[]){(uint8_t)(ref >> 8), (uint8_t)ref}, 2);
}

// ---- the driver

static void options_changed(Inet *inet, int32_t old_active, int32_t old_packet)
{
    (void)old_packet;
    if (inet->active != old_active) {
        arm((Udp *)inet);
    }
}

static int start_udp(Port *port, const PortOptions *options)
{
    (void)options;
    Udp *u = vm_calloc(sizeof *u);
    inet_init(&u->inet, port, SOCK_DGRAM);
    u->inet.options_changed = options_changed;
    port->data = u;
    return 0;
}

static void stop_udp(Port *port)
{
    Udp *u = port->data;
    end_receive(u);
    inet_close(&u->inet);
    vm_free(u, sizeof *u);
    port->data = NULL;
}

static void ready_udp(Port *port, int fd, uint32_t events)
{
    Udp *u = port->data;
    (void)events;
    if (fd == u->inet.fd) {
        receive_some(u);
    }
}

static bool control_udp(Port *port, uint32_t operation, const uint8_t *bytes, size_t size,
                        ByteVec *reply)
{
    Udp *u = port->data;
    uint32_t request = operation - INET_CONTROL_BASE;
    if (request == PACKET_RECEIVE) {
        start_receive(u, bytes, size, reply);
    } else if (request == INET_CONNECT) {
        connect_udp(u, bytes, size, reply);
    } else if (!inet_control(&u->inet, request, bytes, size, reply)) {
        inet_reply_name(reply, "exbadport");
    }
    return true;
}

const PortDriver driver_udp_inet = {
    .name = "udp_inet",
    .start = start_udp,
    .stop = stop_udp,
    .output = output_udp,
    .ready = ready_udp,
    .control = control_udp,
};
