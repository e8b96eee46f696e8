// SPDX-License-Identifier: Apache-2.0
// tcp_receive.c -- reading a stream socket: bytes into packets, packets to the owner or to the one who called recv.
//
//   input:  [ delivered | bytes ........ | room ]
//                       ^input_at
//
// Passive: nothing is read unless a recv waits. Active: a packet at a time until there is none, at most some reads for one event, so
// that a fast peer cannot keep a scheduler. A read that gave less than it could has emptied the socket: what comes after it is reported.
//
//   raw     active: what one read gave, at most `buffer` bytes;  recv(N): exactly N bytes, or what is there for 0
//   others  see packet.h; http lines become terms (http.h)
//
// Read before: vm/port/tcp.h     Read next: vm/port/tcp_send.c
#include "vm/port/tcp.h"

#include <errno.h>
#include <sys/socket.h>

#include "vm/port/http.h"
#include "vm/port/packet.h"
#include "vm/port/port_deliver.h"
#include "vm/term/atom.h"

enum { READS_PER_EVENT = 8, RECEIVE_MAX = 0x4000000, HTTP_WORDS = 64 };

static size_t input_size(const Tcp *t) { return t->input.size - t->input_at; }

void tcp_input_clear(Tcp *t)
{
    byte_vec_free(&t->input);
    t->input = (ByteVec){0};
    t->input_at = 0;
}

static void drop_input(Tcp *t, size_t size)
{
    t->input_at += size;
    if (t->input_at == t->input.size) {
        t->input.size = t->input_at = 0;
    }
}

static bool is_wanted(const Tcp *t)
{
    return t->inet.fd >= 0 && (t->receiver || t->inet.active != INET_PASSIVE);
}

// ---- delivering

static bool is_http(int32_t packet) { return packet == PACKET_HTTP || packet == PACKET_HTTP_BIN; }
static bool is_http_any(int32_t packet)
{
    return is_http(packet) || packet == PACKET_HTTPH || packet == PACKET_HTTPH_BIN;
}

static Term build_packet(Tcp *t, Space *space, const uint8_t *bytes, size_t size)
{
    int32_t packet = t->inet.packet;
    if (!is_http_any(packet)) {
        return inet_data_term(&t->inet, space, bytes, size);
    }
    bool is_header = t->expects_headers || !is_http(packet);
    Term term = http_parse(space, bytes, size, is_header,
                           packet == PACKET_HTTP_BIN || packet == PACKET_HTTPH_BIN);
    t->expects_headers = http_expects_headers(term, is_header);
    return term;
}

static void answer_receiver(Tcp *t, const uint8_t *bytes, size_t size)
{
    Waiting *w = t->receiver;
    MessageBuilder b;
    Space *space = message_begin(&b, 16 + inet_data_words(&t->inet, size) +
                                         (is_http_any(t->inet.packet) ? HTTP_WORDS + 4 * size : 0));
    Term status = space_tuple2(space, ATOM_OK, build_packet(t, space, bytes, size));
    Term message =
        space_tuple4(space, ATOM_INET_ASYNC, t->inet.port->id, small_make(w->ref), status);
    port_send(t->inet.port, w->caller, &b, message);
    t->receiver = NULL;
    tcp_waiting_free(w);
}

static void tell_owner(Tcp *t, const uint8_t *bytes, size_t size)
{
    Inet *inet = &t->inet;
    bool http = is_http_any(inet->packet);
    MessageBuilder b;
    Space *space =
        message_begin(&b, 16 + inet_data_words(inet, size) + (http ? HTTP_WORDS + 4 * size : 0));
    Term data = build_packet(t, space, bytes, size);
    Term tag = http ? ATOM_HTTP : inet->packet == PACKET_TLS ? ATOM_SSL_TLS : ATOM_TCP;
    if (inet->deliver == INET_DELIVER_PORT) {
        port_send(inet->port, inet->port->owner, &b,
                  space_tuple2(space, inet->port->id, space_tuple2(space, ATOM_DATA, data)));
    } else {
        port_send(inet->port, inet->port->owner, &b,
                  space_tuple3(space, tag, inet->port->id, data));
    }
    inet_count_active(inet, ATOM_TCP_PASSIVE);
}

static void deliver(Tcp *t, const uint8_t *bytes, size_t size)
{
    inet_count(&t->inet.received, size);
    packet_body((PacketType)t->inet.packet, &bytes, &size);
    if (t->inet.active != INET_PASSIVE) {
        tell_owner(t, bytes, size);
    } else {
        answer_receiver(t, bytes, size);
    }
}

// How many bytes the next packet takes from the input. PACKET_MORE: it is not complete.
static int64_t next_packet(const Tcp *t)
{
    size_t size = input_size(t);
    if (t->inet.packet == PACKET_RAW) {
        if (t->inet.active == INET_PASSIVE && t->receive_length) {
            return size >= t->receive_length ? (int64_t)t->receive_length : PACKET_MORE;
        }
        return (int64_t)size;
    }
    PacketRules rules = {
        .type = (PacketType)t->inet.packet,
        .max_size = (size_t)(t->inet.packet_size > 0 ? t->inet.packet_size : 0),
        .delimiter = (uint8_t)t->inet.line_delimiter,
    };
    if (is_http(t->inet.packet) && t->expects_headers) {
        rules.type = PACKET_HTTPH;
    }
    int64_t length = size ? packet_length(&rules, t->input.data + t->input_at, size) : PACKET_MORE;
    return length > (int64_t)size ? PACKET_MORE : length;
}

// ---- ends

