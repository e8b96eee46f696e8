// SPDX-License-Identifier: Apache-2.0
// prim_file_nif.c -- the functions of OTP's module prim_file: the table, opening, closing, and what
// happens when an owner dies.
//
//   IDLE --operation--> BUSY --> IDLE       each step one compare-and-swap, so two processes with
//    |                   | owner dies       one handle never use a descriptor that is being closed
//    | close, owner      v
//    v dies          CLOSE_PENDING --end of the operation--> CLOSED
//   CLOSED
//
// An open file keeps itself alive (one reference to its own resource): it is closed by close_nif,
// or when the process that opened it ends. Closing may wait, so a dead owner's file is sent to the
// process erts_prim_file, which calls delayed_close_nif.
//
// Read before: vm/nif/prim_file.h     Read next: vm/nif/prim_file_transfer.c
#define STATIC_ERLANG_NIF 1
#include "vm/nif/prim_file.h"

#include "vm/base/errno_name.h"

#define DEFINE_ATOM(name) ERL_NIF_TERM FILE_ATOM(name);
FILE_ATOMS(DEFINE_ATOM)
#undef DEFINE_ATOM
ErlNifResourceType *file_type;
static ErlNifPid closer; // the process erts_prim_file

ERL_NIF_TERM file_error(ErlNifEnv *env, int error)
{
    char name[ERRNO_NAME_MAX];
    return enif_make_tuple2(env, FILE_ATOM(error), enif_make_atom(env, errno_name(error, name)));
}
ERL_NIF_TERM file_result(ErlNifEnv *env, int result)
{
    return result < 0 ? file_error(env, errno) : FILE_ATOM(ok);
}

// Any number of zeros may end the name, but none stand inside.
const char *file_path(ErlNifEnv *env, ERL_NIF_TERM t)
{
    ErlNifBinary name;
    if (!enif_inspect_binary(env, t, &name) || name.size == 0) {
        return NULL;
    }
    const size_t length = strnlen((const char *)name.data, name.size);
    for (size_t i = length; i < name.size; i++) {
        if (name.data[i] != 0) {
            return NULL;
        }
    }
    return length < name.size ? (const char *)name.data : NULL;
}

// ---- the end of an open file

int file_close(File *f)
{
    const int fd = f->fd;
    f->fd = -1;
    enif_release_resource(f);
    return close(fd) < 0 ? errno : 0; // never again after EINTR: the descriptor is gone
}

static bool change_state(File *f, FileState from, FileState to)
{
    int expected = from;
    return atomic_compare_exchange_strong(&f->state, &expected, to);
}

static void owner_down(ErlNifEnv *env, void *object, ErlNifPid *pid, ErlNifMonitor *monitor)
{
    (void)pid, (void)monitor;
    File *f = object;
    for (;;) {
        if (change_state(f, FILE_IDLE, FILE_CLOSED)) {
            const ERL_NIF_TERM message =
                enif_make_tuple2(env, FILE_ATOM(close), enif_make_resource(env, f));
            if (!enif_send(env, &closer, NULL, message)) {
                file_close(f); // nobody is there to do it: the machine is going down
            }
            return;
        }
        if (change_state(f, FILE_BUSY, FILE_CLOSE_PENDING) ||
            atomic_load(&f->state) >= FILE_CLOSE_PENDING) {
            return;
        }
    }
}

// Other libraries (prim_socket's sendfile) ask for a duplicate of the descriptor.
typedef struct DuplicateCall {
    int operation; // 0
    int result;    // 0, or an errno value
    ErlNifEvent fd;
} DuplicateCall;

static void duplicate(File *f, DuplicateCall *call)
{
    call->result = EINVAL;
    if (!change_state(f, FILE_IDLE, FILE_BUSY)) {
        return;
    }
    call->fd = dup(f->fd);
    call->result = call->fd < 0 ? errno : 0;
    if (!change_state(f, FILE_BUSY, FILE_IDLE)) {
        atomic_store(&f->state, FILE_CLOSED);
        file_close(f);
    }
}

static void dynamic_call(ErlNifEnv *env, void *object, void *data)
{
    (void)env;
    DuplicateCall *call = data;
    if (call->operation == 0) {
        duplicate(object, call);
    } else {
        call->result = ENOTSUP;
    }
}

// ---- opening and closing

enum {
    MODE_READ = 1,
    MODE_WRITE = 2,
    MODE_APPEND = 4,
    MODE_EXCLUSIVE = 8,
    MODE_SYNC = 16,
    MODE_ANY_TYPE = 32,
    MODE_DIRECTORY = 64
};

