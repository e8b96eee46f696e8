// SPDX-License-Identifier: Apache-2.0
// stream.c -- reading and writing the two descriptors of a port without ever blocking.
//
// INVARIANTS
//   1. POLL_WRITE is wanted exactly while the queue is not empty; POLL_READ while the end of file has not been read.
//   2. The queue is written in front, added to behind: bytes never overtake each other.
//
// Exceptions: stream_flush, when the machine halts, does block.
//
// Read before: vm/port/stream.h     Read next: vm/port/driver_fd.c
#include "vm/port/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vm/base/epoch.h"
#include "vm/port/port_deliver.h"
#include "vm/proc/run_queue.h"
#include "vm/term/atom.h"

enum { READ_BYTES = 65536 };

// ---- waiting for descriptors

void stream_poll(int fd, uint32_t events, void *data)
{
    Port *port = data;
    port_lock(port);
    if (port_state(port) != PORT_DEAD && port->data) {
        port->driver->ready(port, fd, events);
    }
    port_unlock(port);
}

static void arm(Stream *s)
{
    if (s->shares_fd) {
        if (s->in_entry) {
            poll_set(s->in_entry, s->wanted);
        }
        return;
    }
    if (s->in_entry) {
        poll_set(s->in_entry, s->wanted & POLL_READ);
    }
    if (s->out_entry) {
        poll_set(s->out_entry, s->wanted & POLL_WRITE);
    }
}

static void arm_in(Stream *s)
{
    s->wanted |= POLL_READ;
    if (s->in_entry) {
        poll_set(s->in_entry, s->shares_fd ? s->wanted : (uint32_t)POLL_READ);
    }
}

static void arm_out(Stream *s)
{
    s->wanted |= POLL_WRITE;
    PollEntry *entry = s->shares_fd ? s->in_entry : s->out_entry;
    if (entry) {
        poll_set(entry, s->shares_fd ? s->wanted : (uint32_t)POLL_WRITE);
    }
}

// ---- reading

static void deliver_packets(Stream *s, const uint8_t *bytes, size_t size)
{
    while (size || s->in_packet) {
        if (!s->in_packet) {
            s->header[s->header_size++] = *bytes++;
            size--;
            if (s->header_size < s->packet_bytes) {
                continue;
            }
            s->packet_size = 0;
            for (int i = 0; i < s->packet_bytes; i++) {
                s->packet_size = s->packet_size << 8 | s->header[i];
            }
            s->header_size = 0;
            s->in_packet = true;
        }
        size_t missing = s->packet_size - s->packet.size;
        if (s->packet.size == 0 && missing <= size) { // all of it is here: no copy
            port_deliver(s->port, bytes, missing);
            bytes += missing;
            size -= missing;
            s->in_packet = false;
            continue;
        }
        size_t part = missing < size ? missing : size;
        byte_vec_add(&s->packet, bytes, part);
        bytes += part;
        size -= part;
        if (part < missing) {
            return;
        }
        port_deliver(s->port, s->packet.data, s->packet.size);
        byte_vec_free(&s->packet);
        s->packet = (ByteVec){0};
        s->in_packet = false;
    }
}

static void end_input(Stream *s)
{
    s->in_ended = true;
    s->wanted &= ~(uint32_t)POLL_READ;
    arm(s);
    if (s->ended) {
        s->ended(s->port);
    } else {
        port_fail_eof(s->port);
    }
}

// Reads once. True: there may be more.
static bool read_some(Stream *s)
{
    static THREAD_LOCAL uint8_t *buffer;
    if (buffer == NULL) {
        buffer = vm_alloc(READ_BYTES); // one for each thread, for ever
    }
    ssize_t n = read(s->in_fd, buffer, READ_BYTES);
    if (n < 0) {
        if (errno == EAGAIN || errno == EINTR) {
            return true;
        }
        port_fail_errno(s->port, errno);
        return false;
    }
    if (n == 0) {
        end_input(s);
        return false;
    }
    if (s->packet_bytes) {
        deliver_packets(s, buffer, (size_t)n);
    } else {
        port_deliver(s->port, buffer, (size_t)n);
    }
    return true;
}

// A plain file cannot be waited for: it is read piece by piece between processes.
static void read_file_piece(void *data)
{
    Port *port = data;
    port_lock(port);
    Stream *s = port->data;
    bool goes_on =
        port_state(port) == PORT_ALIVE && !port->wants_exit && s && !s->in_ended && read_some(s);
    port_unlock(port);
    if (goes_on) {
        sched_hooks.run_soon(0, read_file_piece, port);
    } else {
        port_release(port);
    }
}

// ---- writing

static bool is_writable_now(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    return poll(&p, 1, 0) == 1;
}

// Writes as much as is taken at once. Returns how much; -1: failed, the port is told.
static ssize_t write_some(Stream *s, const uint8_t *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        size_t part = size - done;
        if (s->out_is_blocking) {
            if (!is_writable_now(s->out_fd)) {
                break;
            }
            part = part > PIPE_BUF ? PIPE_BUF : part;
        }
        ssize_t n = write(s->out_fd, bytes + done, part);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && errno == EAGAIN) {
            break;
        }
        if (n < 0) {
            port_fail_errno(s->port, errno);
            return -1;
        }
        done += (size_t)n;
    }
    return (ssize_t)done;
}

