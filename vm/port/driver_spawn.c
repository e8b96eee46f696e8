// SPDX-License-Identifier: Apache-2.0
// driver_spawn.c -- the driver spawn: a port to an external program, over pipes.
//
//   {spawn, Command}             /bin/sh -c "exec Command"
//   {spawn_executable, Path}     Path itself, with the options args and arg0
//
//   port  out_fd ----pipe----> 0 (or 3)  program      only with the direction out
//         in_fd  <---pipe----- 1 (or 4)               only with in
//
// The end: with exit_status both must have happened, the end of file on the pipe and the end of the program (which may leave children
// behind that hold the pipe); then {Port, {exit_status, N}} is sent, and eof or the end follow. Without it only the end of file counts.
//
// Read before: vm/port/stream.c, vm/port/child.c     Read next: vm/port/inet.h
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vm/port/child.h"
#include "vm/port/child_text.h"
#include "vm/port/driver.h"
#include "vm/port/port_deliver.h"
#include "vm/port/port_text.h"
#include "vm/port/stream.h"

enum { SIGNAL_STATUS = 128 };

typedef struct Program {
    Stream stream; // first: it is what port->data points at
    bool wants_status, has_ended, has_told;
    int status;
} Program;

static void end_if_complete(Port *port)
{
    Program *program = port->data;
    if (program->has_told || !program->stream.in_ended ||
        (program->wants_status && !program->has_ended)) {
        return;
    }
    program->has_told = true;
    if (program->wants_status) {
        int status = program->status;
        port_deliver_exit_status(port, WIFSIGNALED(status) ? SIGNAL_STATUS + WTERMSIG(status)
                                                           : WEXITSTATUS(status));
    }
    port_fail_eof(port);
}

static void program_ended(Term id, int status)
{
    Port *port = port_find(id);
    if (port == NULL) {
        return;
    }
    port_lock(port);
    if (port_state(port) != PORT_DEAD && port->data) {
        Program *program = port->data;
        program->has_ended = true;
        program->status = status;
        if (program->wants_status) {
            end_if_complete(port);
        }
    }
    port_unlock(port);
}

// ---- pipes

typedef struct Pipes {
    int ours_in, childs_out; // program -> port
    int childs_in, ours_out; // port -> program
} Pipes;

static void close_fd(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

static void close_pipes(const Pipes *p)
{
    close_fd(p->ours_in);
    close_fd(p->childs_out);
    close_fd(p->childs_in);
    close_fd(p->ours_out);
}

// The child's end must lie above the numbers that it is going to be.
static bool raise_fd(int *fd)
{
    if (*fd >= CHILD_FIRST_FD) {
        return true;
    }
    int higher = fcntl(*fd, F_DUPFD_CLOEXEC, CHILD_FIRST_FD);
    if (higher < 0) {
        return false;
    }
    close(*fd);
    *fd = higher;
    return true;
}

static bool make_pipe(int *read_end, int *write_end, int **childs, const int *ours)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) != 0) {
        return false;
    }
    *read_end = fds[0];
    *write_end = fds[1];
    return raise_fd(*childs) && fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
}

static int make_pipes(Pipes *p, const PortOptions *options)
{
    *p = (Pipes){-1, -1, -1, -1};
    int *childs_out = &p->childs_out, *childs_in = &p->childs_in;
    if ((options->direction & PORT_READ &&
         !make_pipe(&p->ours_in, &p->childs_out, &childs_out, &p->ours_in)) ||
        (options->direction & PORT_WRITE &&
         !make_pipe(&p->childs_in, &p->ours_out, &childs_in, &p->ours_out))) {
        int error = errno;
        close_pipes(p);
        return error;
    }
    return 0;
}

// ---- start

typedef struct Launch {
    ChildSpec spec;
    ChildText arguments, environment;
    char *directory, *command;
    size_t directory_size, command_size;
} Launch;

