// SPDX-License-Identifier: Apache-2.0
// child.c -- an external program: vfork, a few calls, execve; and a descriptor that says when it has ended.
//
//   parent: block signals -> vfork ........ stands still ........ -> unblock -> pidfd in the poll set -> waitpid -> ended()
//   child:                    chdir, dup2, setsid, execve |
//
// vfork does not copy the page tables, so it costs the same however large the machine's memory is. The child runs in the parent's
// memory until execve: it only makes system calls, and writes nothing but its own stack.
//
// As ERTS does it: each program leads a session of its own, sees no descriptor of ours above 2 (or 4), ignores SIGPIPE.
//
// Elsewhere: ERTS starts a helper program (erl_child_setup) first, which forks and tells it about its children.
//
// Read before: vm/port/child.h
#define _GNU_SOURCE
#include "vm/port/child.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/poll.h"

// ---- in the child, between vfork and execve: system calls only

static void say_no_directory(const char *directory)
{
    static const char text[] = "spawn: Could not cd to ";
    ssize_t n = write(2, text, sizeof text - 1);
    n = write(2, directory, strlen(directory));
    n = write(2, "\r\n", 2);
    (void)n;
}

static void place_fd(int fd, int as)
{
    if (fd >= 0 && dup2(fd, as) < 0) {
        _exit(errno);
    }
}

static NORETURN void run_child(const ChildSpec *spec, const sigset_t *no_signals)
{
    if (spec->directory && chdir(spec->directory) != 0) {
        int error = errno;
        say_no_directory(spec->directory);
        _exit(error);
    }
    place_fd(spec->in_fd, spec->in_as);
    place_fd(spec->out_fd, spec->out_as);
    place_fd(spec->error_fd, 2);
    unsigned first_hidden = spec->in_as == 0 ? 3 : 5;
    syscall(SYS_close_range, first_hidden, ~0u,
            CLOSE_RANGE_CLOEXEC); // older kernels: ours all have the flag anyway
    setsid();
    sigprocmask(SIG_SETMASK, no_signals, NULL);
    execve(spec->path, spec->arguments, spec->environment);
    _exit(errno);
}

int child_start(const ChildSpec *spec, pid_t *pid)
{
    sigset_t all, none, old;
    sigfillset(&all);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &all,
                    &old); // no handler may run in the child: it would run in our memory
    pid_t child = vfork();
    if (child == 0) {
        run_child(spec, &none);
    }
    int error = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    *pid = child;
    return error;
}

// ---- its end

typedef struct Watch {
    pid_t pid;
    int fd;
    PollEntry *entry;
    Term port;
    void (*ended)(Term port, int status);
} Watch;

static void free_watch(void *data) { vm_free(data, sizeof(Watch)); }

static void child_has_ended(int fd, uint32_t events, void *data)
{
    Watch *w = data;
    int status;
    (void)fd;
    (void)events;
    pid_t got = waitpid(w->pid, &status, WNOHANG);
    if (got == 0) {
        poll_set(w->entry, POLL_READ);
        return;
    }
    poll_remove(w->entry);
    close(w->fd);
    w->ended(w->port, got == w->pid ? status : 0);
    epoch_retire(w, free_watch);
}

// Where the kernel has no pidfd: a thread that waits.
static void *wait_for_child(void *data)
{
    Watch *w = data;
    int status = 0;
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {
    }
    epoch_enter();
    w->ended(w->port, status);
    epoch_leave();
    free_watch(w);
    epoch_thread_exit();
    return NULL;
}

void child_watch(pid_t pid, Term port, void (*ended)(Term port, int status))
{
    Watch *w = vm_calloc(sizeof *w);
    *w = (Watch){.pid = pid, .port = port, .ended = ended};
    w->fd = (int)syscall(SYS_pidfd_open, pid, 0);
    w->entry = w->fd >= 0 ? poll_add(w->fd, 0, child_has_ended, w) : NULL;
    if (w->entry) {
        fcntl(w->fd, F_SETFD, FD_CLOEXEC);
        poll_set(w->entry, POLL_READ);
        return;
    }
    if (w->fd >= 0) {
        close(w->fd);
    }
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, wait_for_child, w) == 0);
    pthread_detach(thread);
}