static void write_or_queue(Stream *s, const uint8_t *bytes, size_t size)
{
    size_t done = 0;
    if (out_queue_size(&s->queue) == 0) {
        ssize_t n = write_some(s, bytes, size);
        if (n < 0) {
            return;
        }
        done = (size_t)n;
    }
    if (done < size) {
        bool was_empty = out_queue_size(&s->queue) == 0;
        out_queue_add(&s->queue, bytes + done, size - done);
        if (was_empty) {
            arm_out(s);
        }
    }
}

void stream_output(Stream *s, const uint8_t *bytes, size_t size)
{
    if (s->out_fd < 0) {
        port_fail_errno(s->port, EBADF);
        return;
    }
    if ((s->packet_bytes == 1 && size > 0xFF) || (s->packet_bytes == 2 && size > 0xFFFF) ||
        (s->packet_bytes == 4 && size > UINT32_MAX)) {
        port_fail_errno(s->port, EINVAL);
        return;
    }
    if (s->packet_bytes) {
        ByteVec v = {0};
        for (int i = s->packet_bytes - 1; i >= 0; i--) {
            byte_vec_u8(&v, (uint8_t)(size >> 8 * i));
        }
        byte_vec_add(&v, bytes, size);
        write_or_queue(s, v.data, v.size);
        byte_vec_free(&v);
    } else if (size) {
        write_or_queue(s, bytes, size);
    }
    if (out_queue_size(&s->queue) >= s->high_watermark) {
        port_set_busy(s->port, true);
    }
}

static void write_queue(Stream *s)
{
    ssize_t n = write_some(s, out_queue_bytes(&s->queue), out_queue_size(&s->queue));
    if (n < 0) {
        out_queue_free(&s->queue);
        s->wanted &= ~(uint32_t)POLL_WRITE;
        return;
    }
    out_queue_drop(&s->queue, (size_t)n);
    if (out_queue_size(&s->queue) < s->low_watermark || out_queue_size(&s->queue) == 0) {
        port_set_busy(s->port, false);
    }
    if (out_queue_size(&s->queue)) {
        arm_out(s);
    } else {
        s->wanted &= ~(uint32_t)POLL_WRITE;
        port_flushed(s->port);
    }
}

void stream_flush(Stream *s)
{
    while (s->out_fd >= 0 && out_queue_size(&s->queue)) {
        ssize_t n = write(s->out_fd, out_queue_bytes(&s->queue), out_queue_size(&s->queue));
        if (n >= 0) {
            out_queue_drop(&s->queue, (size_t)n);
        } else if (errno == EAGAIN) {
            struct pollfd p = {.fd = s->out_fd, .events = POLLOUT};
            poll(&p, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}

// ---- events, start, end

void stream_ready(Stream *s, int fd, uint32_t events)
{
    if (fd == s->out_fd && events & (POLL_WRITE | POLL_ERROR) && out_queue_size(&s->queue)) {
        write_queue(s);
    }
    if (fd == s->in_fd && events & (POLL_READ | POLL_ERROR) && !s->in_ended &&
        !s->port->wants_exit) {
        s->wanted &= ~(uint32_t)POLL_READ;
        if (read_some(s)) {
            arm_in(s);
        }
    }
}

static bool is_blocking_device(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && !S_ISREG(st.st_mode) && !(fcntl(fd, F_GETFL) & O_NONBLOCK);
}

static void start_input(Stream *s)
{
    s->in_entry = poll_add(s->in_fd, 0, stream_poll, s->port);
    s->in_is_file = s->in_entry == NULL;
    if (s->in_is_file) {
        port_retain(s->port);
        s->wanted |= POLL_READ;
        sched_hooks.run_soon(0, read_file_piece, s->port);
    } else {
        arm_in(s);
    }
}

void stream_start(Stream *s, Port *port, int in_fd, int out_fd, bool closes,
                  const PortOptions *options)
{
    s->port = port;
    s->in_fd = in_fd;
    s->out_fd = out_fd;
    s->closes = closes;
    s->packet_bytes = options->packet_bytes;
    s->high_watermark = options->high_watermark;
    s->low_watermark = options->low_watermark;
    s->shares_fd = in_fd >= 0 && in_fd == out_fd;
    port->data = s;
    if (out_fd >= 0) {
        s->out_entry = s->shares_fd ? NULL : poll_add(out_fd, 0, stream_poll, port);
        s->out_is_blocking = is_blocking_device(out_fd);
    }
    if (in_fd >= 0) {
        start_input(s);
    }
    s->out_is_file = out_fd >= 0 && (s->shares_fd ? s->in_is_file : s->out_entry == NULL);
    s->out_is_blocking = s->out_is_blocking && !s->out_is_file;
}

void stream_close_in(Stream *s)
{
    if (s->in_fd < 0) {
        return;
    }
    if (s->in_entry) {
        poll_remove(s->in_entry);
        s->in_entry = NULL;
    }
    if (s->closes && !s->shares_fd) {
        close(s->in_fd);
    }
    s->in_fd = -1;
    s->in_ended = true;
}

void stream_close_out(Stream *s)
{
    if (s->out_fd < 0) {
        return;
    }
    if (s->out_entry) {
        poll_remove(s->out_entry);
        s->out_entry = NULL;
    }
    if (s->closes) {
        close(s->out_fd);
    }
    s->out_fd = -1;
}

void stream_stop(Stream *s)
{
    stream_close_in(s);
    stream_close_out(s);
    out_queue_free(&s->queue);
    byte_vec_free(&s->packet);
}
