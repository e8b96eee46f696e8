// SPDX-License-Identifier: Apache-2.0
// port.h -- a port: what Erlang programs see of a file descriptor, an external program or a socket.
//
//   process --- command, control, close, link, ... ---> [ lock | Port | driver ] <--- poll.h, timers: ready
//                                                             |
//                    {Port, {data, D}}, {Port, eof}, exit signals to the owner, links, watchers
//
// A port is no process. Whatever is done to it is done at once on the caller's thread under the port's lock, and what it has
// to say are messages. So the order that programs can rely on (signals of one sender are handled in order) comes by itself.
//
// A driver is a vtable of C functions that run under the lock. It never ends its port in the middle of a callback:
// port_fail and port_fail_eof only note it; port_unlock does it, when no driver code is on the stack any more.
//
//   ALIVE --- port_exit (close, exit signal, failure) ---> queue empty or killed? --yes--> DEAD
//                 links, watchers are told here                 | no
//                                                            CLOSING: no longer found; the driver writes on, then DEAD
//
// LIFE. The table's slot holds one reference, and so does each timer and each child program. Who finds a port in the table is
// inside an epoch; the struct is retired, not freed.
//
// Read before: vm/proc/link.h     Read next: vm/port/port.c
#pragma once

#include "vm/base/poll.h"
#include "vm/base/sync.h"
#include "vm/base/vec.h"
#include "vm/proc/link.h"
#include "vm/proc/timer.h"

typedef enum PortState { PORT_ALIVE, PORT_CLOSING, PORT_DEAD } PortState;

enum {                 // Port.flags
    PORT_BINARY = 1,   // data as binaries
    PORT_SOFT_EOF = 2, // {Port, eof} instead of the end
    PORT_LINES = 4,
    PORT_SEND_CLOSED = 8,     // {Port, closed} at the end, to the owner
    PORT_BUSY = 16,           // senders wait
    PORT_PARALLEL = 32,       // only shown
    PORT_CONTROL_BINARY = 64, // answers of control are binaries
    PORT_NEVER_CLOSES = 128,  // the forker
};
enum { PORT_READ = 1, PORT_WRITE = 2 }; // directions
enum { PORT_HIGH_WATERMARK = 8192 };

typedef enum SpawnType { SPAWN_ANY, SPAWN_DRIVER, SPAWN_EXECUTABLE } SpawnType;
typedef struct PortOptions { // of open_port; lives during the call
    uint32_t direction;      // PORT_READ | PORT_WRITE
    uint32_t flags;          // PORT_BINARY ...
    int packet_bytes;        // 0, 1, 2, 4
    int64_t line_length;     // 0: no lines
    bool exit_status, use_stdio, stderr_to_stdout;
    SpawnType spawn_type;
    int in_fd, out_fd; // fd
    size_t high_watermark, low_watermark;
    Term arguments, arg0, directory; // TERM_NONE: not given
    Term environment;                // list of {Name, Value}
} PortOptions;

typedef struct PortDriver {
    const char *name;
    // Sets up port->data. 0, or an errno value (then nothing is left behind), or -1: badarg.
    int (*start)(Port *port, const PortOptions *options);
    void (*stop)(Port *port); // the end: closes what it has, frees port->data
    void (*output)(Port *port, const uint8_t *bytes, size_t size); // command
    void (*ready)(Port *port, int fd, uint32_t events);            // poll.h
    // False: badarg. Appends the answer to reply.
    bool (*control)(Port *port, uint32_t operation, const uint8_t *bytes, size_t size,
                    ByteVec *reply);
    // The answer to erlang:port_call in the external format.
    bool (*call)(Port *port, uint32_t operation, const uint8_t *bytes, size_t size, ByteVec *reply);
    // The machine halts, or the port closes: writes what is queued, blocking. NULL: nothing to write
    void (*flush)(Port *port);
    // Bytes that wait to be written. NULL: none ever.
    size_t (*queued)(Port *port);
    void (*owner_changed)(Port *port);
    bool soft_busy; // port_command with force is allowed
} PortDriver;

typedef struct PortLines PortLines; // port_lines.h
typedef struct PortWaiter {
    struct PortWaiter *next;
    Term pid;
} PortWaiter;

struct Port {
    Term id;                  // constant
    const PortDriver *driver; // constant
    Mutex lock;
    _Atomic uint32_t refs;
    _Atomic uint32_t state; // PortState; changed under the lock
    // ---- under the lock
    Term owner;  // the connected process
    Term caller; // who controls or commands it at this moment
    uint32_t flags;
    char *name; // as port_info shows it; bytes
    size_t name_size;
    LinkTree links; // links, watchers
    void *data;     // the driver's
    PortLines *lines;
    uint64_t bytes_in, bytes_out;
    int64_t os_pid; // -1: undefined
    Term stored;    // port_set_data; lies in stored_fragment
    Fragment *stored_fragment;
    PortWaiter *waiters; // processes that wait for a busy port
    bool wants_exit;     // noted by port_fail; done by port_unlock
    bool exit_by_eof;
    Term exit_reason;     // an atom
    Term registered_name; // under the registry's lock
};

// Once, after bif_system_init, before processes run: makes the table and #Port<0.0>, the forker.
void port_init(void);
// The machine halts and all schedulers have stopped: writes what ports still hold (scheduler_flush_hook).
void port_flush_all(void);

// ---- finding. The caller is inside an epoch.
Port *port_find(Term id);               // also dying ones
Port *port_lock_alive(Term id_or_name); // NULL: there is none that takes operations; else locked
void port_lock(Port *port);
void port_unlock(Port *port); // ends the port if it has failed
static inline PortState port_state(const Port *port)
{
    return (PortState)atomic_load_explicit(&port->state, memory_order_acquire);
}
void port_retain(Port *port);
void port_release(Port *port);
uint32_t port_count(void);
uint32_t port_limit(void);
// Every port of the table, in order of numbers.
void port_each(void (*visit)(Port *port, void *data), void *data);
extern _Atomic uint64_t port_total_in, port_total_out; // statistics(io)

// ---- birth and end
// A new port, locked, with one reference for the table and linked to nobody. NULL: the limit is reached. name is copied.
Port *port_new(const PortDriver *driver, Term owner, const char *name, size_t name_size);
// A port whose driver did not start: takes it out of the table. Locked; unlocks.
void port_abandon(Port *port);
// exit/2, close, failure. from: who wants it. Locked. False: it stays (normal from somebody who is not the owner).
bool port_exit(Port *port, Term from, Term reason, bool send_closed, bool drop_normal);
void port_fail(Port *port, Term reason); // an atom
void port_fail_errno(Port *port, int error);
void port_fail_eof(Port *port); // eof or the end, as the program wanted it
// The driver of a CLOSING port has written everything.
void port_flushed(Port *port);
Term port_errno_atom(int error);

// ---- links (port.c)
void port_link(Port *port, Term pid); // the port's half

// ---- busy: senders wait (port_command.c). Locked.
void port_set_busy(Port *port, bool busy);

// ---- timers. Under the lock, both; call runs under the lock, unless the port is dead by then.
typedef struct PortTimer PortTimer;
PortTimer *port_timer_start(Port *port, int64_t milliseconds, void (*call)(Port *port, void *data),
                            void *data);
void port_timer_cancel(PortTimer *timer);
