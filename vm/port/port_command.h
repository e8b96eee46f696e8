// SPDX-License-Identifier: Apache-2.0
// port_command.h -- what processes ask of ports: commands, messages to ports, a new owner.
#pragma once

#include "vm/port/port.h"

void port_command_init(void);

typedef enum PortSent { PORT_SENT, PORT_SENT_BADARG, PORT_SENT_BUSY } PortSent;
// Gives data (an iolist) to the driver. Locked. BUSY: not done, unless forced.
PortSent port_command(Port *port, Term caller, Term data, bool is_forced);
// p will get a signal when the port is busy no more (or dead). Locked.
void port_wait(Port *port, Process *p);
// Makes pid the owner and links it. Locked. False: there is no such process.
bool port_connect(Port *port, Term pid);
