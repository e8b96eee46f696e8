// SPDX-License-Identifier: Apache-2.0
// port_open.c -- open_port: reads the options, finds the driver, starts it, links the port to its owner.
//
//   {spawn, Command}             a driver if the first word is the name of one, else a shell command
//   {spawn_driver, Command}      a driver
//   {spawn_executable, File}     a program
//   {fd, In, Out}                descriptors
//
// Wrong options are the error badopt, a wrong name badarg, whatever the system refuses its error's name. A port that could not
// be started has used up its number, as in ERTS.
//
// Read before: vm/port/port.c     Read next: vm/port/port_bif.c
#include "vm/port/port_open.h"

#include <limits.h>
#include <stdio.h>

#include "vm/bif/bif_system.h"
#include "vm/port/child_text.h"
#include "vm/port/driver.h"
#include "vm/port/port_deliver.h"
#include "vm/port/port_text.h"
#include "vm/term/atom.h"

enum { LINE_DEFAULT = 512 };
#define QUEUE_LIMIT_MAX ((int64_t)1 << 58)

// ---- options

static bool read_watermarks(Term value, PortOptions *o, bool is_used)
{
    int64_t low, high;
    if (value == ATOM_DISABLED) {
        low = high = QUEUE_LIMIT_MAX;
    } else if (!term_is_tuple_of(value, 2) ||
               !argument_in_range(tuple_elements(value)[0], 1, QUEUE_LIMIT_MAX, &low) ||
               !argument_in_range(tuple_elements(value)[1], 1, QUEUE_LIMIT_MAX, &high)) {
        return false;
    }
    if (is_used) {
        o->high_watermark = (size_t)high;
        o->low_watermark = (size_t)(low > high ? high : low);
    }
    return true;
}

static bool check_arguments(Term arguments)
{
    ChildText t = {0};
    bool is_good = child_text_arguments(&t, "", TERM_NONE, arguments);
    child_text_free(&t);
    return is_good;
}

static bool check_environment(Term changes)
{
    ChildText t = {0};
    bool is_good = child_text_environment(&t, changes);
    child_text_free(&t);
    return is_good;
}

static bool read_pair(Term tag, Term value, PortOptions *o)
{
    int64_t n;
    if (tag == ATOM_PACKET) {
        o->packet_bytes = argument_in_range(value, 1, 4, &n) ? (int)n : 3;
        return o->packet_bytes != 3;
    }
    if (tag == ATOM_LINE) {
        return argument_in_range(value, 1, INT_MAX, &o->line_length);
    }
    if (tag == ATOM_ENV) {
        o->environment = value;
        return check_environment(value);
    }
    if (tag == ATOM_ARGS) {
        o->arguments = value;
        return check_arguments(value);
    }
    if (tag == ATOM_ARG0) {
        o->arg0 = value;
        size_t size;
        char *text = port_text_copy(value, true, true, &size);
        vm_free(text, text ? size + 1 : 0);
        return text != NULL;
    }
    if (tag == ATOM_CD) {
        o->directory = value;
        return true;
    }
    if (tag == ATOM_PARALLELISM) {
        o->flags =
            value == ATOM_TRUE ? o->flags | PORT_PARALLEL : o->flags & ~(uint32_t)PORT_PARALLEL;
        return value == ATOM_TRUE || value == ATOM_FALSE;
    }
    if (tag == ATOM_BUSY_LIMITS_PORT || tag == ATOM_BUSY_LIMITS_MSGQ) {
        return read_watermarks(value, o, tag == ATOM_BUSY_LIMITS_PORT);
    }
    return false;
}

static bool read_word(Term word, PortOptions *o)
{
    if (word == ATOM_STREAM) {
        o->packet_bytes = 0;
    } else if (word == ATOM_USE_STDIO || word == ATOM_NOUSE_STDIO) {
        o->use_stdio = word == ATOM_USE_STDIO;
    } else if (word == ATOM_STDERR_TO_STDOUT) {
        o->stderr_to_stdout = true;
    } else if (word == ATOM_LINE) {
        o->line_length = LINE_DEFAULT;
    } else if (word == ATOM_BINARY) {
        o->flags |= PORT_BINARY;
    } else if (word == ATOM_IN) {
        o->direction |= PORT_READ;
    } else if (word == ATOM_OUT) {
        o->direction |= PORT_WRITE;
    } else if (word == ATOM_EOF) {
        o->flags |= PORT_SOFT_EOF;
    } else if (word == ATOM_EXIT_STATUS) {
        o->exit_status = true;
    } else {
        return word == ATOM_HIDE || word == ATOM_OVERLAPPED_IO;
    }
    return true;
}

