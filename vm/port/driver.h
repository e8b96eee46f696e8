// SPDX-License-Identifier: Apache-2.0
// driver.h -- the drivers that are compiled in.
#pragma once

#include "vm/port/port.h"

extern const PortDriver driver_forker; // #Port<0.0>: does nothing, is only there
extern const PortDriver driver_fd, driver_spawn;
extern const PortDriver driver_udp_inet, driver_tcp_inet;

// The driver whose name is the first word of a command; NULL: it is a program.
const PortDriver *driver_find(const char *command, size_t size);
