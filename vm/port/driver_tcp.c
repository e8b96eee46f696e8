// SPDX-License-Identifier: Apache-2.0
// driver_tcp.c -- the driver tcp_inet: connecting, listening and accepting; what the parts of a stream socket have in common.
//
// An accepted socket is a new port: its owner is whoever called accept, and it is linked to it; it has the options of the listening one
// as far as the driver keeps them (prim_inet copies the others).
//
// Read before: vm/port/tcp_send.c     Read next: vm/port/http.c
#define _GNU_SOURCE // accept4
#include <errno.h>
#include <unistd.h>

#include "vm/port/driver.h"
#include "vm/port/port_command.h"
#include "vm/port/port_deliver.h"
#include "vm/port/tcp.h"
#include "vm/proc/pid_table.h"
#include "vm/term/atom.h"

enum { ACCEPTS_PER_EVENT = 64 };

void tcp_arm(Tcp *t)
{
    uint32_t wanted = 0;
    if (t->inet.fd < 0) {
        return;
    }
    if (t->connecting || out_queue_size(&t->output)) {
        wanted |= POLL_WRITE;
    }
    bool reads =
        tcp_is_connected(t) && !t->input_ended && (t->inet.active != INET_PASSIVE || t->receiver);
    if (t->acceptors || (reads && port_state(t->inet.port) == PORT_ALIVE)) {
        wanted |= POLL_READ;
    }
    inet_arm(&t->inet, wanted);
}

// ---- requests that wait

Waiting *tcp_waiting_new(Tcp *t, ByteVec *reply)
{
    Waiting *w = vm_calloc(sizeof *w);
    w->inet = &t->inet;
    w->caller = t->inet.port->caller;
    w->ref = t->inet.next_ref++;
    inet_reply_ok(reply, (uint8_t[]){(uint8_t)(w->ref >> 8), (uint8_t)w->ref}, 2);
    return w;
}

void tcp_waiting_free(Waiting *w)
{
    if (w->timer) {
        port_timer_cancel(w->timer);
    }
    vm_free(w, sizeof *w);
}

static void finish(Waiting *w, Term error)
{
    inet_tell_async(w->inet, w->caller, w->ref, error);
    tcp_waiting_free(w);
}

// ---- connecting

static void end_connecting(Tcp *t, Term error)
{
    Waiting *w = t->connecting;
    t->connecting = NULL;
    t->inet.state = term_is_none(error) ? INET_F_OPEN | INET_F_ACTIVE : INET_F_OPEN;
    finish(w, error);
    tcp_arm(t);
}

static void connect_timed_out(Port *port, void *data)
{
    Waiting *w = data;
    (void)port;
    w->timer = NULL;
    end_connecting((Tcp *)w->inet, ATOM_TIMEOUT);
}

static void connect_ready(Tcp *t)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(t->inet.fd, SOL_SOCKET, SO_ERROR, &error, &size);
    end_connecting(t, error ? port_errno_atom(error) : TERM_NONE);
}

// connect: [timeout:32, address]
static void start_connecting(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Bytes in = bytes_of(bytes, size);
    InetAddress to;
    uint32_t timeout = bytes_u32(&in);
    if (!(t->inet.state & INET_F_OPEN)) {
        inet_reply_name(reply, "exbadport");
        return;
    }
    if (tcp_is_connected(t)) {
        inet_reply_error(reply, EISCONN);
        return;
    }
    if (t->inet.state & (INET_F_CONNECTING | INET_F_LISTEN) || size < 6) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    const char *bad = inet_address_read(&in, t->inet.family, &to);
    if (bad) {
        inet_reply_name(reply, bad);
        return;
    }
    int result = connect(t->inet.fd, (struct sockaddr *)&to.sa, to.size);
    if (result != 0 && errno != EINPROGRESS) {
        inet_reply_error(reply, errno);
        return;
    }
    t->connecting = tcp_waiting_new(t, reply);
    if (result == 0) {
        end_connecting(t, TERM_NONE);
        return;
    }
    t->inet.state |= INET_F_CONNECTING;
    if (timeout != INET_FOREVER) {
        t->connecting->timer =
            port_timer_start(t->inet.port, timeout, connect_timed_out, t->connecting);
    }
    tcp_arm(t);
}

// ---- listening and accepting

static void start_listening(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    if (!(t->inet.state & INET_F_OPEN)) {
        inet_reply_name(reply, "exbadport");
    } else if (size != 2) {
        inet_reply_error(reply, EINVAL);
    } else if (listen(t->inet.fd, bytes[0] << 8 | bytes[1]) != 0) {
        inet_reply_error(reply, errno);
    } else {
        t->inet.state = INET_F_OPEN | INET_F_LISTEN;
        inet_reply_ok(reply, NULL, 0);
    }
}

static void take_out_acceptor(Tcp *t, Waiting *w)
{
    Waiting **at = &t->acceptors;
    while (*at != w) {
        at = &(*at)->next;
    }
    *at = w->next;
    if (t->last_acceptor == &w->next) {
        t->last_acceptor = at;
    }
    if (t->acceptors == NULL) {
        t->inet.state &= ~(uint32_t)INET_F_ACCEPTING;
    }
}

