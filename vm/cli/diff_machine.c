// SPDX-License-Identifier: Apache-2.0
// diff_machine.c -- machines that run the same modules side by side, and what each made of them.
//
//      STARTING --ready--> RUNNING --end--> CLEANING --ready--> RUNNING ... --end--> ENDING
//          |                  |                 |                                      |
//          '------------------'---- the process ends, or is late and is killed --------'
//
// The idea: a machine is a process with two descriptors of ours: a pipe for everything that it
// writes (stdout and stderr are the same pipe) and a socket for requests (diff_program.c has both
// ends of that talk). Where one module's output ends needs no marker in the output: `end` comes
// when the machine has written everything, so what lies in the pipe at that moment is the module's,
// and nothing else is asked for before it was read.
//
//   1. A machine has one deadline at any time: for starting, for a module, for cleaning, for
//      ending. The program's own deadline is kept inside by diff_program.c; ours is later, and
//      meets a machine that no longer reacts.
//   2. A machine leads a session, and the group of it is killed when the machine has ended or is
//      late: nothing that it started survives. It also dies with us (PDEATHSIG).
//   3. When the process ends, the module at `at` has the blame: what it wrote so far is its output,
//      how the process ended is its fall. The modules after it get a new machine. A fall while
//      ENDING belongs to the last module.
#define _GNU_SOURCE
#include "vm/cli/diff_machine.h"

#include "vm/base/clock.h"
#include "vm/cli/diff_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STATE_DOWN,
    STATE_STARTING,
    STATE_RUNNING,
    STATE_CLEANING,
    STATE_ENDING,
    STATE_FINISHED,
};

enum {
    START_LIMIT_MS = 60000,
    END_LIMIT_MS = 20000,
    READ_BYTES = 65536,
    FRAME_BYTES_MAX = 1 << 30,
    OUTPUT_BYTES_MAX = 64 << 20, // of one module
    POLLS = 3,                   // descriptors of one machine
};

static int64_t now_ms(void) { return clock_monotonic_ns() / 1000000; }

// ---- starting and ending a process -------------------------------------------------------------

// In the child, after fork: never returns.
static void become_machine(char *const *command, int output, int control)
{
    int null = open("/dev/null", O_RDONLY);
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The socket's number may be below 3, or 3 itself: out of the way first.
    int high = fcntl(control, F_DUPFD_CLOEXEC, 10),
        high_output = fcntl(output, F_DUPFD_CLOEXEC, 10);
    dup2(null, 0);
    dup2(high_output, 1);
    dup2(high_output, 2);
    dup2(high, DIFF_CONTROL_FD);
    setenv("ERL_CRASH_DUMP", "/dev/null", 1);
    execvp(command[0], command);
    fprintf(stderr, "%s: %s\n", command[0], strerror(errno));
    _exit(127);
}

static void start(DiffMachine *m)
{
    int output[2], control[2];
    if (pipe2(output, O_CLOEXEC) != 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0) {
        perror("joist: cannot start a machine");
        exit(2);
    }
    fflush(NULL);
    m->pid = fork();
    if (m->pid == 0) {
        become_machine(m->command, output[1], control[1]);
    }
    if (m->pid < 0 || (m->pid_fd = pidfd_open(m->pid, 0)) < 0) {
        perror("joist: cannot start a machine");
        exit(2);
    }
    close(output[1]);
    close(control[1]);
    fcntl(output[0], F_SETFL, O_NONBLOCK);
    fcntl(control[0], F_SETFL, O_NONBLOCK);
    m->output_fd = output[0];
    m->control_fd = control[0];
    m->state = STATE_STARTING;
    m->deadline_ms = now_ms() + START_LIMIT_MS;
    m->overdue = m->flooding = m->output_closed = m->control_closed = false;
    m->output.size = m->frames.size = 0;
}

