// SPDX-License-Identifier: Apache-2.0
// prim_buffer_nif.c -- the functions of OTP's module prim_buffer: a queue of bytes behind raw file
// reads.
//
//   take <-- [ queue of binaries ] <-- [ gathered: up to GATHER_MAX bytes of small writes ]
//
// Small writes are copied together so that a thousand lines of text do not become a thousand
// binaries; whoever looks at the queue first puts what has been gathered into it. Two processes
// must not use one buffer at a time: that is what try_lock is for.
#include <stdatomic.h>
#include <string.h>

#define STATIC_ERLANG_NIF 1
#include <erl_nif.h>

enum { GATHER_MAX = 2048, SEARCH_SLICE = 1 << 20 };

typedef struct Buffer {
    ErlNifIOQueue *queue;
    ErlNifBinary gathered; // while gathered_size > 0
    size_t gathered_size;
    _Atomic int lock;
} Buffer;

static ErlNifResourceType *buffer_type;
static ERL_NIF_TERM atom_ok, atom_acquired, atom_busy, atom_not_found, atom_no_memory,
    atom_lock_order;

static void destroy_buffer(ErlNifEnv *env, void *object)
{
    (void)env;
    Buffer *b = object;
    if (b->gathered_size) {
        enif_release_binary(&b->gathered);
    }
    enif_ioq_destroy(b->queue);
}

static int open_type(ErlNifEnv *env, ErlNifResourceFlags flags)
{
    atom_ok = enif_make_atom(env, "ok");
    atom_acquired = enif_make_atom(env, "acquired");
    atom_busy = enif_make_atom(env, "busy");
    atom_not_found = enif_make_atom(env, "not_found");
    atom_no_memory = enif_make_atom(env, "out_of_memory");
    atom_lock_order = enif_make_atom(env, "lock_order_violation");
    buffer_type = enif_open_resource_type(env, NULL, "gc_buffer", destroy_buffer, flags, NULL);
    return buffer_type == NULL;
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

static int get_buffer(ErlNifEnv *env, ERL_NIF_TERM t, Buffer **b)
{
    return enif_get_resource(env, t, buffer_type, (void **)b);
}

// Puts what was gathered into the queue. 0: no memory.
static int flush(Buffer *b)
{
    if (b->gathered_size == 0) {
        return 1;
    }
    if (!enif_realloc_binary(&b->gathered, b->gathered_size)) {
        return 0;
    }
    b->gathered_size = 0;
    return enif_ioq_enq_binary(b->queue, &b->gathered, 0);
}

static size_t size_of(const Buffer *b) { return enif_ioq_size(b->queue) + b->gathered_size; }

// ---- the functions

static ERL_NIF_TERM new_0(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc, (void)argv;
    Buffer *b = enif_alloc_resource(buffer_type, sizeof *b);
    memset(b, 0, sizeof *b);
    b->queue = enif_ioq_create(ERL_NIF_IOQ_NORMAL);
    ERL_NIF_TERM result = enif_make_resource(env, b);
    enif_release_resource(b);
    return result;
}

static ERL_NIF_TERM size_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    return get_buffer(env, argv[0], &b) ? enif_make_uint64(env, size_of(b)) : enif_make_badarg(env);
}

static ERL_NIF_TERM peek_head_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    ERL_NIF_TERM head;
    if (!get_buffer(env, argv[0], &b)) {
        return enif_make_badarg(env);
    }
    if (!flush(b)) {
        return enif_raise_exception(env, atom_no_memory);
    }
    return enif_ioq_peek_head(env, b->queue, NULL, &head) ? head : enif_make_badarg(env);
}

static void copy_out(Buffer *b, unsigned char *to, size_t size)
{
    int count;
    const SysIOVec *slices = enif_ioq_peek(b->queue, &count);
    for (int i = 0; i < count && size > 0; i++) {
        const size_t part = slices[i].iov_len < size ? slices[i].iov_len : size;
        memcpy(to, slices[i].iov_base, part);
        to += part;
        size -= part;
    }
}

static ERL_NIF_TERM copying_read_2(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    ErlNifUInt64 size;
    ERL_NIF_TERM result;
    if (!get_buffer(env, argv[0], &b) || !enif_get_uint64(env, argv[1], &size)) {
        return enif_make_badarg(env);
    }
    if (!flush(b)) {
        return enif_raise_exception(env, atom_no_memory);
    }
    if (size_of(b) < size) {
        return enif_make_badarg(env);
    }
    unsigned char *bytes = enif_make_new_binary(env, size, &result);
    copy_out(b, bytes, size);
    enif_ioq_deq(b->queue, size, NULL);
    return result;
}