static void accept_timed_out(Port *port, void *data)
{
    Waiting *w = data;
    Tcp *t = (Tcp *)w->inet;
    (void)port;
    w->timer = NULL;
    take_out_acceptor(t, w);
    finish(w, ATOM_TIMEOUT);
    tcp_arm(t);
}

static void copy_options(const Inet *from, Inet *to)
{
    to->family = from->family;
    to->mode = from->mode;
    to->deliver = from->deliver;
    to->header = from->header;
    to->packet = from->packet;
    to->packet_size = from->packet_size;
    to->exit_on_close = from->exit_on_close;
    to->buffer_size = from->buffer_size;
    to->buffer_is_set = from->buffer_is_set;
    to->line_delimiter = from->line_delimiter;
    to->high_watermark = from->high_watermark;
    to->low_watermark = from->low_watermark;
    to->high_queue = from->high_queue;
    to->low_queue = from->low_queue;
    to->send_timeout = from->send_timeout;
    to->send_timeout_close = from->send_timeout_close;
    to->delay_send = from->delay_send;
    to->show_reset = from->show_reset;
}

// A port for a new connection. TERM_NONE: the process that wanted it is gone, or there are too many ports.
static Term adopt_connection(Tcp *t, int fd, Term owner)
{
    Port *port = port_new(&driver_tcp_inet, owner, t->inet.port->name, t->inet.port->name_size);
    if (port == NULL) {
        return TERM_NONE;
    }
    driver_tcp_inet.start(port, NULL);
    Tcp *accepted = port->data;
    port->flags |= t->inet.port->flags & PORT_BINARY;
    copy_options(&t->inet, &accepted->inet);
    accepted->inet.state = INET_F_OPEN | INET_F_ACTIVE;
    bool is_good = inet_attach(&accepted->inet, fd) && port_connect(port, owner);
    if (!is_good) {
        accepted->inet.keeps_fd = true; // the caller closes it
        driver_tcp_inet.stop(port);
        port_abandon(port);
        return TERM_NONE;
    }
    Term id = port->id;
    port_unlock(port);
    return id;
}

static void tell_accepted(Waiting *w, Term port_id)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 8);
    Term status = space_tuple2(space, ATOM_OK, port_id);
    port_send(w->inet->port, w->caller, &b,
              space_tuple4(space, ATOM_INET_ASYNC, w->inet->port->id, small_make(w->ref), status));
    tcp_waiting_free(w);
}

// Gives one connection to the first acceptor that still lives. True: there may be more.
static bool accept_one(Tcp *t)
{
    while (t->acceptors && process_find(t->acceptors->caller) == NULL) {
        Waiting *dead = t->acceptors;
        take_out_acceptor(t, dead);
        tcp_waiting_free(dead);
    }
    if (t->acceptors == NULL) {
        return false;
    }
    int fd = accept4(t->inet.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)) {
        return false;
    }
    Waiting *w = t->acceptors;
    take_out_acceptor(t, w);
    if (fd < 0) {
        finish(w, port_errno_atom(errno));
        return true;
    }
    Term id = adopt_connection(t, fd, w->caller);
    if (term_is_none(id)) {
        close(fd);
        finish(w, ATOM_SYSTEM_LIMIT);
    } else {
        tell_accepted(w, id);
    }
    return true;
}

static void accept_ready(Tcp *t)
{
    for (int i = 0; i < ACCEPTS_PER_EVENT && accept_one(t); i++) {
    }
    tcp_arm(t);
}

// accept: [timeout:32]
static void start_accepting(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Bytes in = bytes_of(bytes, size);
    uint32_t timeout = bytes_u32(&in);
    if (!(t->inet.state & INET_F_LISTEN) || size != 4) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    Waiting *w = tcp_waiting_new(t, reply);
    *t->last_acceptor = w;
    t->last_acceptor = &w->next;
    t->inet.state |= INET_F_ACCEPTING;
    if (timeout != INET_FOREVER && timeout != 0) {
        w->timer = port_timer_start(t->inet.port, timeout, accept_timed_out, w);
    }
    accept_ready(t);
    if (timeout == 0) { // it was only a look
        for (Waiting *still = t->acceptors; still; still = still->next) {
            if (still == w) {
                take_out_acceptor(t, w);
                finish(w, ATOM_TIMEOUT);
                break;
            }
        }
        tcp_arm(t);
    }
}

// ---- ends

void tcp_close(Tcp *t)
{
    inet_close(&t->inet);
    port_set_busy(t->inet.port, false);
}

void tcp_end_quietly(Tcp *t)
{
    Port *port = t->inet.port;
    Bond *b = bond_remove(&port->links.links, signal_key(port->owner));
    if (b) {
        port->links.link_count--;
        bond_free(b);
        Signal *s = signal_new(SIGNAL_UNLINK);
        s->from = port->id;
        s->number = link_next_id();
        if (!signal_send(port->owner, s)) {
            signal_free(s);
        }
    }
    tcp_close(t);
    port_fail(port, ATOM_NORMAL);
}

