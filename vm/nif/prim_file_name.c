// SPDX-License-Identifier: Apache-2.0
// prim_file_name.c -- prim_file's functions of file names: contents, information, folders, links.
//
// Most are one system call and its error; the exceptions say why. A folder is listed in the order
// of readdir turned round, as stock does, and "." and ".." are left out.
//
// Read before: vm/nif/prim_file_transfer.c
#include "vm/base/alloc.h"
#include "vm/nif/prim_file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <utime.h>

// ---- contents

// A larger file may not be as large as it says.
enum { PREPARED_BYTES_MAX = 1 << 20 };

// Reads until the end: the size is only a guess (it may change meanwhile, and files of /proc say
// 0). errno value, or 0.
static int read_to_end(int fd, size_t expected, ErlNifBinary *binary)
{
    if (!enif_alloc_binary(expected ? expected + 1 : 16 * 1024, binary)) {
        return ENOMEM;
    }
    vm_prepare_pages(binary->data, expected < PREPARED_BYTES_MAX ? expected : 0);
    size_t done = 0;
    for (;;) {
        const ssize_t n = read(fd, binary->data + done, binary->size - done);
        if (n == 0) {
            break;
        }
        if (n < 0 && errno != EINTR) {
            const int error = errno;
            enif_release_binary(binary);
            return error;
        }
        done += n > 0 ? (size_t)n : 0;
        if (done == binary->size && !enif_realloc_binary(binary, done * 2)) {
            enif_release_binary(binary);
            return ENOMEM;
        }
    }
    enif_realloc_binary(binary, done);
    return 0;
}

static ERL_NIF_TERM read_open_file(ErlNifEnv *env, int fd, const struct stat *s)
{
    ErlNifBinary binary;
    const int error = S_ISDIR(s->st_mode)
                          ? EISDIR
                          : read_to_end(fd, s->st_size > 0 ? (size_t)s->st_size : 0, &binary);
    close(fd);
    return error ? file_error(env, error)
                 : enif_make_tuple2(env, FILE_ATOM(ok), enif_make_binary(env, &binary));
}

FILE_FUNCTION(file_read_file_1)
{
    const char *path = file_path(env, argv[0]);
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    struct stat s;
    if (!file_is_dirty()) {
        if (stat(path, &s) < 0) {
            return file_error(env, errno);
        }
        if (!S_ISDIR(s.st_mode) &&
            (!S_ISREG(s.st_mode) || s.st_size == 0 || s.st_size > 4 * FILE_INLINE_MAX)) {
            return FILE_GO_DIRTY(env, file_read_file_1, argc, argv);
        }
    }
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return file_error(env, errno);
    }
    if (fstat(fd, &s) < 0) {
        s.st_size = 0;
    }
    return read_open_file(env, fd, &s);
}

// ---- information

static ERL_NIF_TERM type_atom(mode_t mode)
{
    return S_ISREG(mode)                    ? FILE_ATOM(regular)
           : S_ISDIR(mode)                  ? FILE_ATOM(directory)
           : S_ISLNK(mode)                  ? FILE_ATOM(symlink)
           : S_ISCHR(mode) || S_ISBLK(mode) ? FILE_ATOM(device)
                                            : FILE_ATOM(other);
}

// Before 1902 the calendar functions of Erlang cannot follow.
static ERL_NIF_TERM make_time(ErlNifEnv *env, time_t t)
{
    const ErlNifSInt64 first = -2145916800;
    return enif_make_int64(env, t < first ? first : t);
}

// Numbers of 32 bits, as in stock.
ERL_NIF_TERM file_info_tuple(ErlNifEnv *env, const struct stat *s, bool can_read, bool can_write)
{
    const ERL_NIF_TERM access = can_read ? (can_write ? FILE_ATOM(read_write) : FILE_ATOM(read))
                                         : (can_write ? FILE_ATOM(write) : FILE_ATOM(none));
    const ERL_NIF_TERM elements[] = {
        FILE_ATOM(file_info),
        enif_make_uint64(env, (uint64_t)s->st_size),
        type_atom(s->st_mode),
        access,
        make_time(env, s->st_atime),
        make_time(env, s->st_mtime),
        make_time(env, s->st_ctime),
        enif_make_uint(env, s->st_mode),
        enif_make_uint(env, (unsigned)s->st_nlink),
        enif_make_uint(env, (unsigned)s->st_dev),
        enif_make_uint(env, (unsigned)s->st_rdev),
        enif_make_uint(env, (unsigned)s->st_ino),
        enif_make_uint(env, s->st_uid),
        enif_make_uint(env, s->st_gid),
    };
    return enif_make_tuple_from_array(env, elements, sizeof elements / sizeof elements[0]);
}

bool file_may_access(const struct stat *s, bool to_write)
{
    const mode_t bit = to_write ? S_IWOTH : S_IROTH;
    const int shift = s->st_uid == geteuid() ? 6 : s->st_gid == getegid() ? 3 : 0;
    return s->st_mode >> shift & bit;
}

FILE_FUNCTION(file_read_info_2)
{
    (void)argc;
    int follow;
    struct stat s;
    if (!enif_get_int(env, argv[1], &follow)) {
        return enif_make_badarg(env);
    }
    const char *path = file_path(env, argv[0]);
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    if ((follow ? stat(path, &s) : lstat(path, &s)) < 0) {
        return file_error(env, errno);
    }
    return file_info_tuple(env, &s, access(path, R_OK) == 0, access(path, W_OK) == 0);
}

