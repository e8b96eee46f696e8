// SPDX-License-Identifier: Apache-2.0
// prim_tty_nif.c -- the functions of OTP's module prim_tty (26 and later): standard input and output
// of the machine, and the mode of the terminal behind them.
//
//   writer process -- write_nif(Tty, IoVec) --> writev   (on a dirty scheduler: it may wait)
//   reader process -- tty_select --> message {select, Tty, Ref, ready_input} when there is input
//                  -- read_nif --> what there is, and the next message is asked for
//
// 27: one handle, descriptors 0 and 1. SIGWINCH and SIGCONT are written into a pipe that the reader
// selects, too. 28 and later: one handle per output (standard error has one of its own, never read
// from), signals come through os:set_signal/2, and `raw` input is one switch where 27 has three.
//
// INVARIANT. The mode that the terminal had is put back when the process that changed it ends, and
// when the machine does.
//
// Exceptions: descriptors 0, 1 and 2 are never closed here; the pipe for signals is.
//
// Read before: vm/nif/nif_call.c     Read next: vm/nif/prim_tty_terminfo.c
#define _GNU_SOURCE // pipe2, wcwidth
#define STATIC_ERLANG_NIF 1
#include "vm/nif/prim_tty.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "vm/base/errno_name.h"

enum { READ_MAX = 1024, SLICES_MAX = 64 };

typedef enum TtyState {
    TTY_NONE,     // the output is no terminal
    TTY_ORIGINAL, // a terminal in the mode it was found in
    TTY_CHANGED,
} TtyState;

typedef struct Tty {
    int in, out;
    int signals[2]; // a pipe, 27; -1
    TtyState state;
    struct termios original, wanted;
    ErlNifPid owner;  // who has changed the mode
    ErlNifPid reader; // who has selected
} Tty;

static ErlNifResourceType *tty_type;

// ---- results

ERL_NIF_TERM tty_error(ErlNifEnv *env, const char *reason)
{
    return enif_make_tuple2(env, enif_make_atom(env, "error"), enif_make_atom(env, reason));
}

ERL_NIF_TERM tty_errno_error(ErlNifEnv *env, const char *function)
{
    char name[ERRNO_NAME_MAX];
    const ERL_NIF_TERM reason = enif_make_atom(env, errno_name(errno, name));
    return enif_make_tuple2(env, enif_make_atom(env, "error"),
                            enif_make_tuple2(env, enif_make_atom(env, function), reason));
}

static ERL_NIF_TERM make_ok(ErlNifEnv *env) { return enif_make_atom(env, "ok"); }
static ERL_NIF_TERM make_pair(ErlNifEnv *env, ERL_NIF_TERM value)
{
    return enif_make_tuple2(env, make_ok(env), value);
}
static ERL_NIF_TERM make_boolean(ErlNifEnv *env, bool value)
{
    return enif_make_atom(env, value ? "true" : "false");
}

static bool is_atom_named(ErlNifEnv *env, ERL_NIF_TERM t, const char *name)
{
    return enif_is_identical(t, enif_make_atom(env, name));
}

static bool get_tty(ErlNifEnv *env, ERL_NIF_TERM t, Tty **tty)
{
    return enif_get_resource(env, t, tty_type, (void **)tty);
}

// stdin, stdout or stderr
static bool get_descriptor(ErlNifEnv *env, ERL_NIF_TERM t, int *fd)
{
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    for (*fd = 0; *fd < 3; (*fd)++) {
        if (is_atom_named(env, t, names[*fd])) {
            return true;
        }
    }
    return false;
}

// ---- the terminal's mode

static int changed_fd = -1; // for the end of the machine
static struct termios changed_original;

static void restore_at_exit(void)
{
    if (changed_fd >= 0) {
        tcsetattr(changed_fd, TCSANOW, &changed_original);
    }
}

static bool change_mode(Tty *tty, int fd)
{
    if (tcsetattr(fd, TCSANOW, &tty->wanted) < 0) {
        return false;
    }
    if (changed_fd < 0) {
        changed_fd = fd;
        changed_original = tty->original;
        atexit(restore_at_exit);
    }
    return true;
}

static void want_canonical(struct termios *mode, bool on)
{
    if (on) {
        mode->c_iflag |= ICRNL;
        mode->c_lflag |= ICANON;
        mode->c_oflag |= OPOST;
    } else {
        mode->c_iflag &= ~(tcflag_t)ICRNL;
        mode->c_lflag &= ~(tcflag_t)ICANON;
        mode->c_oflag &= ~(tcflag_t)OPOST;
        mode->c_cc[VMIN] = 1;
        mode->c_cc[VTIME] = 0;
    }
}

