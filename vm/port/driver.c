// SPDX-License-Identifier: Apache-2.0
// driver.c -- which words {spawn, Command} and {spawn_driver, Command} take for drivers; and the forker.
//
// In ERTS the forker is a port to a helper program that starts all others. Here a program is started with vfork (child.c), which
// costs no copy of the address space, so no helper is needed; but erlang:ports() begins with it, and programs count on numbers.
//
// Read before: vm/port/port.h     Read next: vm/port/stream.h
#include "vm/port/driver.h"

#include <errno.h>

static int start_nothing(Port *port, const PortOptions *options)
{
    (void)port;
    (void)options;
    return 0;
}

const PortDriver driver_forker = {.name = "spawn_forker", .start = start_nothing};

// The line editor in the terminal is not built. The name is a driver's all the same: what it answers where there is no
// terminal makes OTP (user_drv, IEx.CLI) fall back on reading whole lines through the driver fd.
static int refuse_tty(Port *port, const PortOptions *options)
{
    (void)port;
    (void)options;
    return EINVAL;
}

static const PortDriver driver_tty_sl = {.name = "tty_sl", .start = refuse_tty};

static const PortDriver *const by_name[] = {&driver_tcp_inet, &driver_udp_inet, &driver_tty_sl};

const PortDriver *driver_find(const char *command, size_t size)
{
    size_t word = 0;
    while (word < size && command[word] != ' ' && command[word] != '\t' && command[word] != '\n') {
        word++;
    }
    for (size_t i = 0; i < sizeof by_name / sizeof by_name[0]; i++) {
        if (strlen(by_name[i]->name) == word && memcmp(by_name[i]->name, command, word) == 0) {
            return by_name[i];
        }
    }
    return NULL;
}