static void free_launch(Launch *l)
{
    child_text_free(&l->arguments);
    child_text_free(&l->environment);
    vm_free(l->directory, l->directory ? l->directory_size + 1 : 0);
    vm_free(l->command, l->command ? l->command_size + 1 : 0);
}

static void compose_shell(Launch *l, const Port *port)
{
    static const char prefix[] = "exec ";
    l->command_size = sizeof prefix - 1 + port->name_size;
    l->command = vm_alloc(l->command_size + 1);
    snprintf(l->command, l->command_size + 1, "%s%s", prefix, port->name);
    child_text_add(&l->arguments, "sh", 2);
    child_text_add(&l->arguments, "-c", 2);
    child_text_add(&l->arguments, l->command, strlen(l->command));
    l->spec.path = "/bin/sh";
}

// 0, an errno value, or -1: badarg.
static int compose_launch(Launch *l, const Port *port, const PortOptions *options)
{
    if (options->spawn_type == SPAWN_EXECUTABLE) {
        l->spec.path = port->name;
        if (access(port->name, X_OK) != 0) {
            return errno;
        }
        if (!child_text_arguments(&l->arguments, port->name, options->arg0, options->arguments)) {
            return -1;
        }
    } else {
        compose_shell(l, port);
    }
    if (!term_is_none(options->directory)) {
        l->directory = port_text_copy(options->directory, false, true, &l->directory_size);
        if (l->directory == NULL) {
            return -1;
        }
    }
    if (!child_text_environment(&l->environment, options->environment)) {
        return -1;
    }
    l->spec.directory = l->directory;
    l->spec.arguments = l->arguments.items;
    l->spec.environment = l->environment.items;
    return 0;
}

static int launch_program(Port *port, Launch *l, const PortOptions *options)
{
    Pipes pipes;
    pid_t pid;
    int error = make_pipes(&pipes, options);
    if (error) {
        return error;
    }
    l->spec.in_fd = pipes.childs_in;
    l->spec.out_fd = pipes.childs_out;
    l->spec.error_fd = options->stderr_to_stdout ? pipes.childs_out : -1;
    l->spec.in_as = options->use_stdio ? 0 : 3;
    l->spec.out_as = options->use_stdio ? 1 : 4;
    error = child_start(&l->spec, &pid);
    if (error) {
        close_pipes(&pipes);
        return error;
    }
    close_fd(pipes.childs_in);
    close_fd(pipes.childs_out);
    Program *program = vm_calloc(sizeof *program);
    program->wants_status = options->exit_status;
    program->stream.ended = end_if_complete;
    port->os_pid = pid;
    stream_start(&program->stream, port, pipes.ours_in, pipes.ours_out, true, options);
    program->stream.in_ended = pipes.ours_in < 0;
    child_watch(pid, port->id, program_ended);
    return 0;
}

static int start_spawn(Port *port, const PortOptions *options)
{
    Launch launch = {0};
    int result = compose_launch(&launch, port, options);
    if (result == 0) {
        result = launch_program(port, &launch, options);
    }
    free_launch(&launch);
    return result;
}

static void stop_spawn(Port *port)
{
    stream_stop(port->data);
    vm_free(port->data, sizeof(Program));
    port->data = NULL;
}

static void output_spawn(Port *port, const uint8_t *bytes, size_t size)
{
    stream_output(port->data, bytes, size);
}
static void ready_spawn(Port *port, int fd, uint32_t events)
{
    stream_ready(port->data, fd, events);
}
static void flush_spawn(Port *port) { stream_flush(port->data); }
static size_t queued_spawn(Port *port)
{
    return out_queue_size(&((Program *)port->data)->stream.queue);
}

const PortDriver driver_spawn = {
    .name = "spawn",
    .start = start_spawn,
    .stop = stop_spawn,
    .output = output_spawn,
    .ready = ready_spawn,
    .flush = flush_spawn,
    .queued = queued_spawn,
};
