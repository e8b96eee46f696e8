// SPDX-License-Identifier: Apache-2.0
// stream.h -- Stream: a pair of descriptors that a port reads from and writes to; what the drivers fd and spawn have in common.
//
//   in_fd  --read--> [ packets | lines | as it comes ] --> {Port, {data, D}}
//   out_fd <-write-- [ packet length + data | queue when it would block ]
//
// Never blocks a scheduler, whatever the descriptors are:
//   nonblocking (pipes to programs)    write until EAGAIN
//   blocking pipes, terminals, sockets (inherited standard output: others share it, so it must stay blocking): asked with
//                                      poll(2) before each piece of PIPE_BUF bytes, which the kernel then takes at once
//   plain files, /dev/null             cannot be waited for: written at once, read piece by piece in jobs of a scheduler
#pragma once

#include "vm/port/out_queue.h"
#include "vm/port/port.h"

typedef struct Stream {
    Port *port;
    int in_fd, out_fd; // -1: none
    PollEntry *in_entry,
        *out_entry;  // NULL: not watched (plain file), or the other one's (same descriptor)
    uint32_t wanted; // POLL_READ | POLL_WRITE, of both
    bool in_is_file, out_is_file, out_is_blocking, shares_fd, closes;
    bool in_ended; // end of file was read
    OutQueue queue;
    size_t high_watermark, low_watermark;
    int packet_bytes;
    // A packet that has not arrived completely
    uint8_t header[4];
    int header_size;
    ByteVec packet;
    size_t packet_size;
    bool in_packet;
    void (*ended)(Port *port); // end of file, instead of port_fail_eof
} Stream;

// closes: the descriptors are ours, nonblocking, and closed at the end.
void stream_start(Stream *s, Port *port, int in_fd, int out_fd, bool closes,
                  const PortOptions *options);
void stream_stop(Stream *s);
void stream_output(Stream *s, const uint8_t *bytes, size_t size);
void stream_ready(Stream *s, int fd, uint32_t events);
void stream_flush(Stream *s); // blocking
void stream_close_in(Stream *s);
void stream_close_out(Stream *s);
void stream_poll(int fd, uint32_t events, void *port); // PollCallback of all drivers
