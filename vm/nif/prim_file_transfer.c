// SPDX-License-Identifier: Apache-2.0
// prim_file_transfer.c -- prim_file's functions of open files: reading, writing, positions, sizes.
//
// Each is an operation wrapped by `operate`, which makes the file BUSY around it and closes it
// afterwards if its owner has died meanwhile. A read goes on until it has all it was asked for or
// meets the end, a write until everything is written.
//
// Read before: vm/nif/prim_file_nif.c     Read next: vm/nif/prim_file_name.c
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 // fallocate
#endif
#include "vm/nif/prim_file.h"

typedef ERL_NIF_TERM FileOperation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[]);

static ERL_NIF_TERM operate(FileOperation *operation, ErlNifEnv *env, const ERL_NIF_TERM argv[],
                            File *f)
{
    int state = FILE_IDLE;
    if (!atomic_compare_exchange_strong(&f->state, &state, FILE_BUSY)) {
        return file_error(env, EINVAL);
    }
    const ERL_NIF_TERM result = operation(f, env, argv);
    state = FILE_BUSY;
    if (!atomic_compare_exchange_strong(&f->state, &state, FILE_IDLE)) {
        atomic_store(&f->state, FILE_CLOSED);
        file_close(f);
    }
    return result;
}

static bool get_file(ErlNifEnv *env, ERL_NIF_TERM t, File **f)
{
    return enif_get_resource(env, t, file_type, (void **)f);
}

// ---- moving bytes

// position < 0: where the file stands. Returns bytes moved, or -1 with errno when nothing could be.
static int64_t read_all(int fd, int64_t position, unsigned char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        const ssize_t n = position < 0
                              ? read(fd, bytes + done, size - done)
                              : pread(fd, bytes + done, size - done, position + (int64_t)done);
        if (n == 0) {
            break;
        }
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return (int64_t)done;
}

static int64_t write_all(int fd, int64_t position, struct iovec *slices, int count)
{
    int64_t done = 0;
    while (count > 0) {
        ssize_t n =
            position < 0 ? writev(fd, slices, count) : pwritev(fd, slices, count, position + done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        done += n;
        while (count > 0 && (size_t)n >= slices->iov_len) {
            n -= (ssize_t)slices->iov_len;
            slices++;
            count--;
        }
        if (count > 0) {
            slices->iov_base = (char *)slices->iov_base + n;
            slices->iov_len -= (size_t)n;
        }
    }
    return done;
}

// ---- reading

// {ok, Binary}, eof or {error, _}
static ERL_NIF_TERM read_binary(File *f, ErlNifEnv *env, int64_t position, int64_t size)
{
    ErlNifBinary binary;
    if (!enif_alloc_binary((size_t)size, &binary)) {
        return file_error(env, ENOMEM);
    }
    const int64_t n = read_all(f->fd, position, binary.data, binary.size);
    if (n <= 0) {
        const int error = errno;
        enif_release_binary(&binary);
        return n == 0 ? FILE_ATOM(eof) : file_error(env, error);
    }
    ERL_NIF_TERM bytes;
    if (n <= 64) { // small enough for the heap
        memcpy(enif_make_new_binary(env, (size_t)n, &bytes), binary.data, (size_t)n);
        enif_release_binary(&binary);
    } else {
        if (n < size) {
            enif_realloc_binary(&binary, (size_t)n);
        }
        bytes = enif_make_binary(env, &binary);
    }
    return enif_make_tuple2(env, FILE_ATOM(ok), bytes);
}

static ERL_NIF_TERM read_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifSInt64 size;
    if (!enif_is_number(env, argv[1])) {
        return enif_make_badarg(env);
    }
    return enif_get_int64(env, argv[1], &size) && size >= 0 ? read_binary(f, env, -1, size)
                                                            : file_error(env, EINVAL);
}

static ERL_NIF_TERM pread_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifSInt64 position, size;
    if (!enif_is_number(env, argv[1]) || !enif_is_number(env, argv[2])) {
        return enif_make_badarg(env);
    }
    if (!enif_get_int64(env, argv[1], &position) || !enif_get_int64(env, argv[2], &size) ||
        position < 0 || size < 0) {
        return file_error(env, EINVAL);
    }
    return read_binary(f, env, position, size);
}

// A read of that many bytes may be made on a normal scheduler.
static bool is_quick(ErlNifEnv *env, const File *f, ERL_NIF_TERM size)
{
    ErlNifSInt64 n;
    return f->is_plain && (!enif_get_int64(env, size, &n) || n <= FILE_INLINE_MAX);
}