// Modes that are not ours (raw, delayed_write, ...) are the business of the callers.
static unsigned read_modes(ErlNifEnv *env, ERL_NIF_TERM list)
{
    const struct {
        ERL_NIF_TERM atom;
        unsigned mode;
    } known[] = {
        {FILE_ATOM(read), MODE_READ},           {FILE_ATOM(write), MODE_WRITE},
        {FILE_ATOM(exclusive), MODE_EXCLUSIVE}, {FILE_ATOM(append), MODE_APPEND},
        {FILE_ATOM(sync), MODE_SYNC},           {FILE_ATOM(skip_type_check), MODE_ANY_TYPE},
        {FILE_ATOM(directory), MODE_DIRECTORY},
    };
    unsigned modes = 0;
    ERL_NIF_TERM head;
    while (enif_get_list_cell(env, list, &head, &list)) {
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            modes |= head == known[i].atom ? known[i].mode : 0;
        }
    }
    if (modes & (MODE_APPEND | MODE_EXCLUSIVE)) {
        return modes | MODE_WRITE;
    }
    return modes & (MODE_READ | MODE_WRITE) ? modes : modes | MODE_READ;
}

static int open_flags(unsigned modes)
{
    int flags = O_CLOEXEC;
    switch (modes & (MODE_READ | MODE_WRITE)) {
    case MODE_READ: flags |= O_RDONLY; break;
    case MODE_WRITE: flags |= O_WRONLY | O_CREAT | (modes & MODE_APPEND ? 0 : O_TRUNC); break;
    default: flags |= O_RDWR | O_CREAT; break;
    }
    flags |= modes & MODE_APPEND ? O_APPEND : 0;
    flags |= modes & MODE_EXCLUSIVE ? O_EXCL : 0;
    flags |= modes & MODE_SYNC ? O_SYNC : 0;
    return flags | (modes & MODE_DIRECTORY ? O_DIRECTORY : 0);
}

static ERL_NIF_TERM make_file(ErlNifEnv *env, int fd, bool is_plain)
{
    File *f = enif_alloc_resource(file_type, sizeof *f);
    ErlNifPid self;
    memset(f, 0, sizeof *f);
    f->fd = fd;
    f->is_plain = is_plain;
    enif_self(env, &self);
    if (enif_monitor_process(env, f, &self, &f->owner)) {
        atomic_store(&f->state, FILE_CLOSED);
        file_close(f);
        return file_error(env, EINVAL);
    }
    return enif_make_tuple2(env, FILE_ATOM(ok), enif_make_resource(env, f));
}

// A name whose opening cannot wait: a plain file, a folder, or nothing there.
static bool opens_at_once(const char *path)
{
    struct stat s;
    return stat(path, &s) < 0 || S_ISREG(s.st_mode) || S_ISDIR(s.st_mode);
}

static ERL_NIF_TERM file_open_2(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    struct stat s;
    const char *path = file_path(env, argv[0]);
    if (!enif_is_list(env, argv[1])) {
        return enif_make_badarg(env);
    }
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    if (!file_is_dirty() && !opens_at_once(path)) {
        return FILE_GO_DIRTY(env, file_open_2, argc, argv);
    }
    const unsigned modes = read_modes(env, argv[1]);
    int fd;
    do {
        fd = open(path, open_flags(modes), modes & MODE_DIRECTORY ? 0777 : 0666);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return file_error(env, errno);
    }
    const bool is_known = fstat(fd, &s) == 0;
    if (is_known && S_ISDIR(s.st_mode) && !(modes & (MODE_ANY_TYPE | MODE_DIRECTORY))) {
        close(fd);
        return file_error(env, EISDIR);
    }
    return make_file(env, fd, is_known && S_ISREG(s.st_mode));
}

static ERL_NIF_TERM file_desc_to_ref_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    int fd;
    struct stat s;
    if (!enif_get_int(env, argv[0], &fd)) {
        return enif_make_badarg(env);
    }
    if (fstat(fd, &s) < 0) {
        return file_error(env, errno);
    }
    return make_file(env, fd, S_ISREG(s.st_mode));
}

static ERL_NIF_TERM file_close_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    File *f;
    if (!enif_get_resource(env, argv[0], file_type, (void **)&f)) {
        return enif_make_badarg(env);
    }
    if (!f->is_plain && !file_is_dirty()) {
        return FILE_GO_DIRTY(env, file_close_1, argc, argv);
    }
    if (!change_state(f, FILE_IDLE, FILE_CLOSED)) {
        return file_error(env, EINVAL);
    }
    enif_demonitor_process(env, f, &f->owner);
    const int error = file_close(f);
    return error ? file_error(env, error) : FILE_ATOM(ok);
}

