// SPDX-License-Identifier: Apache-2.0
// port_deliver.h -- what ports say to their owners: {Port, {data, D}}, {Port, eof}, {Port, {exit_status, N}}, ...
//
// All under the port's lock.
#pragma once

#include "vm/port/port.h"
#include "vm/proc/message.h"

// Data that was read; header bytes (of a packet) come first and stay a list when data is a binary. Splits into lines if wanted.
void port_deliver(Port *port, const uint8_t *bytes, size_t size);
// The line that has no end yet.
void port_deliver_rest(Port *port);
// {Port, Atom} to pid.
void port_deliver_atom(Port *port, Term pid, Term atom);
void port_deliver_exit_status(Port *port, int64_t status);
// Sends a message that the caller builds: {Port, ...}.
void port_send(Port *port, Term pid, MessageBuilder *b, Term message);

struct PortLines {
    size_t length; // longest line
    size_t size;   // of what waits
    int state;
    uint8_t *bytes;
    size_t room;
};
PortLines *port_lines_new(size_t length);
void port_lines_free(PortLines *lines);
// Takes bytes until a line is complete: true, and the line is lines->bytes[0 .. *line_size); *has_end: it ended with a newline.
// False: all bytes are taken.
bool port_lines_take(PortLines *lines, const uint8_t **bytes, size_t *size, size_t *line_size,
                     bool *has_end);
bool port_lines_flush(PortLines *lines, size_t *line_size);