static ERL_NIF_TERM skip_2(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    ErlNifUInt64 size;
    if (!get_buffer(env, argv[0], &b) || !enif_get_uint64(env, argv[1], &size)) {
        return enif_make_badarg(env);
    }
    if (!flush(b)) {
        return enif_raise_exception(env, atom_no_memory);
    }
    return enif_ioq_deq(b->queue, size, NULL) ? atom_ok : enif_make_badarg(env);
}

// True: the bytes were small enough and have been gathered.
static int gather(Buffer *b, const ErlNifIOVec *v)
{
    if (b->gathered_size + v->size >= GATHER_MAX && (v->size >= GATHER_MAX / 2 || !flush(b))) {
        return 0;
    }
    if (v->size == 0) {
        return 1;
    }
    if (b->gathered_size == 0 && !enif_alloc_binary(GATHER_MAX, &b->gathered)) {
        return 0;
    }
    for (int i = 0; i < v->iovcnt; i++) {
        memcpy(b->gathered.data + b->gathered_size, v->iov[i].iov_base, v->iov[i].iov_len);
        b->gathered_size += v->iov[i].iov_len;
    }
    return 1;
}

static ERL_NIF_TERM write_2(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    Buffer *b;
    ErlNifIOVec vector, *v = &vector;
    ERL_NIF_TERM tail;
    if (!get_buffer(env, argv[0], &b) || !enif_inspect_iovec(env, 64, argv[1], &tail, &v)) {
        return enif_make_badarg(env);
    }
    if (!gather(b, v) && (!flush(b) || !enif_ioq_enqv(b->queue, v, 0))) {
        return enif_raise_exception(env, atom_no_memory);
    }
    if (enif_is_empty_list(env, tail)) {
        return atom_ok;
    }
    const ERL_NIF_TERM rest[] = {argv[0], tail};
    return enif_schedule_nif(env, "write", 0, write_2, argc, rest);
}

static ERL_NIF_TERM search(ErlNifEnv *env, Buffer *b, int byte)
{
    int count;
    const SysIOVec *slices = enif_ioq_peek(b->queue, &count);
    size_t offset = 0;
    for (int i = 0; i < count; i++) {
        const char *base = (const char *)slices[i].iov_base;
        const char *found = memchr(base, byte, slices[i].iov_len);
        if (found) {
            return enif_make_tuple2(env, atom_ok,
                                    enif_make_uint64(env, offset + (size_t)(found - base)));
        }
        offset += slices[i].iov_len;
    }
    return atom_not_found;
}

// A large queue is searched on a dirty scheduler; a middling one pays with its time slice.
static ERL_NIF_TERM find_byte_index_2(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    Buffer *b;
    int byte;
    if (!get_buffer(env, argv[0], &b) || !enif_get_int(env, argv[1], &byte)) {
        return enif_make_badarg(env);
    }
    if (!flush(b)) {
        return enif_raise_exception(env, atom_no_memory);
    }
    if (byte < 0 || byte > 255) {
        return enif_make_badarg(env);
    }
    const size_t size = size_of(b);
    if (size > SEARCH_SLICE / 100 && enif_thread_type() == ERL_NIF_THR_NORMAL_SCHEDULER) {
        if (size >= SEARCH_SLICE) {
            return enif_schedule_nif(env, "find_byte_index", ERL_NIF_DIRTY_JOB_CPU_BOUND,
                                     find_byte_index_2, argc, argv);
        }
        enif_consume_timeslice(env, (int)(size * 100 / SEARCH_SLICE));
    }
    return search(env, b, byte);
}

static ERL_NIF_TERM try_lock_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    if (!get_buffer(env, argv[0], &b)) {
        return enif_make_badarg(env);
    }
    return atomic_exchange_explicit(&b->lock, 1, memory_order_acquire) == 0 ? atom_acquired
                                                                            : atom_busy;
}

static ERL_NIF_TERM unlock_1(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    Buffer *b;
    if (!get_buffer(env, argv[0], &b)) {
        return enif_make_badarg(env);
    }
    const int was_held = atomic_exchange_explicit(&b->lock, 0, memory_order_release);
    return was_held ? atom_ok : enif_raise_exception(env, atom_lock_order);
}

static ErlNifFunc functions[] = {
    {"new", 0, new_0, 0},
    {"size", 1, size_1, 0},
    {"peek_head", 1, peek_head_1, 0},
    {"copying_read", 2, copying_read_2, 0},
    {"write", 2, write_2, 0},
    {"skip", 2, skip_2, 0},
    {"find_byte_index", 2, find_byte_index_2, 0},
    {"try_lock", 1, try_lock_1, 0},
    {"unlock", 1, unlock_1, 0},
};
ERL_NIF_INIT(prim_buffer, functions, load, NULL, upgrade, NULL)
