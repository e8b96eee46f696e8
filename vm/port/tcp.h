// SPDX-License-Identifier: Apache-2.0
// tcp.h -- Tcp: a stream socket as a port. driver_tcp.c answers requests, tcp_receive.c reads, tcp_send.c writes.
//
//   CLOSED -- open --> OPEN -- connect --> CONNECTING --> CONNECTED (INET_F_ACTIVE)
//                        \--- listen --> LISTENING -- accept --> a new port, CONNECTED
//
// At most one recv and one connect are under way, accepts queue up.
#pragma once

#include "vm/port/inet.h"
#include "vm/port/out_queue.h"

typedef struct Waiting { // a request that will be answered by inet_async
    struct Waiting *next;
    Inet *inet;
    Term caller;
    uint16_t ref;
    PortTimer *timer;
} Waiting;

typedef struct Tcp {
    Inet inet; // first
    // receiving
    ByteVec input;
    size_t input_at;       // bytes before it have been delivered
    Waiting *receiver;     // recv
    size_t receive_length; // 0: what comes
    bool expects_headers;  // http
    bool
        input_ended; // end of file was read and told, the socket still writes (exit_on_close false)
    // sending
    OutQueue output;
    bool shuts_after_output; // shutdown(write) when the queue is empty
    // whose reply waits until the queue is below the low watermark; owns a copy of the tag
    InetSender busy_sender;
    PortTimer *send_timer;
    bool send_says_closed;    // the next send says closed, later ones enotconn
    bool receive_says_closed; // the same for recv
    Term subscriber;          // who wants to know that the queue is empty
    // connecting, listening
    Waiting *connecting;
    Waiting *acceptors, **last_acceptor;
} Tcp;

static inline bool tcp_is_connected(const Tcp *t) { return t->inet.state & INET_F_ACTIVE; }
void tcp_arm(Tcp *t); // polls for what is of interest now

// ---- tcp_receive.c
void tcp_receive_start(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply);
void tcp_receive_ready(Tcp *t); // the socket can be read
void tcp_receive_pump(
    Tcp *t); // delivers what has been read, as far as somebody wants it; then reads on
void tcp_receive_unread(Tcp *t, const uint8_t *bytes, size_t size);
void tcp_closed_by_peer(Tcp *t);
void tcp_input_clear(Tcp *t);
// ---- tcp_send.c
void tcp_send(Tcp *t, const InetSender *sender, const uint8_t *bytes, size_t size);
void tcp_send_ready(Tcp *t);
void tcp_send_clear(Tcp *t, Term error); // drops the queue; a sender that waits gets the error
void tcp_send_flush(Tcp *t);             // blocking
void tcp_shutdown(Tcp *t, const uint8_t *bytes, size_t size, ByteVec *reply);
// ---- driver_tcp.c
Waiting *tcp_waiting_new(Tcp *t, ByteVec *reply);
void tcp_waiting_free(Waiting *w);
void tcp_close(Tcp *t); // the descriptor; the port stays
// The port ends without an exit signal to its owner, who has been told with a message.
void tcp_end_quietly(Tcp *t);
