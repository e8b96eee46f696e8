// SPDX-License-Identifier: Apache-2.0
// prim_file.h -- what the files of the NIF module prim_file share: open files, file names, errors.
//
// Stock runs every function on a dirty I/O scheduler. Handing a process over and back costs more
// than most calls on a local disk, so what is certain not to wait for anybody is done at once:
// looking at names, opening, closing, reading and writing a little of plain files. The rest (pipes,
// devices, large transfers, changes of folders) asks for a dirty scheduler: file_is_dirty.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <erl_nif.h>

typedef enum FileState {
    FILE_IDLE,
    FILE_BUSY,          // an operation is under way
    FILE_CLOSE_PENDING, // busy, and the owner has died meanwhile
    FILE_CLOSED,
} FileState;

typedef struct File {
    _Atomic int state; // FileState
    int fd;
    bool is_plain; // a regular file: never waits for a writer or reader
    ErlNifMonitor owner;
} File;

enum { FILE_INLINE_MAX = 256 * 1024 }; // bytes that may be moved on a normal scheduler

// clang-format off
#define FILE_ATOMS(X)                                                                             \
    X(ok)                                                                                         \
    X(error)                                                                                      \
    X(eof) X(close) X(read) X(write) X(exclusive) X(append) X(sync) X(skip_type_check)            \
        X(directory) X(read_write) X(none) X(normal) X(random) X(sequential) X(will_need)         \
            X(dont_need) X(no_reuse) X(device) X(regular) X(symlink) X(other) X(file_info) X(bof) \
                X(cur)
// clang-format on
#define FILE_ATOM(name) file_atom_##name
#define DECLARE_ATOM(name) extern ERL_NIF_TERM FILE_ATOM(name);
FILE_ATOMS(DECLARE_ATOM)
#undef DECLARE_ATOM
extern ErlNifResourceType *file_type;

// {error, posix atom}
ERL_NIF_TERM file_error(ErlNifEnv *env, int error);
// ok, or the error that errno tells when result is negative.
ERL_NIF_TERM file_result(ErlNifEnv *env, int result);
// A name as prim_file:internal_name2native/1 made it, zero-terminated. NULL: it is none (EINVAL).
const char *file_path(ErlNifEnv *env, ERL_NIF_TERM t);
// Whether this thread may wait; if not, a function that might asks to be called on a dirty
// scheduler.
static inline bool file_is_dirty(void)
{
    return enif_thread_type() != ERL_NIF_THR_NORMAL_SCHEDULER;
}
#define FILE_GO_DIRTY(env, function, argc, argv) \
    enif_schedule_nif(env, #function, ERL_NIF_DIRTY_JOB_IO_BOUND, function, argc, argv)

// #file_info{} of file.hrl.
ERL_NIF_TERM file_info_tuple(ErlNifEnv *env, const struct stat *s, bool can_read, bool can_write);
bool file_may_access(const struct stat *s, bool to_write); // by the mode bits

// Closes a file in state FILE_CLOSED; errno value or 0. Gives up the reference that keeps open
// files alive.
int file_close(File *f);

#define FILE_FUNCTION(name) ERL_NIF_TERM name(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
// prim_file_transfer.c: functions of open files
FILE_FUNCTION(file_read_2);
FILE_FUNCTION(file_write_2);
FILE_FUNCTION(file_pread_3);
FILE_FUNCTION(file_pwrite_3);
FILE_FUNCTION(file_ipread_3);
FILE_FUNCTION(file_seek_3);
FILE_FUNCTION(file_sync_2);
FILE_FUNCTION(file_truncate_1);
FILE_FUNCTION(file_allocate_3);
FILE_FUNCTION(file_advise_4);
FILE_FUNCTION(file_get_handle_1);
FILE_FUNCTION(file_read_handle_info_1);
// prim_file_name.c: functions of names
FILE_FUNCTION(file_read_file_1);
FILE_FUNCTION(file_read_info_2);
FILE_FUNCTION(file_set_permissions_2);
FILE_FUNCTION(file_set_owner_3);
FILE_FUNCTION(file_set_time_4);
FILE_FUNCTION(file_read_link_1);
FILE_FUNCTION(file_list_dir_1);
FILE_FUNCTION(file_make_hard_link_2);
FILE_FUNCTION(file_make_soft_link_2);
FILE_FUNCTION(file_rename_2);
FILE_FUNCTION(file_make_dir_1);
FILE_FUNCTION(file_del_file_1);
FILE_FUNCTION(file_del_dir_1);
FILE_FUNCTION(file_get_device_cwd_1);
FILE_FUNCTION(file_get_cwd_0);
FILE_FUNCTION(file_set_cwd_1);
FILE_FUNCTION(file_altname_1);