static void tell_failure(Tcp *t, Term reason)
{
    if (t->receiver) {
        Waiting *w = t->receiver;
        inet_tell_async(&t->inet, w->caller, w->ref, reason);
        t->receiver = NULL;
        tcp_waiting_free(w);
    }
}

void tcp_closed_by_peer(Tcp *t)
{
    bool was_active = t->inet.active != INET_PASSIVE;
    tcp_input_clear(t);
    if (t->inet.exit_on_close) {
        tcp_send_clear(t, ATOM_CLOSED);
    }
    if (was_active) {
        inet_tell_atom(&t->inet, ATOM_TCP_CLOSED);
    } else {
        tell_failure(t, ATOM_CLOSED);
    }
    if (!t->inet.exit_on_close) {
        t->input_ended = true;
        tcp_arm(t);
    } else if (was_active) {
        tcp_end_quietly(t);
    } else {
        tcp_close(t);
        t->send_says_closed = true;
    }
}

static void receive_failed(Tcp *t, int error)
{
    if (error == ECONNRESET && !t->inet.show_reset) {
        tcp_closed_by_peer(t);
        return;
    }
    Term reason = port_errno_atom(error);
    tcp_input_clear(t);
    tcp_send_clear(t, reason);
    if (t->inet.active != INET_PASSIVE) {
        inet_tell_error(&t->inet, ATOM_TCP_ERROR, reason);
        inet_tell_atom(&t->inet, ATOM_TCP_CLOSED);
        tcp_end_quietly(t);
    } else {
        tell_failure(t, reason);
        tcp_close(t);
    }
}

// ---- reading

typedef enum ReadResult { READ_NOTHING, READ_ALL, READ_PART } ReadResult;

// READ_ALL: the socket is empty now.
static ReadResult read_once(Tcp *t)
{
    size_t size = input_size(t);
    size_t room = (size_t)t->inet.buffer_size;
    if (t->receive_length > size + room) {
        room = t->receive_length - size;
    }
    if (t->input_at && t->input_at > size) {
        memmove(t->input.data, t->input.data + t->input_at, size);
        t->input.size = size;
        t->input_at = 0;
    }
    uint8_t *at = byte_vec_reserve(&t->input, room);
    ssize_t n = recv(t->inet.fd, at, room, 0);
    if (n > 0) {
        t->input.size += (size_t)n;
        t->inet.port->bytes_in += (size_t)n;
        return (size_t)n < room ? READ_ALL : READ_PART;
    }
    if (n == 0) {
        tcp_closed_by_peer(t);
    } else if (errno != EAGAIN && errno != EINTR) {
        receive_failed(t, errno);
    }
    return READ_NOTHING;
}

// Delivers complete packets as long as they are wanted. False: the socket is of no use any more.
static bool deliver_complete(Tcp *t)
{
    while (is_wanted(t)) {
        int64_t length = next_packet(t);
        if (length == PACKET_ERROR) {
            receive_failed(t, EMSGSIZE);
            return false;
        }
        if (length == PACKET_MORE) {
            return true;
        }
        const uint8_t *bytes = t->input.data + t->input_at;
        t->receive_length = t->receiver ? t->receive_length : 0;
        deliver(t, bytes, (size_t)length);
        drop_input(t, (size_t)length);
        t->receive_length = 0;
    }
    return t->inet.fd >= 0;
}

void tcp_receive_pump(Tcp *t)
{
    bool goes_on = tcp_is_connected(t) && deliver_complete(t);
    for (int i = 0; goes_on && i < READS_PER_EVENT && is_wanted(t) && !t->input_ended &&
                    !t->inet.port->wants_exit;
         i++) {
        const ReadResult result = read_once(t);
        goes_on = result != READ_NOTHING && deliver_complete(t) && result == READ_PART;
    }
    tcp_arm(t);
}

void tcp_receive_ready(Tcp *t) { tcp_receive_pump(t); }

// recv: [timeout:32, length:32]
static void receive_timed_out(Port *port, void *data)
{
    Waiting *w = data;
    Tcp *t = (Tcp *)w->inet;
    (void)port;
    w->timer = NULL;
    inet_tell_async(w->inet, w->caller, w->ref, ATOM_TIMEOUT);
    t->receiver = NULL;
    t->receive_length = 0;
    tcp_waiting_free(w);
    tcp_arm(t);
}

void tcp_receive_start(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Bytes in = bytes_of(bytes, size);
    uint32_t timeout = bytes_u32(&in), length = bytes_u32(&in);
    if (!tcp_is_connected(t)) {
        inet_reply_name(reply, t->receive_says_closed ? "closed" : "enotconn");
        t->receive_says_closed = false;
    } else if (t->inet.active != INET_PASSIVE || size != 8) {
        inet_reply_error(reply, EINVAL);
    } else if (t->input_ended) {
        inet_reply_error(reply, ENOTCONN);
    } else if (t->receiver) {
        inet_reply_error(reply, EALREADY);
    } else if (t->inet.packet == PACKET_RAW && length > RECEIVE_MAX) {
        inet_reply_error(reply, ENOMEM);
    } else {
        t->receiver = tcp_waiting_new(t, reply);
        t->receive_length = t->inet.packet == PACKET_RAW ? length : 0;
        tcp_receive_pump(t);
        if (t->receiver && timeout != INET_FOREVER) {
            t->receiver->timer =
                port_timer_start(t->inet.port, timeout, receive_timed_out, t->receiver);
        }
    }
}

void tcp_receive_unread(Tcp *t, const uint8_t *bytes, size_t size)
{
    ByteVec v = {0};
    byte_vec_add(&v, bytes, size);
    byte_vec_add(&v, t->input.data + t->input_at, input_size(t));
    tcp_input_clear(t);
    t->input = v;
    tcp_receive_pump(t);
}