FILE_FUNCTION(file_read_2)
{
    File *f;
    if (!get_file(env, argv[0], &f)) {
        return enif_make_badarg(env);
    }
    if (!is_quick(env, f, argv[1]) && !file_is_dirty()) {
        return FILE_GO_DIRTY(env, file_read_2, argc, argv);
    }
    return operate(read_operation, env, argv, f);
}
FILE_FUNCTION(file_pread_3)
{
    File *f;
    if (!get_file(env, argv[0], &f)) {
        return enif_make_badarg(env);
    }
    if (!is_quick(env, f, argv[2]) && !file_is_dirty()) {
        return FILE_GO_DIRTY(env, file_pread_3, argc, argv);
    }
    return operate(pread_operation, env, argv, f);
}

static uint32_t big_endian(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

// At a position stand the size and position of a block: reads that block. {ok, {Size, Position,
// Data or eof}}; eof when there is no such pair, or the size exceeds the limit.
static ERL_NIF_TERM ipread_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifSInt64 position, limit;
    unsigned char pair[8];
    if (!enif_is_number(env, argv[1]) || !enif_is_number(env, argv[2])) {
        return enif_make_badarg(env);
    }
    if (!enif_get_int64(env, argv[1], &position) || !enif_get_int64(env, argv[2], &limit) ||
        position < 0 || limit >= INT64_C(1) << 31) {
        return file_error(env, EINVAL);
    }
    const int64_t n = read_all(f->fd, position, pair, sizeof pair);
    if (n < (int64_t)sizeof pair) {
        return n < 0 ? file_error(env, errno) : FILE_ATOM(eof);
    }
    const uint32_t size = big_endian(pair), at = big_endian(pair + 4);
    if (size > limit) {
        return FILE_ATOM(eof);
    }
    ERL_NIF_TERM data = read_binary(f, env, at, size);
    const ERL_NIF_TERM *elements;
    int arity;
    if (enif_get_tuple(env, data, &arity, &elements)) {
        if (elements[0] == FILE_ATOM(error)) {
            return data;
        }
        data = elements[1];
    }
    const ERL_NIF_TERM block =
        enif_make_tuple3(env, enif_make_uint(env, size), enif_make_uint(env, at), data);
    return enif_make_tuple2(env, FILE_ATOM(ok), block);
}
FILE_FUNCTION(file_ipread_3)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(ipread_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

// ---- writing

enum { WRITE_SLICES = 64 };

static ERL_NIF_TERM write_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifIOVec vector, *v = &vector;
    ERL_NIF_TERM tail;
    if (!enif_inspect_iovec(env, WRITE_SLICES, argv[1], &tail, &v)) {
        return enif_make_badarg(env);
    }
    if (write_all(f->fd, -1, (struct iovec *)v->iov, v->iovcnt) < 0) {
        return file_error(env, errno);
    }
    return enif_is_empty_list(env, tail)
               ? FILE_ATOM(ok)
               : enif_make_tuple2(env, enif_make_atom(env, "continue"), tail);
}

static ERL_NIF_TERM pwrite_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifIOVec vector, *v = &vector;
    ERL_NIF_TERM tail;
    ErlNifSInt64 position;
    if (!enif_is_number(env, argv[1]) ||
        !enif_inspect_iovec(env, WRITE_SLICES, argv[2], &tail, &v)) {
        return enif_make_badarg(env);
    }
    if (!enif_get_int64(env, argv[1], &position) || position < 0) {
        return file_error(env, EINVAL);
    }
    const int64_t n = write_all(f->fd, position, (struct iovec *)v->iov, v->iovcnt);
    if (n < 0) {
        return file_error(env, errno);
    }
    return enif_is_empty_list(env, tail) ? FILE_ATOM(ok)
                                         : enif_make_tuple3(env, enif_make_atom(env, "continue"),
                                                            enif_make_int64(env, n), tail);
}

static bool is_small_list(ErlNifEnv *env, ERL_NIF_TERM list)
{
    ErlNifIOVec vector, *v = &vector;
    ERL_NIF_TERM tail;
    return !enif_inspect_iovec(env, WRITE_SLICES, list, &tail, &v) || v->size <= FILE_INLINE_MAX;
}

FILE_FUNCTION(file_write_2)
{
    File *f;
    if (!get_file(env, argv[0], &f)) {
        return enif_make_badarg(env);
    }
    if (!file_is_dirty() && !(f->is_plain && is_small_list(env, argv[1]))) {
        return FILE_GO_DIRTY(env, file_write_2, argc, argv);
    }
    return operate(write_operation, env, argv, f);
}
FILE_FUNCTION(file_pwrite_3)
{
    File *f;
    if (!get_file(env, argv[0], &f)) {
        return enif_make_badarg(env);
    }
    if (!file_is_dirty() && !(f->is_plain && is_small_list(env, argv[2]))) {
        return FILE_GO_DIRTY(env, file_pwrite_3, argc, argv);
    }
    return operate(pwrite_operation, env, argv, f);
}

