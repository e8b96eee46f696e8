// SPDX-License-Identifier: Apache-2.0
// tcp_send.c -- writing a stream socket.
//
//   command: [length field by packet type | data] -> the socket, what it does not take -> queue -> the socket, when it can be written
//
// A sender gets {inet_reply, S, ok} when its data is written or queued. When the queue is at the high watermark already, the reply waits until
// it has fallen to the low one, the port is busy meanwhile (others wait in port_command), and send_timeout runs: then the reply is
// {error, timeout}, and the data stays in the queue.
//
// Read before: vm/port/tcp_receive.c     Read next: vm/port/driver_tcp.c
#include "vm/port/tcp.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "vm/port/packet.h"
#include "vm/port/port_deliver.h"
#include "vm/term/atom.h"

static size_t length_field(const Tcp *t, size_t size, uint8_t field[4])
{
    size_t n = t->inet.packet == PACKET_1   ? 1
               : t->inet.packet == PACKET_2 ? 2
               : t->inet.packet == PACKET_4 ? 4
                                            : 0;
    for (size_t i = 0; i < n; i++) {
        field[i] = (uint8_t)(size >> 8 * (n - 1 - i));
    }
    return n;
}

static bool is_too_long(size_t field, size_t size)
{
    return (field == 1 && size > UINT8_MAX) || (field == 2 && size > UINT16_MAX) ||
           (field == 4 && size > UINT32_MAX);
}

// ---- a sender whose reply waits

static void stop_send_timer(Tcp *t)
{
    if (t->send_timer) {
        port_timer_cancel(t->send_timer);
        t->send_timer = NULL;
    }
}

static void answer_busy_caller(Tcp *t, Term error)
{
    InetSender *busy = &t->busy_sender;
    if (!term_is_none(busy->pid)) {
        inet_tell_reply(&t->inet, busy, error);
        vm_free((void *)(uintptr_t)busy->tag, busy->tag_bytes);
        *busy = (InetSender){.pid = TERM_NONE};
    }
    stop_send_timer(t);
}

static void send_timed_out(Port *port, void *data)
{
    Tcp *t = data;
    t->send_timer = NULL;
    answer_busy_caller(t, ATOM_TIMEOUT);
    port_set_busy(port, false);
    if (t->inet.send_timeout_close) {
        tcp_input_clear(t);
        out_queue_free(&t->output);
        if (t->inet.active != INET_PASSIVE) {
            inet_tell_atom(&t->inet, ATOM_TCP_CLOSED);
            tcp_end_quietly(t);
        } else {
            tcp_close(t);
        }
    }
}

static void become_busy(Tcp *t, const InetSender *sender)
{
    t->busy_sender = *sender;
    if (sender->tag) {
        uint8_t *tag = vm_alloc(sender->tag_bytes);
        memcpy(tag, sender->tag, sender->tag_bytes);
        t->busy_sender.tag = tag;
    }
    port_set_busy(t->inet.port, true);
    if (t->inet.send_timeout >= 0 && t->send_timer == NULL) {
        t->send_timer = port_timer_start(t->inet.port, t->inet.send_timeout, send_timed_out, t);
    }
}

void tcp_send_clear(Tcp *t, Term error)
{
    answer_busy_caller(t, error);
    out_queue_free(&t->output);
    port_set_busy(t->inet.port, false);
}

// ---- writing

// The peer is gone: as if the end of the input had been read.
static void send_failed(Tcp *t, int error)
{
    bool shows = error == ECONNRESET && t->inet.show_reset;
    tcp_send_clear(t, ATOM_CLOSED);
    tcp_input_clear(t);
    if (port_state(t->inet.port) != PORT_ALIVE) {
        port_flushed(t->inet.port);
        return;
    }
    if (t->receiver) {
        inet_tell_async(&t->inet, t->receiver->caller, t->receiver->ref,
                        shows ? port_errno_atom(error) : ATOM_CLOSED);
        tcp_waiting_free(t->receiver);
        t->receiver = NULL;
    }
    if (t->inet.active != INET_PASSIVE && !t->input_ended) {
        if (shows) {
            inet_tell_error(&t->inet, ATOM_TCP_ERROR, port_errno_atom(error));
        }
        inet_tell_atom(&t->inet, ATOM_TCP_CLOSED);
        if (t->inet.exit_on_close) {
            tcp_end_quietly(t);
            return;
        }
    }
    tcp_close(t);
    t->send_says_closed = true;
    t->receive_says_closed = t->inet.active == INET_PASSIVE;
}

