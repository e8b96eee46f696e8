// SPDX-License-Identifier: Apache-2.0
// bif_system.h -- what the start of the machine tells the native functions, and the hooks of layers beside them.
#pragma once

#include "vm/emulator.h"
#include "vm/proc/process.h"

// Once, after the tables are ready; args lives for ever.
void bif_system_init(const EmulatorArgs *args);
extern const EmulatorArgs *system_args;

// Set by vm/port: `Port ! Message` (returns the message or TERM_NONE with an exception), names of ports.
extern Term (*send_port_hook)(Process *p, Term port, Term message);
extern bool (*register_port_hook)(Term name, Term port);
extern void (*unregister_port_hook)(Term port);
// Set by distribution: a message to something on another node. False: an exception is described.
extern bool (*send_remote_hook)(Process *p, Term destination, Term message);
