// SPDX-License-Identifier: Apache-2.0
// registry.h -- registered names of processes and ports: an array indexed by atom, read with one
// load.
//
//   names[atom_index(name)]: the pid or port that has the name, or 0       (untouched pages cost nothing)
//
// Writers take one mutex. A process or port has at most one name; it lies in p->registered_name
// (ports keep their own).
#pragma once

#include "vm/proc/process.h"

typedef enum RegisterResult {
    REGISTER_OK,
    REGISTER_NAME_TAKEN,
    REGISTER_HAS_NAME,
    REGISTER_DEAD
} RegisterResult;

void registry_init(void);
Term registry_whereis(Term name); // pid or port, TERM_NONE. Any thread, no lock
RegisterResult registry_register(Term name, Term pid);
// A port: *port_name is where it keeps its name (TERM_NONE when it has none); guarded by the
// registry's lock.
RegisterResult registry_register_port(Term name, Term port, Term *port_name);
// Any owner. False: no such name. A port's own copy of its name is its business: *owner tells who
// it was.
bool registry_unregister(Term name, Term *owner);
void registry_unregister_process(Process *p); // its name, if it has one (exit)
void registry_unregister_port(Term *port_name);
Term registry_list(Space *space);  // erlang:registered/0
Term registry_name_of(Process *p); // TERM_NONE: none