// Bytes that the socket took; -1: failed, *error says how.
static ssize_t write_socket(Tcp *t, const uint8_t *bytes, size_t size, int *error)
{
    ssize_t n;
    do {
        n = send(t->inet.fd, bytes, size, MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN) {
        return 0;
    }
    *error = n < 0 ? errno : 0;
    return n;
}

static bool is_above_high(const Tcp *t, size_t more)
{
    return out_queue_size(&t->output) + more >= (size_t)t->inet.high_watermark;
}

void tcp_send(Tcp *t, const InetSender *sender, const uint8_t *bytes, size_t size)
{
    uint8_t field[4];
    size_t field_size = length_field(t, size, field);
    if (!tcp_is_connected(t)) {
        bool is_first = t->send_says_closed;
        t->send_says_closed = false;
        inet_tell_reply(&t->inet, sender, is_first ? ATOM_CLOSED : ATOM_ENOTCONN);
        return;
    }
    if (is_too_long(field_size, size)) {
        inet_tell_reply(&t->inet, sender, ATOM_EMSGSIZE);
        return;
    }
    inet_count(&t->inet.sent, field_size + size);
    if (out_queue_size(&t->output)) {
        bool is_busy = is_above_high(t, field_size + size);
        out_queue_add(&t->output, field, field_size);
        out_queue_add(&t->output, bytes, size);
        if (is_busy && term_is_none(t->busy_sender.pid)) {
            become_busy(t, sender);
        } else {
            inet_tell_reply(&t->inet, sender, TERM_NONE);
        }
        return;
    }
    out_queue_add(&t->output, field, field_size);
    const uint8_t *first = field_size ? NULL : bytes;
    if (field_size) { // one call for both, so that they leave in one segment
        out_queue_add(&t->output, bytes, size);
        first = out_queue_bytes(&t->output);
    }
    int error = 0;
    ssize_t n = write_socket(t, first, field_size + size, &error);
    if (n < 0) {
        send_failed(t, error);
        inet_tell_reply(&t->inet, sender, ATOM_CLOSED);
        return;
    }
    if (field_size) {
        out_queue_drop(&t->output, (size_t)n);
    } else if ((size_t)n < size) {
        out_queue_add(&t->output, bytes + n, size - (size_t)n);
    }
    inet_tell_reply(&t->inet, sender, TERM_NONE);
    if (out_queue_size(&t->output)) {
        tcp_arm(t);
    }
}

static void queue_is_empty(Tcp *t)
{
    if (t->shuts_after_output) {
        t->shuts_after_output = false;
        shutdown(t->inet.fd, SHUT_WR);
    }
    if (!term_is_none(t->subscriber)) {
        MessageBuilder b;
        Space *space = message_begin(&b, 4);
        port_send(t->inet.port, t->subscriber, &b,
                  space_tuple2(space, ATOM_EMPTY_OUT_Q, t->inet.port->id));
        t->subscriber = TERM_NONE;
    }
    port_flushed(t->inet.port);
}

void tcp_send_ready(Tcp *t)
{
    int error = 0;
    ssize_t n = write_socket(t, out_queue_bytes(&t->output), out_queue_size(&t->output), &error);
    if (n < 0) {
        send_failed(t, error);
        return;
    }
    out_queue_drop(&t->output, (size_t)n);
    if (out_queue_size(&t->output) <= (size_t)t->inet.low_watermark) {
        answer_busy_caller(t, TERM_NONE);
        port_set_busy(t->inet.port, false);
    }
    if (out_queue_size(&t->output) == 0) {
        queue_is_empty(t);
    }
    tcp_arm(t);
}

void tcp_send_flush(Tcp *t)
{
    while (t->inet.fd >= 0 && out_queue_size(&t->output)) {
        int error = 0;
        ssize_t n =
            write_socket(t, out_queue_bytes(&t->output), out_queue_size(&t->output), &error);
        if (n < 0) {
            return;
        }
        out_queue_drop(&t->output, (size_t)n);
        if (n == 0) {
            struct pollfd p = {.fd = t->inet.fd, .events = POLLOUT};
            poll(&p, 1, -1);
        }
    }
}

// shutdown: [0 read, 1 write, 2 both]
void tcp_shutdown(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    if (!tcp_is_connected(t)) {
        inet_reply_error(reply, ENOTCONN);
        return;
    }
    if (size != 1 || bytes[0] > SHUT_RDWR) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    if (bytes[0] != SHUT_RD && out_queue_size(&t->output)) {
        t->shuts_after_output = true;
        if (bytes[0] == SHUT_RDWR) {
            shutdown(t->inet.fd, SHUT_RD);
        }
    } else if (shutdown(t->inet.fd, bytes[0]) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    inet_reply_ok(reply, NULL, 0);
}