FILE_FUNCTION(file_set_permissions_2)
{
    (void)argc;
    unsigned given;
    if (!enif_get_uint(env, argv[1], &given)) {
        return enif_make_badarg(env);
    }
    const char *path = file_path(env, argv[0]);
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    const mode_t mode = given & 06777;
    // Not everyone may set the bits that change who a program runs as; the others are set all the
    // same.
    const int result = chmod(path, mode);
    return file_result(env, result < 0 ? chmod(path, mode & 0777) : result);
}

FILE_FUNCTION(file_set_owner_3)
{
    (void)argc;
    int user, group;
    if (!enif_get_int(env, argv[1], &user) || !enif_get_int(env, argv[2], &group)) {
        return enif_make_badarg(env);
    }
    const char *path = file_path(env, argv[0]);
    return path ? file_result(env, chown(path, (uid_t)user, (gid_t)group))
                : file_error(env, EINVAL);
}

FILE_FUNCTION(file_set_time_4)
{
    (void)argc;
    ErlNifSInt64 accessed, modified, created;
    if (!enif_get_int64(env, argv[1], &accessed) || !enif_get_int64(env, argv[2], &modified) ||
        !enif_get_int64(env, argv[3], &created)) {
        return enif_make_badarg(env);
    }
    const char *path = file_path(env, argv[0]);
    const struct utimbuf times = {accessed, modified};
    return path ? file_result(env, utime(path, &times)) : file_error(env, EINVAL);
}

// ---- links

FILE_FUNCTION(file_read_link_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    char target[PATH_MAX + 1];
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    const ssize_t size = readlink(path, target, sizeof target);
    if (size < 0) {
        return file_error(env, errno);
    }
    ERL_NIF_TERM name;
    memcpy(enif_make_new_binary(env, (size_t)size, &name), target, (size_t)size);
    return enif_make_tuple2(env, FILE_ATOM(ok), name);
}

FILE_FUNCTION(file_make_hard_link_2)
{
    (void)argc;
    const char *old = file_path(env, argv[0]), *new = file_path(env, argv[1]);
    return old && new ? file_result(env, link(old, new)) : file_error(env, EINVAL);
}
FILE_FUNCTION(file_make_soft_link_2)
{
    (void)argc;
    const char *old = file_path(env, argv[0]), *new = file_path(env, argv[1]);
    return old && new ? file_result(env, symlink(old, new)) : file_error(env, EINVAL);
}

FILE_FUNCTION(file_rename_2)
{
    (void)argc;
    const char *old = file_path(env, argv[0]), *new = file_path(env, argv[1]);
    if (old == NULL || new == NULL) {
        return file_error(env, EINVAL);
    }
    if (rename(old, new) == 0) {
        return FILE_ATOM(ok);
    }
    // One error for each situation, whatever the system says: a folder that is not empty, the root.
    return file_error(env, errno == ENOTEMPTY ? EEXIST : strcmp(old, "/") == 0 ? EINVAL : errno);
}

// ---- folders

static bool is_left_out(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

FILE_FUNCTION(file_list_dir_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    DIR *folder = path ? opendir(path) : NULL;
    if (folder == NULL) {
        return file_error(env, path ? errno : EINVAL);
    }
    ERL_NIF_TERM list = enif_make_list(env, 0), name;
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (!is_left_out(entry->d_name)) {
            const size_t size = strlen(entry->d_name);
            memcpy(enif_make_new_binary(env, size, &name), entry->d_name, size);
            list = enif_make_list_cell(env, name, list);
        }
    }
    closedir(folder);
    return enif_make_tuple2(env, FILE_ATOM(ok), list);
}

FILE_FUNCTION(file_make_dir_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    return path ? file_result(env, mkdir(path, 0777)) : file_error(env, EINVAL);
}

// Linux says EISDIR for a folder; POSIX and Erlang say EPERM.
FILE_FUNCTION(file_del_file_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    return unlink(path) == 0 ? FILE_ATOM(ok) : file_error(env, errno == EISDIR ? EPERM : errno);
}

static bool is_current_folder(const char *path)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(".", &b) == 0 && a.st_ino == b.st_ino &&
           a.st_dev == b.st_dev;
}

FILE_FUNCTION(file_del_dir_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    if (path == NULL) {
        return file_error(env, EINVAL);
    }
    if (rmdir(path) == 0) {
        return FILE_ATOM(ok);
    }
    const int error = errno == ENOTEMPTY ? EEXIST : errno;
    return file_error(env, error == EEXIST && is_current_folder(path) ? EINVAL : error);
}

FILE_FUNCTION(file_get_cwd_0)
{
    (void)argc, (void)argv;
    char *path = getcwd(NULL, 0);
    if (path == NULL) {
        return file_error(env, errno);
    }
    ERL_NIF_TERM name;
    const size_t size = strlen(path);
    memcpy(enif_make_new_binary(env, size, &name), path, size);
    free(path);
    return enif_make_tuple2(env, FILE_ATOM(ok), name);
}
FILE_FUNCTION(file_set_cwd_1)
{
    (void)argc;
    const char *path = file_path(env, argv[0]);
    return path ? file_result(env, chdir(path)) : file_error(env, EINVAL);
}

// Drives with letters and short names are no idea of this system.
FILE_FUNCTION(file_get_device_cwd_1)
{
    (void)argc;
    int device;
    return enif_get_int(env, argv[0], &device) ? file_error(env, ENOTSUP) : enif_make_badarg(env);
}
FILE_FUNCTION(file_altname_1)
{
    (void)argc;
    return file_error(env, file_path(env, argv[0]) ? ENOTSUP : EINVAL);
}