static void want_echo(struct termios *mode, bool on)
{
    mode->c_lflag = on ? mode->c_lflag | ECHO : mode->c_lflag & ~(tcflag_t)ECHO;
}

static void want_signals(struct termios *mode, bool on)
{
    const tcflag_t input = BRKINT | IGNPAR | ICRNL | IXON | IXANY, local = ISIG | IEXTEN;
    mode->c_iflag = on ? mode->c_iflag | input : mode->c_iflag & ~input;
    mode->c_lflag = on ? mode->c_lflag | local : mode->c_lflag & ~local;
}

// An option of tty_init/3 that is neither true nor false leaves that part of the mode as it is.
static void apply_option(ErlNifEnv *env, ERL_NIF_TERM options, const char *name,
                         struct termios *mode, void (*want)(struct termios *mode, bool on))
{
    ERL_NIF_TERM value;
    if (enif_get_map_value(env, options, enif_make_atom(env, name), &value)) {
        if (is_atom_named(env, value, "true")) {
            want(mode, true);
        } else if (is_atom_named(env, value, "false")) {
            want(mode, false);
        }
    }
}

static ERL_NIF_TERM own_tty(ErlNifEnv *env, Tty *tty)
{
    enif_self(env, &tty->owner);
    enif_monitor_process(env, tty, &tty->owner, NULL);
    return make_ok(env);
}

