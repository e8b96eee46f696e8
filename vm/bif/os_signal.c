// SPDX-License-Identifier: Apache-2.0
// os_signal.c -- signals of the operating system: ignored, left to the system, or told to the
// process erl_signal_server.
//
//     SIGTERM -> handler (any thread) -> a byte in a pipe -> this file's thread ->
//     erl_signal_server ! {notify, sigterm}
//
// A signal handler may do next to nothing, so it writes the signal's number into a pipe; one thread
// reads the pipe and sends the messages. When nobody has that name the signal is lost, as in ERTS.
// From the start sigterm, sigusr1 and sigquit are handled;
// SIGPIPE is ignored, since writing to a closed connection is told by the write itself.
//
// Read before: vm/proc/message.h
#define _GNU_SOURCE // pipe2
#include "vm/bif/os_signal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "vm/base/epoch.h"
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/proc/message.h"
#include "vm/proc/registry.h"

static int pipe_ends[2] = {-1, -1};

static const struct {
    uint32_t atom;
    int number;
} signals[] = {
    {ATOM_INDEX_SIGHUP, SIGHUP},
    {ATOM_INDEX_SIGQUIT, SIGQUIT},
    {ATOM_INDEX_SIGABRT, SIGABRT},
    {ATOM_INDEX_SIGALRM, SIGALRM},
    {ATOM_INDEX_SIGTERM, SIGTERM},
    {ATOM_INDEX_SIGUSR1, SIGUSR1},
    {ATOM_INDEX_SIGUSR2, SIGUSR2},
    {ATOM_INDEX_SIGCHLD, SIGCHLD},
    {ATOM_INDEX_SIGSTOP, SIGSTOP},
    {ATOM_INDEX_SIGTSTP, SIGTSTP},
    // a terminal's
    {ATOM_INDEX_SIGCONT, SIGCONT},
    {ATOM_INDEX_SIGWINCH, SIGWINCH},
};
enum { SIGNALS = sizeof signals / sizeof signals[0], TERMINAL_SIGNALS = 2 };

static size_t signal_count(void)
{
    return release_has_terminal_signals() ? SIGNALS : SIGNALS - TERMINAL_SIGNALS;
}

static void note_signal(int number)
{
    const int saved = errno;
    const uint8_t byte = (uint8_t)number;
    ssize_t ignored = write(pipe_ends[1], &byte, 1); // full: enough of them wait already
    (void)ignored;
    errno = saved;
}

static void tell(int number)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        if (signals[i].number == number) {
            const Term to = registry_whereis(ATOM_ERL_SIGNAL_SERVER);
            MessageBuilder b;
            Space *s = message_begin(&b, 3);
            message_end(&b, TERM_NONE, to,
                        space_tuple2(s, ATOM_NOTIFY, atom_from_index(signals[i].atom)));
        }
    }
}

static void *read_pipe(void *unused)
{
    (void)unused;
    uint8_t byte;
    for (;;) {
        const ssize_t n = read(pipe_ends[0], &byte, 1);
        if (n == 1) {
            epoch_enter();
            tell(byte);
            epoch_leave();
        } else if (n == 0 || errno != EINTR) {
            return NULL;
        }
    }
}

static void set_handler(int number, void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void os_signal_init(bool ignore_break)
{
    pthread_t thread;
    CHECK(pipe2(pipe_ends, O_CLOEXEC) == 0 && fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK) == 0);
    CHECK(pthread_create(&thread, NULL, read_pipe, NULL) == 0);
    pthread_detach(thread);
    set_handler(SIGPIPE, SIG_IGN);
    set_handler(SIGTERM, note_signal);
    set_handler(SIGUSR1, note_signal);
    set_handler(SIGQUIT, ignore_break ? SIG_IGN : note_signal);
    if (ignore_break) {
        set_handler(SIGINT, SIG_IGN);
        set_handler(SIGTSTP, SIG_IGN);
    }
}

// os:set_signal(sigterm, default | ignore | handle)
Term bif_os_set_signal_2(Process *p, Term *arg)
{
    const Term how = arg[1];
    if (how != ATOM_DEFAULT && how != ATOM_IGNORE && how != ATOM_HANDLE) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    for (size_t i = 0; i < signal_count(); i++) {
        if (atom_from_index(signals[i].atom) == arg[0]) {
            set_handler(signals[i].number, how == ATOM_DEFAULT  ? SIG_DFL
                                           : how == ATOM_IGNORE ? SIG_IGN
                                                                : note_signal);
            return ATOM_OK;
        }
    }
    return bif_badarg(p);
}