// ---- the driver

static void options_changed(Inet *inet, int32_t old_active, int32_t old_packet)
{
    Tcp *t = (Tcp *)inet;
    if (inet->packet != old_packet) {
        t->expects_headers = false;
    }
    if (inet->active == old_active && inet->packet == old_packet) {
        return;
    }
    if (inet->active != INET_PASSIVE && inet->fd < 0 &&
        t->send_says_closed) { // closed while it was passive: tell it now
        inet_tell_atom(inet, ATOM_TCP_CLOSED);
        if (inet->exit_on_close) {
            tcp_end_quietly(t);
        }
        return;
    }
    if (tcp_is_connected(t)) {
        tcp_receive_pump(t);
    }
}

static size_t queued_bytes(const Inet *inet)
{
    return out_queue_size(&((const Tcp *)inet)->output);
}

static int start_tcp(Port *port, const PortOptions *options)
{
    (void)options;
    Tcp *t = vm_calloc(sizeof *t);
    inet_init(&t->inet, port, SOCK_STREAM);
    t->inet.options_changed = options_changed;
    t->inet.queued = queued_bytes;
    t->busy_sender.pid = t->subscriber = TERM_NONE;
    t->last_acceptor = &t->acceptors;
    port->data = t;
    return 0;
}

static void stop_tcp(Port *port)
{
    Tcp *t = port->data;
    while (t->acceptors) {
        Waiting *w = t->acceptors;
        take_out_acceptor(t, w);
        finish(w, ATOM_CLOSED);
    }
    if (t->receiver) {
        finish(t->receiver, ATOM_CLOSED);
    }
    if (t->connecting) {
        finish(t->connecting, ATOM_CLOSED);
    }
    tcp_send_clear(t, ATOM_CLOSED);
    tcp_input_clear(t);
    inet_close(&t->inet);
    vm_free(t, sizeof *t);
    port->data = NULL;
}

static void ready_tcp(Port *port, int fd, uint32_t events)
{
    Tcp *t = port->data;
    if (fd != t->inet.fd) {
        return;
    }
    if (t->connecting) {
        connect_ready(t);
        return;
    }
    if (t->acceptors) {
        accept_ready(t);
        return;
    }
    if (events & (POLL_WRITE | POLL_ERROR) && out_queue_size(&t->output)) {
        tcp_send_ready(t);
    }
    if (t->inet.fd >= 0 && !port->wants_exit && port_state(port) == PORT_ALIVE) {
        tcp_receive_ready(t);
    }
}

static void output_tcp(Port *port, const uint8_t *bytes, size_t size)
{
    Tcp *t = port->data;
    Bytes in = bytes_of(bytes, size);
    InetSender sender;
    if (inet_sender_read(port->caller, &in, &sender)) {
        tcp_send(t, &sender, in.at, bytes_left(&in));
    } else {
        inet_tell_reply(&t->inet, &sender, ATOM_EINVAL);
    }
}
static void flush_tcp(Port *port) { tcp_send_flush(port->data); }
static size_t queued_tcp(Port *port)
{
    Tcp *t = port->data;
    return t->inet.lingers_not || t->inet.fd < 0 ? 0 : out_queue_size(&t->output);
}

static void subscribe(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    if (out_queue_size(&t->output)) {
        t->subscriber = t->inet.port->caller;
    }
    inet_control(&t->inet, INET_SUBSCRIBE, bytes, size, reply);
}

static bool control_tcp(Port *port, uint32_t operation, const uint8_t *bytes, size_t size,
                        ByteVec *reply)
{
    Tcp *t = port->data;
    uint32_t request = operation - INET_CONTROL_BASE;
    switch (request) {
    case INET_CONNECT: start_connecting(t, bytes, size, reply); break;
    case INET_LISTEN: start_listening(t, bytes, size, reply); break;
    case INET_ACCEPT: start_accepting(t, bytes, size, reply); break;
    case TCP_RECEIVE: tcp_receive_start(t, bytes, size, reply); break;
    case TCP_SHUTDOWN: tcp_shutdown(t, bytes, size, reply); break;
    case INET_SUBSCRIBE: subscribe(t, bytes, size, reply); break;
    case TCP_SEND_FILE:
        inet_reply_name(reply, "enotsup");
        break; // file:sendfile/5 then reads and sends itself
    case TCP_UNRECEIVE:
        tcp_receive_unread(t, bytes, size);
        inet_reply_ok(reply, NULL, 0);
        break;
    default:
        if (!inet_control(&t->inet, request, bytes, size, reply)) {
            inet_reply_name(reply, "exbadport");
        }
    }
    return true;
}

const PortDriver driver_tcp_inet = {
    .name = "tcp_inet",
    .start = start_tcp,
    .stop = stop_tcp,
    .output = output_tcp,
    .ready = ready_tcp,
    .control = control_tcp,
    .flush = flush_tcp,
    .queued = queued_tcp,
    .soft_busy = true,
};
