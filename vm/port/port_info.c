// SPDX-License-Identifier: Apache-2.0
// port_info.c -- what can be asked of a port.
//
// The id is the number times 8, as ERTS shows it (its ports lie so in its table).
//
// Read before: vm/port/port.h
#include "vm/port/port_info.h"

#include "vm/heap/copy.h"
#include "vm/port/port_deliver.h"
#include "vm/term/atom.h"

enum { ID_FACTOR = 8, BOND_BYTES = 40 };

typedef struct ListBuilder {
    Space *space;
    Term list;
} ListBuilder;

static void add_other(Bond *b, void *data)
{
    ListBuilder *l = data;
    if (b->unlinking == 0) {
        l->list = space_cons(l->space, copy_term(l->space, b->other), l->list);
    }
}

static Term list_others(Space *space, Bond *tree)
{
    ListBuilder l = {space, TERM_NIL};
    bond_each(tree, add_other, &l);
    return l.list;
}

static size_t memory_bytes(const Port *port)
{
    size_t bytes = (port->links.link_count + port->links.watcher_count) * BOND_BYTES;
    bytes += port->lines ? sizeof *port->lines + port->lines->room : 0;
    return bytes + (port->stored_fragment ? port->stored_fragment->room * sizeof(Term) : 0);
}

static Term item_value(Port *port, Space *space, Term item)
{
    if (item == ATOM_ID) {
        return space_unsigned(space, port_number(port->id) * ID_FACTOR);
    }
    if (item == ATOM_NAME) {
        return space_string(space, port->name, port->name_size);
    }
    if (item == ATOM_CONNECTED) {
        return port->owner;
    }
    if (item == ATOM_LINKS) {
        return list_others(space, port->links.links);
    }
    if (item == ATOM_INPUT || item == ATOM_OUTPUT) {
        return space_unsigned(space, item == ATOM_INPUT ? port->bytes_in : port->bytes_out);
    }
    if (item == ATOM_OS_PID) {
        return port->os_pid < 0 ? ATOM_UNDEFINED : space_integer(space, port->os_pid);
    }
    if (item == ATOM_MONITORS) {
        return TERM_NIL;
    }
    if (item == ATOM_MONITORED_BY) {
        return list_others(space, port->links.watchers);
    }
    if (item == ATOM_MEMORY) {
        return space_unsigned(space, memory_bytes(port));
    }
    if (item == ATOM_PARALLELISM) {
        return port->flags & PORT_PARALLEL ? ATOM_TRUE : ATOM_FALSE;
    }
    if (item == ATOM_QUEUE_SIZE) {
        return space_unsigned(space,
                              port->driver->queued && port->data ? port->driver->queued(port) : 0);
    }
    return item == ATOM_LOCKING ? ATOM_PORT_LEVEL : TERM_NONE;
}

Term port_info_item(Port *port, Space *space, Term item)
{
    if (item == ATOM_REGISTERED_NAME) {
        Term name = port->registered_name;
        return term_is_none(name) ? TERM_NIL : space_tuple2(space, item, name);
    }
    Term value = item_value(port, space, item);
    return term_is_none(value) ? TERM_NONE : space_tuple2(space, item, value);
}

Term port_info_all(Port *port, Space *space)
{
    const Term items[] = {ATOM_OS_PID, ATOM_OUTPUT, ATOM_INPUT, ATOM_CONNECTED,
                          ATOM_ID,     ATOM_LINKS,  ATOM_NAME};
    Term list = TERM_NIL;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        list = space_cons(space, port_info_item(port, space, items[i]), list);
    }
    Term name = port_info_item(port, space, ATOM_REGISTERED_NAME);
    return term_is_nil(name) ? list : space_cons(space, name, list);
}