// Reads what is there without waiting. False: the other end is closed.
static bool drain(int fd, ByteVec *to)
{
    for (;;) {
        ssize_t n = read(fd, byte_vec_reserve(to, READ_BYTES), READ_BYTES);
        if (n > 0) {
            to->size += (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            return n != 0 && errno == EAGAIN;
        }
    }
}

static void describe_fall(const DiffMachine *m, int status, ByteVec *text)
{
    if (m->flooding) {
        byte_vec_text(text, "wrote more than 64 MB, was killed");
    } else if (m->overdue) {
        byte_vec_printf(text, "no longer reacts%s, was killed",
                        m->state == STATE_ENDING ? " to the request to halt" : "");
    } else if (WIFSIGNALED(status)) {
        byte_vec_printf(text, "killed by signal %d (%s)", WTERMSIG(status),
                        strsignal(WTERMSIG(status)));
    } else if (m->state != STATE_ENDING || WEXITSTATUS(status) != 0) {
        byte_vec_printf(text, "exit status %d", WEXITSTATUS(status));
    }
}

static void take_output(DiffMachine *m, DiffOutcome *to)
{
    byte_vec_add(&to->output, m->output.data, m->output.size);
    m->output.size = 0;
}

// The process has ended: what it left is read, the module it fell over gets its fall (inv. 3).
static void finish(DiffMachine *m)
{
    int status = 0;
    kill(-m->pid, SIGKILL);
    waitpid(m->pid, &status, 0);
    drain(m->output_fd, &m->output);
    close(m->output_fd);
    close(m->control_fd);
    close(m->pid_fd);
    if (m->state == STATE_STARTING) {
        describe_fall(m, status, &m->fall);
        m->failed = true;
        m->state = STATE_FINISHED;
        return;
    }
    if (m->state != STATE_RUNNING) {
        m->at--; // it had ended well: the fall came after
    }
    DiffOutcome *outcome = &m->outcomes[m->at++];
    if (m->state != STATE_CLEANING) {
        take_output(m, outcome);
    }
    describe_fall(m, status, &outcome->fall);
    if (outcome->fall.size) {
        outcome->verdict = DIFF_FELL;
    }
    m->state = m->at < m->plan.count ? STATE_DOWN : STATE_FINISHED;
}

// ---- the talk ----------------------------------------------------------------------------------

static void send_frame(DiffMachine *m, ByteVec *fields)
{
    ByteVec frame = {0};
    byte_vec_u32(&frame, (uint32_t)fields->size);
    byte_vec_add(&frame, fields->data, fields->size);
    // A machine that does not read gets no further: its deadline ends it. Nor does one that is gone.
    (void)!send(m->control_fd, frame.data, frame.size, MSG_NOSIGNAL);
    byte_vec_free(&frame);
    byte_vec_free(fields);
}

static void send_word(DiffMachine *m, const char *word, int state, long limit_ms)
{
    ByteVec fields = {0};
    byte_vec_text(&fields, word);
    send_frame(m, &fields);
    m->state = state;
    m->deadline_ms = now_ms() + limit_ms;
}

static void send_module(DiffMachine *m)
{
    const DiffModule *module = &m->plan.modules[m->at];
    const char *folder = module->folder;
    size_t prefix = strlen(m->plan.prefix);
    if (prefix && strncmp(folder, m->plan.prefix, prefix) == 0) {
        folder += prefix;
    }
    const char *words[] = {*folder ? folder : "/", module->file_module, module->module,
                           module->function};
    ByteVec fields = {0};
    byte_vec_printf(&fields, "run%c%ld", 0, m->plan.limit_ms);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        byte_vec_u8(&fields, 0);
        byte_vec_text(&fields, words[i]);
    }
    send_frame(m, &fields);
    m->state = STATE_RUNNING;
    m->deadline_ms = now_ms() + m->plan.limit_ms + m->plan.grace_ms;
}

static bool starts_with(const uint8_t *data, size_t size, const char *word)
{
    return size >= strlen(word) && memcmp(data, word, strlen(word)) == 0;
}

static void take_end(DiffMachine *m, DiffVerdict verdict, const uint8_t *text, size_t size)
{
    DiffOutcome *outcome = &m->outcomes[m->at++];
    drain(m->output_fd, &m->output);
    take_output(m, outcome);
    outcome->verdict = verdict;
    byte_vec_add(&outcome->result, text, size);
    if (m->at < m->plan.count) {
        send_word(m, "clean", STATE_CLEANING, END_LIMIT_MS);
    } else {
        send_word(m, "quit", STATE_ENDING, END_LIMIT_MS);
    }
}

// Returns whether a module is done.
static bool take_frame(DiffMachine *m, const uint8_t *data, size_t size)
{
    if (starts_with(data, size, "ready ")) {
        snprintf(m->release, sizeof(m->release), "%.*s", (int)(size - 6), (const char *)data + 6);
        drain(m->output_fd, &m->output);
        if (m->state == STATE_STARTING && !m->greeting.size) {
            byte_vec_add(&m->greeting, m->output.data, m->output.size);
        }
        m->output.size = 0; // what it said while it started, or what the killed ones still said
        send_module(m);
    } else if (m->state == STATE_RUNNING && starts_with(data, size, "end ")) {
        take_end(m, DIFF_RAN, data + 4, size - 4);
        return true;
    } else if (m->state == STATE_RUNNING && starts_with(data, size, "cannot ")) {
        take_end(m, DIFF_CANNOT, data + 7, size - 7);
        return true;
    } else if (m->state == STATE_RUNNING && starts_with(data, size, "none ")) {
        take_end(m, DIFF_NONE, data + 5, size - 5);
        return true;
    }
    return false;
}