static ERL_NIF_TERM file_delayed_close_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    File *f;
    if (!enif_get_resource(env, argv[0], file_type, (void **)&f) ||
        atomic_load(&f->state) != FILE_CLOSED || f->fd < 0) {
        return enif_make_badarg(env);
    }
    file_close(f);
    return FILE_ATOM(ok);
}

// ---- the table

static int prepare(ErlNifEnv *env, ERL_NIF_TERM info, ErlNifResourceFlags flags)
{
    const ErlNifResourceTypeInit calls = {
        .down = owner_down, .dyncall = dynamic_call, .members = 4};
    if (!enif_get_local_pid(env, info, &closer)) {
        return 1;
    }
#define MAKE_ATOM(name) FILE_ATOM(name) = enif_make_atom(env, #name);
    FILE_ATOMS(MAKE_ATOM)
#undef MAKE_ATOM
    file_type = enif_init_resource_type(env, "efile", &calls, flags, NULL);
    return file_type == NULL;
}
static int load(ErlNifEnv *env, void **data, ERL_NIF_TERM info)
{
    *data = NULL;
    return prepare(env, info, ERL_NIF_RT_CREATE);
}
static int upgrade(ErlNifEnv *env, void **data, void **old, ERL_NIF_TERM info)
{
    return *data != NULL || *old != NULL ||
           prepare(env, info, ERL_NIF_RT_CREATE | ERL_NIF_RT_TAKEOVER);
}

enum { AT_ONCE = 0, DIRTY = ERL_NIF_DIRTY_JOB_IO_BOUND };
static ErlNifFunc functions[] = {
    {"open_nif", 2, file_open_2, AT_ONCE},
    {"close_nif", 1, file_close_1, AT_ONCE},
    {"read_nif", 2, file_read_2, AT_ONCE},
    {"write_nif", 2, file_write_2, AT_ONCE},
    {"pread_nif", 3, file_pread_3, AT_ONCE},
    {"pwrite_nif", 3, file_pwrite_3, AT_ONCE},
    {"seek_nif", 3, file_seek_3, AT_ONCE},
    {"sync_nif", 2, file_sync_2, DIRTY},
    {"truncate_nif", 1, file_truncate_1, DIRTY},
    {"allocate_nif", 3, file_allocate_3, DIRTY},
    {"advise_nif", 4, file_advise_4, DIRTY},
    {"read_handle_info_nif", 1, file_read_handle_info_1, AT_ONCE},
    {"make_hard_link_nif", 2, file_make_hard_link_2, DIRTY},
    {"make_soft_link_nif", 2, file_make_soft_link_2, DIRTY},
    {"rename_nif", 2, file_rename_2, DIRTY},
    {"read_info_nif", 2, file_read_info_2, AT_ONCE},
    {"set_permissions_nif", 2, file_set_permissions_2, DIRTY},
    {"set_owner_nif", 3, file_set_owner_3, DIRTY},
    {"set_time_nif", 4, file_set_time_4, DIRTY},
    {"read_link_nif", 1, file_read_link_1, AT_ONCE},
    {"list_dir_nif", 1, file_list_dir_1, DIRTY},
    {"make_dir_nif", 1, file_make_dir_1, DIRTY},
    {"del_file_nif", 1, file_del_file_1, DIRTY},
    {"del_dir_nif", 1, file_del_dir_1, DIRTY},
    {"get_device_cwd_nif", 1, file_get_device_cwd_1, AT_ONCE},
    {"set_cwd_nif", 1, file_set_cwd_1, AT_ONCE},
    {"get_cwd_nif", 0, file_get_cwd_0, AT_ONCE},
    {"ipread_s32bu_p32bu_nif", 3, file_ipread_3, DIRTY},
    {"read_file_nif", 1, file_read_file_1, AT_ONCE},
    {"get_handle_nif", 1, file_get_handle_1, AT_ONCE},
    {"delayed_close_nif", 1, file_delayed_close_1, DIRTY},
    {"altname_nif", 1, file_altname_1, AT_ONCE},
    {"file_desc_to_ref_nif", 1, file_desc_to_ref_1, AT_ONCE},
};
ERL_NIF_INIT(prim_file, functions, load, NULL, upgrade, NULL)
