// SPDX-License-Identifier: Apache-2.0
// driver_fd.c -- the driver fd: {fd, In, Out}, descriptors that the machine was started with. Standard input and output are read
// and written through it.
//
// They are not ours: they stay open when the port is closed, and stay blocking as they were (another program may share them).
//
// Read before: vm/port/stream.c     Read next: vm/port/driver_spawn.c
#include <fcntl.h>
#include <sys/ioctl.h>

#include "vm/port/driver.h"
#include "vm/port/stream.h"

enum { CONTROL_WINDOW_SIZE = 0x018b0900 + 100 };

static int start_fd(Port *port, const PortOptions *options)
{
    int in_fd = options->direction & PORT_READ ? options->in_fd : -1;
    int out_fd = options->direction & PORT_WRITE ? options->out_fd : -1;
    Stream *s = vm_calloc(sizeof *s);
    stream_start(s, port, in_fd, out_fd, false, options);
    return 0;
}

static void stop_fd(Port *port)
{
    stream_stop(port->data);
    vm_free(port->data, sizeof(Stream));
    port->data = NULL;
}

static void output_fd(Port *port, const uint8_t *bytes, size_t size)
{
    stream_output(port->data, bytes, size);
}
static void ready_fd(Port *port, int fd, uint32_t events) { stream_ready(port->data, fd, events); }
static void flush_fd(Port *port) { stream_flush(port->data); }
static size_t queued_fd(Port *port) { return out_queue_size(&((Stream *)port->data)->queue); }

static bool window_size(int fd, struct winsize *size)
{
    return fd >= 0 && ioctl(fd, TIOCGWINSZ, size) == 0;
}

// Width and height of the terminal, each 32 bits in the machine's own byte order.
static bool control_fd(Port *port, uint32_t operation, const uint8_t *bytes, size_t size,
                       ByteVec *reply)
{
    const Stream *s = port->data;
    struct winsize window;
    (void)bytes;
    (void)size;
    if (operation != CONTROL_WINDOW_SIZE ||
        (!window_size(s->out_fd, &window) && !window_size(s->in_fd, &window))) {
        return false;
    }
    uint32_t numbers[2] = {window.ws_col, window.ws_row};
    byte_vec_add(reply, numbers, sizeof numbers);
    return true;
}

const PortDriver driver_fd = {
    .name = "fd",
    .start = start_fd,
    .stop = stop_fd,
    .output = output_fd,
    .ready = ready_fd,
    .control = control_fd,
    .flush = flush_fd,
    .queued = queued_fd,
};