static bool take_frames(DiffMachine *m)
{
    bool done = false;
    size_t at = 0;
    m->control_closed = !drain(m->control_fd, &m->frames);
    while (m->frames.size - at >= 4) {
        const uint8_t *b = m->frames.data + at;
        uint32_t size = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
        if (size > FRAME_BYTES_MAX) {
            kill(-m->pid, SIGKILL); // no machine of ours says that
            break;
        }
        if (m->frames.size - at - 4 < size) {
            break;
        }
        done |= take_frame(m, b + 4, size);
        at += 4 + size;
    }
    if (at) {
        memmove(m->frames.data, m->frames.data + at, m->frames.size - at);
        m->frames.size -= at;
    }
    return done;
}

// ---- all machines at once ----------------------------------------------------------------------

static bool is_alive(const DiffMachine *m)
{
    return m->state != STATE_DOWN && m->state != STATE_FINISHED;
}

static int wait_time(const DiffMachine *machines, size_t count)
{
    int64_t first = INT64_MAX, now = now_ms();
    for (size_t i = 0; i < count; i++) {
        if (is_alive(&machines[i]) && machines[i].deadline_ms < first) {
            first = machines[i].deadline_ms;
        }
    }
    return first <= now ? 0 : first - now > 1000 ? 1000 : (int)(first - now);
}

static void kill_machine(DiffMachine *m, bool *why)
{
    *why = true;
    kill(-m->pid, SIGKILL);
    kill(m->pid, SIGKILL); // before its setsid
    m->deadline_ms = INT64_MAX;
}

static void attend(DiffMachine *m, const struct pollfd *fds, void (*watch)(const DiffMachine *))
{
    bool done = false;
    if (fds[0].revents) {
        m->output_closed = !drain(m->output_fd, &m->output);
    }
    if (fds[1].revents || fds[2].revents) {
        done = take_frames(m);
    }
    if (fds[2].revents) {
        finish(m);
        done = true;
    } else if (m->output.size > OUTPUT_BYTES_MAX && !m->flooding) {
        kill_machine(m, &m->flooding);
    } else if (now_ms() >= m->deadline_ms) {
        kill_machine(m, &m->overdue);
    }
    if (done && watch) {
        watch(m);
    }
}

// A closed end would be readable for ever.
static void list_descriptors(const DiffMachine *m, struct pollfd *fds)
{
    bool alive = is_alive(m);
    fds[0] = (struct pollfd){alive && !m->output_closed ? m->output_fd : -1, POLLIN, 0};
    fds[1] = (struct pollfd){alive && !m->control_closed ? m->control_fd : -1, POLLIN, 0};
    fds[2] = (struct pollfd){alive ? m->pid_fd : -1, POLLIN, 0};
}

// Starts what is to be started; returns whether a machine is alive.
static bool keep_alive(DiffMachine *machines, size_t count)
{
    bool failed = false, alive = false;
    for (size_t i = 0; i < count; i++) {
        failed |= machines[i].failed;
    }
    for (size_t i = 0; i < count; i++) {
        DiffMachine *m = &machines[i];
        if (m->state == STATE_DOWN && !failed && m->at < m->plan.count) {
            start(m);
        } else if (is_alive(m) && failed) {
            kill(-m->pid, SIGKILL);
        }
        alive |= is_alive(m);
    }
    return alive;
}

void diff_machines_run(DiffMachine *machines, size_t count, void (*watch)(const DiffMachine *))
{
    struct pollfd *fds = vm_alloc(count * POLLS * sizeof(*fds));
    while (keep_alive(machines, count)) {
        for (size_t i = 0; i < count; i++) {
            list_descriptors(&machines[i], fds + i * POLLS);
        }
        poll(fds, count * POLLS, wait_time(machines, count));
        for (size_t i = 0; i < count; i++) {
            if (is_alive(&machines[i])) {
                attend(&machines[i], fds + i * POLLS, watch);
            }
        }
    }
    vm_free(fds, count * POLLS * sizeof(*fds));
}

void diff_machine_free(DiffMachine *machine)
{
    byte_vec_free(&machine->output);
    byte_vec_free(&machine->frames);
    byte_vec_free(&machine->fall);
    byte_vec_free(&machine->greeting);
}

void diff_outcome_free(DiffOutcome *outcome)
{
    byte_vec_free(&outcome->output);
    byte_vec_free(&outcome->result);
    byte_vec_free(&outcome->fall);
}