static bool read_options(Term settings, PortOptions *o)
{
    Term option;
    while (argument_next(&settings, &option)) {
        bool is_pair = term_is_tuple_of(option, 2);
        if (is_pair ? !read_pair(tuple_elements(option)[0], tuple_elements(option)[1], o)
                    : !read_word(option, o)) {
            return false;
        }
    }
    if (o->direction == 0) {
        o->direction = PORT_READ | PORT_WRITE;
    }
    return term_is_nil(settings) && !(o->line_length && o->packet_bytes) &&
           !(o->stderr_to_stdout && !o->use_stdio);
}

// ---- names

typedef struct PortName {
    const PortDriver *driver;
    char *text; // owned
    size_t size;
} PortName;

static bool read_command(Term type, Term command, PortOptions *o, PortName *name)
{
    o->spawn_type = type == ATOM_SPAWN_DRIVER       ? SPAWN_DRIVER
                    : type == ATOM_SPAWN_EXECUTABLE ? SPAWN_EXECUTABLE
                                                    : SPAWN_ANY;
    name->text = port_text_copy(command, false, true, &name->size);
    if (name->text == NULL) {
        return false;
    }
    name->driver = o->spawn_type == SPAWN_EXECUTABLE ? NULL : driver_find(name->text, name->size);
    if (name->driver == NULL && o->spawn_type != SPAWN_DRIVER) {
        name->driver = &driver_spawn;
    }
    return name->driver != NULL;
}

static bool read_descriptors(const Term *elements, PortOptions *o, PortName *name)
{
    int64_t in, out;
    if (!argument_in_range(elements[1], 0, INT_MAX, &in) ||
        !argument_in_range(elements[2], 0, INT_MAX, &out)) {
        return false;
    }
    o->in_fd = (int)in;
    o->out_fd = (int)out;
    char text[32];
    name->size = (size_t)snprintf(text, sizeof text, "%d/%d", o->in_fd, o->out_fd);
    name->text = vm_alloc(name->size + 1);
    memcpy(name->text, text, name->size + 1);
    name->driver = &driver_fd;
    return true;
}

static bool read_name(Term t, PortOptions *o, PortName *name)
{
    if (!term_is_tuple(t) || tuple_arity(t) == 0) {
        return false;
    }
    const Term *elements = tuple_elements(t);
    Term type = elements[0];
    bool is_good = false;
    if (type == ATOM_FD && tuple_arity(t) == 3) {
        is_good = read_descriptors(elements, o, name);
    } else if ((type == ATOM_SPAWN || type == ATOM_SPAWN_DRIVER || type == ATOM_SPAWN_EXECUTABLE) &&
               tuple_arity(t) == 2) {
        is_good = read_command(type, elements[1], o, name);
    }
    bool has_arguments = !term_is_none(o->arguments) || !term_is_none(o->arg0);
    return is_good && !(has_arguments && o->spawn_type != SPAWN_EXECUTABLE) &&
           !(o->exit_status && type == ATOM_FD);
}

// ---- start

static Term start_port(Process *p, const PortName *name, const PortOptions *o)
{
    Port *port = port_new(name->driver, p->pid, name->text, name->size);
    if (port == NULL) {
        return ATOM_SYSTEM_LIMIT;
    }
    port->flags |= o->flags;
    if (o->line_length) {
        port->lines = port_lines_new((size_t)o->line_length);
        port->flags |= PORT_LINES;
    }
    port_link(port, p->pid);
    int error = name->driver->start(port, o);
    if (error) {
        port_abandon(port);
        return error < 0 ? ATOM_BADARG : port_errno_atom(error);
    }
    Term id = port->id;
    link_insert(p, id);
    port_unlock(port);
    return id;
}

Term port_open(Process *p, Term name_term, Term settings)
{
    PortOptions o = {
        .use_stdio = true,
        .high_watermark = PORT_HIGH_WATERMARK,
        .low_watermark = PORT_HIGH_WATERMARK / 2,
        .arguments = TERM_NONE,
        .arg0 = TERM_NONE,
        .directory = TERM_NONE,
        .environment = TERM_NONE,
        .flags = system_args && system_args->port_parallelism ? PORT_PARALLEL : 0,
    };
    PortName name = {0};
    if (!read_options(settings, &o)) {
        return ATOM_BADOPT;
    }
    Term result = read_name(name_term, &o, &name) ? start_port(p, &name, &o) : ATOM_BADARG;
    vm_free(name.text, name.text ? name.size + 1 : 0);
    return result;
}