// tty_init(Tty, stdout, #{canon, echo, sig}), 27: what tty_set will do.
static TTY_FUNCTION(tty_init_3)
{
    (void)argc;
    Tty *tty;
    int fd;
    if (!get_descriptor(env, argv[1], &fd) || !enif_is_map(env, argv[2]) ||
        !get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    if (tcgetattr(fd, &tty->original) < 0) {
        return tty_errno_error(env, "tcgetattr");
    }
    tty->wanted = tty->original;
    tty->wanted.c_iflag &= ~(tcflag_t)ISTRIP;
    apply_option(env, argv[2], "canon", &tty->wanted, want_canonical);
    apply_option(env, argv[2], "echo", &tty->wanted, want_echo);
    apply_option(env, argv[2], "sig", &tty->wanted, want_signals);
    tty->state = TTY_CHANGED;
    return make_ok(env);
}

static TTY_FUNCTION(tty_set_1)
{
    (void)argc;
    Tty *tty;
    if (!get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    if (tty->state == TTY_CHANGED && !change_mode(tty, tty->in)) {
        return tty_errno_error(env, "tcsetattr");
    }
    return own_tty(env, tty);
}

// tty_init(Tty, #{input => raw | cooked | disabled}), 28 and later.
static TTY_FUNCTION(tty_init_2)
{
    (void)argc;
    Tty *tty;
    ERL_NIF_TERM input;
    if (!enif_is_map(env, argv[1]) || !get_tty(env, argv[0], &tty) ||
        !enif_get_map_value(env, argv[1], enif_make_atom(env, "input"), &input)) {
        return enif_make_badarg(env);
    }
    const bool is_raw = is_atom_named(env, input, "raw");
    if (tty->state == TTY_NONE) {
        return is_raw ? tty_error(env, "enotsup") : make_ok(env);
    }
    const bool was_changed = tty->state == TTY_CHANGED;
    tty->state = is_raw ? TTY_CHANGED : TTY_ORIGINAL;
    tty->wanted = tty->original;
    if (is_raw) {
        tty->wanted.c_iflag &= ~(tcflag_t)ISTRIP;
        want_canonical(&tty->wanted, false);
        want_echo(&tty->wanted, false);
    }
    if ((is_raw || was_changed) && !change_mode(tty, tty->out)) {
        return tty_errno_error(env, "tcsetattr");
    }
    return own_tty(env, tty);
}

// ---- handles

static ERL_NIF_TERM make_tty(ErlNifEnv *env, int in, int out)
{
    Tty *tty = enif_alloc_resource(tty_type, sizeof *tty);
    memset(tty, 0, sizeof *tty);
    tty->in = in;
    tty->out = out;
    tty->signals[0] = tty->signals[1] = -1;
    enif_set_pid_undefined(&tty->owner);
    enif_set_pid_undefined(&tty->reader);
    tty->state = tcgetattr(out, &tty->original) == 0 ? TTY_ORIGINAL : TTY_NONE;
    const ERL_NIF_TERM result = make_pair(env, enif_make_resource(env, tty));
    enif_release_resource(tty);
    return result;
}

static TTY_FUNCTION(tty_create_0)
{
    (void)argc, (void)argv;
    return make_tty(env, STDIN_FILENO, STDOUT_FILENO);
}

static TTY_FUNCTION(tty_create_1)
{
    (void)argc;
    int out;
    if (!get_descriptor(env, argv[0], &out) || out == STDIN_FILENO) {
        return enif_make_badarg(env);
    }
    return make_tty(env, STDIN_FILENO, out);
}

static TTY_FUNCTION(isatty_1)
{
    (void)argc;
    int fd;
    if (!get_descriptor(env, argv[0], &fd)) {
        return enif_make_badarg(env);
    }
    if (isatty(fd)) {
        return make_boolean(env, true);
    }
    return errno == EINVAL || errno == ENOTTY ? make_boolean(env, false)
                                              : enif_make_atom(env, "ebadf");
}

// tty_is_open(Tty, stdin), 28 and later: false when whoever was at the other end has gone.
static TTY_FUNCTION(tty_is_open_2)
{
    (void)argc;
    Tty *tty;
    int fd;
    if (!get_tty(env, argv[0], &tty) || !get_descriptor(env, argv[1], &fd)) {
        return enif_make_badarg(env);
    }
    struct pollfd at = {.fd = fd};
    const int count = poll(&at, 1, 0);
    if (count < 0) {
        return tty_errno_error(env, "tty_is_open");
    }
    if (count > 0 && (at.revents & POLLHUP) == 0) {
        return enif_make_badarg(env);
    }
    return make_boolean(env, count == 0);
}

static TTY_FUNCTION(tty_window_size_1)
{
    (void)argc;
    Tty *tty;
    struct winsize size;
    if (!get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    if ((ioctl(tty->in, TIOCGWINSZ, &size) != 0 && ioctl(tty->out, TIOCGWINSZ, &size) != 0) ||
        (size.ws_col == 0 && size.ws_row == 0)) {
        return tty_error(env, "enotsup");
    }
    const ERL_NIF_TERM columns = enif_make_int(env, size.ws_col ? size.ws_col : -1);
    const ERL_NIF_TERM rows = enif_make_int(env, size.ws_row ? size.ws_row : -1);
    return make_pair(env, enif_make_tuple2(env, columns, rows));
}

// ---- writing and reading

static void wait_writable(int fd)
{
    struct pollfd at = {.fd = fd, .events = POLLOUT};
    poll(&at, 1, -1);
}

// All of it, or false and errno.
static bool write_slices(int fd, struct iovec *slices, int count)
{
    while (count > 0) {
        ssize_t n = writev(fd, slices, count);
        if (n < 0) {
            if (errno != EINTR && errno != EAGAIN) {
                return false;
            }
            wait_writable(fd);
            continue;
        }
        for (; count > 0 && (size_t)n >= slices->iov_len; slices++, count--) {
            n -= (ssize_t)slices->iov_len;
        }
        if (count > 0) {
            slices->iov_base = (char *)slices->iov_base + n;
            slices->iov_len -= (size_t)n;
        }
    }
    return true;
}

static TTY_FUNCTION(write_2)
{
    (void)argc;
    Tty *tty;
    ERL_NIF_TERM rest = argv[1];
    if (!get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    while (!enif_is_empty_list(env, rest)) {
        ErlNifIOVec vector, *v = &vector;
        struct iovec slices[SLICES_MAX];
        if (!enif_inspect_iovec(env, SLICES_MAX, rest, &rest, &v)) {
            return enif_make_badarg(env);
        }
        for (int i = 0; i < v->iovcnt; i++) {
            slices[i] = (struct iovec){v->iov[i].iov_base, v->iov[i].iov_len};
        }
        if (!write_slices(tty->out, slices, v->iovcnt)) {
            char name[ERRNO_NAME_MAX];
            return tty_error(env, errno_name(errno, name));
        }
    }
    return make_ok(env);
}

static ERL_NIF_TERM read_some(ErlNifEnv *env, Tty *tty, ERL_NIF_TERM ref, size_t most)
{
    uint8_t bytes[READ_MAX];
    ERL_NIF_TERM result;
    ssize_t n = read(tty->in, bytes, most);
    if (n < 0 && errno != EAGAIN && errno != EINTR) {
        return tty_errno_error(env, "read");
    }
    if (n == 0 && most > 0) {
        return tty_error(env, "closed");
    }
    n = n < 0 ? 0 : n;
    memcpy(enif_make_new_binary(env, (size_t)n, &result), bytes, (size_t)n);
    enif_select(env, tty->in, ERL_NIF_SELECT_READ, tty, NULL, ref);
    return make_pair(env, result);
}

static TTY_FUNCTION(read_2)
{
    (void)argc;
    Tty *tty;
    return get_tty(env, argv[0], &tty) ? read_some(env, tty, argv[1], READ_MAX)
                                       : enif_make_badarg(env);
}

static TTY_FUNCTION(read_3)
{
    (void)argc;
    Tty *tty;
    ErlNifUInt64 most;
    if (!get_tty(env, argv[0], &tty) || !enif_get_uint64(env, argv[2], &most)) {
        return enif_make_badarg(env);
    }
    return read_some(env, tty, argv[1], most < READ_MAX ? most : READ_MAX);
}

// ---- being told

static _Atomic int signal_fd = -1; // where the handlers write

static void note_signal(int number)
{
    const int saved = errno;
    const char letter = number == SIGWINCH ? 'w' : 'c';
    const int fd = atomic_load(&signal_fd);
    if (fd >= 0) {
        const ssize_t ignored = write(fd, &letter, 1); // full: there is enough to be read
        (void)ignored;
    }
    errno = saved;
}

static void set_handlers(void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
}

static ERL_NIF_TERM select_input(ErlNifEnv *env, Tty *tty, ERL_NIF_TERM ref)
{
    enif_select(env, tty->in, ERL_NIF_SELECT_READ, tty, NULL, ref);
    enif_self(env, &tty->reader);
    enif_monitor_process(env, tty, &tty->reader, NULL);
    return make_ok(env);
}

// tty_select(Tty, SignalRef, ReadRef), 27
static TTY_FUNCTION(tty_select_3)
{
    (void)argc;
    Tty *tty;
    if (!get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    if (pipe2(tty->signals, O_CLOEXEC | O_NONBLOCK) < 0) {
        return tty_errno_error(env, "pipe");
    }
    enif_select(env, tty->signals[0], ERL_NIF_SELECT_READ, tty, NULL, argv[1]);
    atomic_store(&signal_fd, tty->signals[1]);
    set_handlers(note_signal);
    return select_input(env, tty, argv[2]);
}

// tty_select(Tty, ReadRef), 28 and later
static TTY_FUNCTION(tty_select_2)
{
    (void)argc;
    Tty *tty;
    return get_tty(env, argv[0], &tty) ? select_input(env, tty, argv[1]) : enif_make_badarg(env);
}

static TTY_FUNCTION(tty_read_signal_2)
{
    (void)argc;
    Tty *tty;
    char letter;
    if (!get_tty(env, argv[0], &tty)) {
        return enif_make_badarg(env);
    }
    const ssize_t n = read(tty->signals[0], &letter, 1);
    if (n < 0) {
        return tty_errno_error(env, "read");
    }
    if (n == 0) {
        return tty_error(env, "empty");
    }
    enif_select(env, tty->signals[0], ERL_NIF_SELECT_READ, tty, NULL, argv[1]);
    return make_pair(env, enif_make_atom(env, letter == 'w' ? "winch" : "cont"));
}

static void close_signals(ErlNifEnv *env, Tty *tty)
{
    if (tty->signals[1] >= 0) {
        set_handlers(SIG_DFL);
        atomic_store(&signal_fd, -1);
        close(tty->signals[1]);
        tty->signals[1] = -1;
        enif_select(env, tty->signals[0], ERL_NIF_SELECT_STOP, tty, NULL,
                    enif_make_atom(env, "undefined"));
    }
}

static void process_down(ErlNifEnv *env, void *object, ErlNifPid *pid, ErlNifMonitor *monitor)
{
    (void)monitor;
    Tty *tty = object;
    if (enif_compare_pids(pid, &tty->owner) == 0 && tty->state == TTY_CHANGED) {
        tcsetattr(tty->in, TCSANOW, &tty->original);
    }
    if (enif_compare_pids(pid, &tty->reader) == 0) {
        enif_select(env, tty->in, ERL_NIF_SELECT_STOP, tty, NULL, enif_make_atom(env, "undefined"));
        close_signals(env, tty);
    }
}

static void select_stopped(ErlNifEnv *env, void *object, ErlNifEvent event, int is_direct_call)
{
    (void)env, (void)object, (void)is_direct_call;
    if (event > STDERR_FILENO) {
        close(event);
    }
}

// ---- text

// Takes the locale from the environment, for the character functions below.
static TTY_FUNCTION(setlocale_1)
{
    (void)argc, (void)argv;
    return make_boolean(env, setlocale(LC_CTYPE, "") != NULL &&
                                 strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
}

static TTY_FUNCTION(tty_encoding_1)
{
    (void)argc, (void)argv;
    return enif_make_atom(env, "utf8");
}

static TTY_FUNCTION(isprint_1)
{
    (void)argc;
    int c;
    if (!enif_get_int(env, argv[0], &c) || c < 0 || c > 255) {
        return enif_make_badarg(env);
    }
    return make_boolean(env, isprint(c) != 0);
}

static TTY_FUNCTION(wcwidth_1)
{
    (void)argc;
    int c;
    if (!enif_get_int(env, argv[0], &c)) {
        return enif_make_badarg(env);
    }
    const int width = wcwidth((wchar_t)c);
    return width < 0 ? tty_error(env, "not_printable") : enif_make_int(env, width);
}

static TTY_FUNCTION(wcswidth_1)
{
    (void)argc;
    ErlNifBinary bytes;
    if (!enif_inspect_iolist_as_binary(env, argv[0], &bytes)) {
        return enif_make_badarg(env);
    }
    int width = 0;
    for (size_t at = 0; at + sizeof(wchar_t) <= bytes.size; at += sizeof(wchar_t)) {
        wchar_t c;
        memcpy(&c, bytes.data + at, sizeof c);
        const int own = c == 0 ? 0 : wcwidth(c);
        if (own < 0) {
            return tty_error(env, "not_printable");
        }
        width += own;
    }
    return make_pair(env, enif_make_int(env, width));
}

static TTY_FUNCTION(sizeof_wchar_0)
{
    (void)argc, (void)argv;
    return enif_make_int(env, sizeof(wchar_t));
}

// ---- the library

static int open_type(ErlNifEnv *env, ErlNifResourceFlags flags)
{
    const ErlNifResourceTypeInit init = {.stop = select_stopped, .down = process_down};
    tty_type = enif_open_resource_type_x(env, "tty", &init, flags, NULL);
    return tty_type == NULL;
}
static int load(ErlNifEnv *env, void **data, ERL_NIF_TERM info)
{
    (void)info;
    *data = NULL;
    return open_type(env, ERL_NIF_RT_CREATE);
}
static int upgrade(ErlNifEnv *env, void **data, void **old, ERL_NIF_TERM info)
{
    (void)info;
    return *data != NULL || *old != NULL || open_type(env, ERL_NIF_RT_CREATE | ERL_NIF_RT_TAKEOVER);
}

static ErlNifFunc functions[] = {
    {"isatty", 1, isatty_1, 0},
    {"isprint", 1, isprint_1, 0},
    {"read_nif", 2, read_2, ERL_NIF_DIRTY_JOB_IO_BOUND},
    {"read_nif", 3, read_3, ERL_NIF_DIRTY_JOB_IO_BOUND},
    {"setlocale", 1, setlocale_1, 0},
    {"setupterm_nif", 0, tty_setupterm, 0},
    {"sizeof_wchar", 0, sizeof_wchar_0, 0},
    {"tgetent_nif", 1, tty_tgetent, 0},
    {"tgetflag_nif", 1, tty_tgetflag, 0},
    {"tgetnum_nif", 1, tty_tgetnum, 0},
    {"tgetstr_nif", 1, tty_tgetstr, 0},
    {"tgoto_nif", 1, tty_tgoto, 0},
    {"tgoto_nif", 2, tty_tgoto, 0},
    {"tgoto_nif", 3, tty_tgoto, 0},
    {"tigetflag_nif", 1, tty_tgetflag, 0},
    {"tigetnum_nif", 1, tty_tgetnum, 0},
    {"tigetstr_nif", 1, tty_tigetstr, 0},
    {"tinfo_nif", 0, tty_tinfo, 0},
    {"tputs_nif", 2, tty_tputs, 0},
    {"tty_create", 0, tty_create_0, 0},
    {"tty_create", 1, tty_create_1, 0},
    {"tty_encoding", 1, tty_encoding_1, 0},
    {"tty_init", 2, tty_init_2, 0},
    {"tty_init", 3, tty_init_3, 0},
    {"tty_is_open", 2, tty_is_open_2, 0},
    {"tty_read_signal", 2, tty_read_signal_2, 0},
    {"tty_select", 2, tty_select_2, 0},
    {"tty_select", 3, tty_select_3, 0},
    {"tty_set", 1, tty_set_1, 0},
    {"tty_window_size", 1, tty_window_size_1, 0},
    {"wcswidth", 1, wcswidth_1, 0},
    {"wcwidth", 1, wcwidth_1, 0},
    {"write_nif", 2, write_2, ERL_NIF_DIRTY_JOB_IO_BOUND},
};
ERL_NIF_INIT(prim_tty, functions, load, NULL, upgrade, NULL)
