// SPDX-License-Identifier: Apache-2.0
// port_deliver.c -- messages from ports to their owners.
//
// A message is built in a fragment of its own and sent in the port's name, while the port is locked: so messages of one port
// arrive in the order of its events. A process that is gone takes nothing; nobody notices.
//
// Read before: vm/port/port_deliver.h     Read next: vm/port/port_command.c
#include "vm/port/port_deliver.h"

#include "vm/term/atom.h"
#include "vm/term/binary.h"

void port_send(Port *port, Term pid, MessageBuilder *b, Term message)
{
    message_end(b, port->id, pid, message);
}

static size_t data_words(const Port *port, size_t size)
{
    if (!(port->flags & PORT_BINARY)) {
        return 2 * size;
    }
    return size <= BINARY_HEAP_MAX ? heap_bin_words(size) : REFC_BIN_WORDS;
}

static Term build_data(const Port *port, Space *space, const uint8_t *bytes, size_t size)
{
    return port->flags & PORT_BINARY ? space_binary(space, bytes, size)
                                     : space_string(space, (const char *)bytes, size);
}

static void deliver_line(Port *port, const uint8_t *bytes, size_t size, bool has_end)
{
    MessageBuilder b;
    Space *space = message_begin(&b, data_words(port, size) + 9);
    Term line =
        space_tuple2(space, has_end ? ATOM_EOL : ATOM_NOEOL, build_data(port, space, bytes, size));
    port_send(port, port->owner, &b,
              space_tuple2(space, port->id, space_tuple2(space, ATOM_DATA, line)));
}

void port_deliver(Port *port, const uint8_t *bytes, size_t size)
{
    port->bytes_in += size;
    atomic_fetch_add_explicit(&port_total_in, size, memory_order_relaxed);
    if (port_state(port) != PORT_ALIVE) {
        return;
    }
    if (port->lines) {
        size_t line_size;
        bool has_end;
        while (port_lines_take(port->lines, &bytes, &size, &line_size, &has_end)) {
            deliver_line(port, port->lines->bytes, line_size, has_end);
        }
        return;
    }
    MessageBuilder b;
    Space *space = message_begin(&b, data_words(port, size) + 6);
    Term data = space_tuple2(space, ATOM_DATA, build_data(port, space, bytes, size));
    port_send(port, port->owner, &b, space_tuple2(space, port->id, data));
}

void port_deliver_rest(Port *port)
{
    size_t line_size;
    while (port->lines && port_state(port) == PORT_ALIVE &&
           port_lines_flush(port->lines, &line_size)) {
        deliver_line(port, port->lines->bytes, line_size, false);
    }
}

void port_deliver_atom(Port *port, Term pid, Term atom)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 3);
    port_send(port, pid, &b, space_tuple2(space, port->id, atom));
}

void port_deliver_exit_status(Port *port, int64_t status)
{
    if (port_state(port) != PORT_ALIVE) {
        return;
    }
    MessageBuilder b;
    Space *space = message_begin(&b, 6);
    Term tuple = space_tuple2(space, ATOM_EXIT_STATUS, small_make(status));
    port_send(port, port->owner, &b, space_tuple2(space, port->id, tuple));
}