// ---- positions, sizes, the disk

static ERL_NIF_TERM seek_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifSInt64 offset;
    const int whence = argv[1] == FILE_ATOM(bof)   ? SEEK_SET
                       : argv[1] == FILE_ATOM(cur) ? SEEK_CUR
                       : argv[1] == FILE_ATOM(eof) ? SEEK_END
                                                   : -1;
    if (whence < 0 || !enif_get_int64(env, argv[2], &offset)) {
        return enif_make_badarg(env);
    }
    const off_t at = lseek(f->fd, offset, whence);
    return at < 0 ? file_error(env, errno)
                  : enif_make_tuple2(env, FILE_ATOM(ok), enif_make_uint64(env, (uint64_t)at));
}
FILE_FUNCTION(file_seek_3)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(seek_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

static ERL_NIF_TERM sync_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    int data_only;
    if (!enif_get_int(env, argv[1], &data_only)) {
        return enif_make_badarg(env);
    }
    return file_result(env, data_only ? fdatasync(f->fd) : fsync(f->fd));
}
FILE_FUNCTION(file_sync_2)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(sync_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

static ERL_NIF_TERM truncate_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    (void)argv;
    const off_t at = lseek(f->fd, 0, SEEK_CUR);
    return file_result(env, at < 0 ? -1 : ftruncate(f->fd, at));
}
FILE_FUNCTION(file_truncate_1)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(truncate_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

// Offset and length of allocate and advise: ok and both, else badarg (no numbers) or EINVAL.
static bool get_range(ErlNifEnv *env, const ERL_NIF_TERM argv[], ErlNifSInt64 *offset,
                      ErlNifSInt64 *length, ERL_NIF_TERM *failure)
{
    if (!enif_is_number(env, argv[1]) || !enif_is_number(env, argv[2])) {
        *failure = enif_make_badarg(env);
        return false;
    }
    if (!enif_get_int64(env, argv[1], offset) || !enif_get_int64(env, argv[2], length) ||
        *offset < 0 || *length < 0) {
        *failure = file_error(env, EINVAL);
        return false;
    }
    return true;
}

static ERL_NIF_TERM allocate_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    ErlNifSInt64 offset, length;
    ERL_NIF_TERM failure;
    if (!get_range(env, argv, &offset, &length, &failure)) {
        return failure;
    }
    int result;
    do {
        result = fallocate(f->fd, 0, offset, length);
    } while (result < 0 && errno == EINTR);
    if (result < 0) { // a file system without it: write zeros
        errno = posix_fallocate(f->fd, offset, length);
        result = errno ? -1 : 0;
    }
    return file_result(env, result);
}
FILE_FUNCTION(file_allocate_3)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(allocate_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

static ERL_NIF_TERM advise_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    const struct {
        ERL_NIF_TERM atom;
        int advice;
    } known[] = {
        {FILE_ATOM(normal), POSIX_FADV_NORMAL},         {FILE_ATOM(random), POSIX_FADV_RANDOM},
        {FILE_ATOM(sequential), POSIX_FADV_SEQUENTIAL}, {FILE_ATOM(will_need), POSIX_FADV_WILLNEED},
        {FILE_ATOM(dont_need), POSIX_FADV_DONTNEED},    {FILE_ATOM(no_reuse), POSIX_FADV_NOREUSE},
    };
    ErlNifSInt64 offset, length;
    ERL_NIF_TERM failure;
    if (!get_range(env, argv, &offset, &length, &failure)) {
        return failure;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (argv[3] == known[i].atom) {
            posix_fadvise(f->fd, offset, length,
                          known[i].advice); // only advice: stock does not look at its result either
            return FILE_ATOM(ok);
        }
    }
    return file_error(env, EINVAL);
}
FILE_FUNCTION(file_advise_4)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(advise_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

// The descriptor in the machine's own representation.
static ERL_NIF_TERM handle_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    (void)argv;
    ERL_NIF_TERM handle;
    memcpy(enif_make_new_binary(env, sizeof f->fd, &handle), &f->fd, sizeof f->fd);
    return handle;
}
FILE_FUNCTION(file_get_handle_1)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(handle_operation, env, argv, f)
                                      : enif_make_badarg(env);
}

static ERL_NIF_TERM info_operation(File *f, ErlNifEnv *env, const ERL_NIF_TERM argv[])
{
    (void)argv;
    struct stat s;
    if (fstat(f->fd, &s) < 0) {
        return file_error(env, errno);
    }
    return file_info_tuple(env, &s, file_may_access(&s, false), file_may_access(&s, true));
}
FILE_FUNCTION(file_read_handle_info_1)
{
    (void)argc;
    File *f;
    return get_file(env, argv[0], &f) ? operate(info_operation, env, argv, f)
                                      : enif_make_badarg(env);
}
