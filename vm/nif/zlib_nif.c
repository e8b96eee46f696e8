// SPDX-License-Identifier: Apache-2.0
// zlib_nif.c -- the functions of OTP's module zlib, over libz.
//
//   enqueue --> [ queue of binaries ] --> deflate or inflate, one call per chunk of output
//                                         --> {continue | finished, [Binary]}
//
// A call takes at most InputChunk bytes from the queue and gives at most OutputChunk bytes;
// zlib.erl calls again as long as the answer is continue. So no call is long, and an archive bomb
// is the caller's to stop.
//
// Only the controlling process may use a stream (set_controller hands it over). The stash keeps one
// term with the stream, for zlib.erl's own purposes.
//
// Exceptions: raw streams have no checksum of their own, so it is computed here (crc32/1, adler of
// a dictionary).
// Read before: vm/nif/nif_ioq.c
#define STATIC_ERLANG_NIF 1
#include <erl_nif.h>

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <zlib.h>

enum { DICTIONARY_MAX = 32768, CHUNK_DEFAULT = 4000, QUEUE_SLICES = 256 };

typedef enum StreamState { STREAM_NONE, STREAM_DEFLATE, STREAM_INFLATE, STREAM_CLOSED } StreamState;
// What more input means after the end of a compressed stream; numbers of zlib.erl.
typedef enum AtEnd { AT_END_ERROR, AT_END_RESET, AT_END_CUT } AtEnd;

typedef struct Stream {
    z_stream z;
    StreamState state;
    AtEnd at_end;
    int end_seen, is_raw;
    int want_input_crc, want_output_crc;
    uLong input_crc, output_crc;
    int chunk_size; // getBufSize, setBufSize
    ErlNifMutex *lock;
    ErlNifPid controller; // under the lock
    ErlNifIOQueue *queue;
    ErlNifEnv *stash_env; // NULL: nothing stashed
    ERL_NIF_TERM stash;
} Stream;

// clang-format off
#define ZLIB_ATOMS(X)                                                                       \
    X(ok)                                                                                   \
    X(error)                                                                                \
    X(not_on_controlling_process) X(not_initialized) X(already_initialized) X(continue)     \
        X(finished) X(need_dictionary) X(empty) X(stream_end) X(stream_error) X(data_error) \
            X(mem_error) X(buf_error) X(version_error) X(unknown_error)
// clang-format on
#define DECLARE_ATOM(name) static ERL_NIF_TERM atom_##name;
ZLIB_ATOMS(DECLARE_ATOM)
#undef DECLARE_ATOM
static ErlNifResourceType *stream_type;

// ---- life

static void clear_stash(Stream *s)
{
    if (s->stash_env) {
        enif_free_env(s->stash_env);
        s->stash_env = NULL;
    }
}

static void close_stream(Stream *s)
{
    if (s->state == STREAM_DEFLATE) {
        deflateEnd(&s->z);
    } else if (s->state == STREAM_INFLATE) {
        inflateEnd(&s->z);
    }
    clear_stash(s);
    s->state = STREAM_CLOSED;
}

static void destroy_stream(ErlNifEnv *env, void *object)
{
    (void)env;
    Stream *s = object;
    close_stream(s);
    enif_mutex_destroy(s->lock);
    enif_ioq_destroy(s->queue);
}

static void reset_input(Stream *s)
{
    enif_ioq_deq(s->queue, enif_ioq_size(s->queue), NULL);
    clear_stash(s);
}

static int prepare(ErlNifEnv *env, ErlNifResourceFlags flags)
{
#define MAKE_ATOM(name) atom_##name = enif_make_atom(env, #name);
    ZLIB_ATOMS(MAKE_ATOM)
#undef MAKE_ATOM
    stream_type = enif_open_resource_type(env, NULL, "gc_zlib", destroy_stream, flags, NULL);
    return stream_type == NULL;
}
static int load(ErlNifEnv *env, void **data, ERL_NIF_TERM info)
{
    (void)info;
    *data = NULL;
    return prepare(env, ERL_NIF_RT_CREATE);
}
static int upgrade(ErlNifEnv *env, void **data, void **old, ERL_NIF_TERM info)
{
    (void)info;
    return *data != NULL || *old != NULL || prepare(env, ERL_NIF_RT_CREATE | ERL_NIF_RT_TAKEOVER);
}

// ---- what most functions begin and end with

static ERL_NIF_TERM answer(ErlNifEnv *env, int code)
{
    switch (code) {
    case Z_OK: return atom_ok;
    case Z_STREAM_END: return atom_stream_end;
    case Z_ERRNO: return enif_make_int(env, errno);
    case Z_STREAM_ERROR: return enif_raise_exception(env, atom_stream_error);
    case Z_DATA_ERROR: return enif_raise_exception(env, atom_data_error);
    case Z_MEM_ERROR: return atom_mem_error;
    case Z_BUF_ERROR: return atom_buf_error;
    case Z_VERSION_ERROR: return atom_version_error;
    default: return atom_unknown_error;
    }
}

static int is_controller(ErlNifEnv *env, Stream *s)
{
    ErlNifPid self;
    enif_self(env, &self);
    enif_mutex_lock(s->lock);
    const int same = self.pid == s->controller.pid;
    enif_mutex_unlock(s->lock);
    return same;
}

// The stream of argv[0], if the caller may use it. NULL: *failure is what to return.
static Stream *get_stream(ErlNifEnv *env, ERL_NIF_TERM t, ERL_NIF_TERM *failure)
{
    Stream *s;
    if (!enif_get_resource(env, t, stream_type, (void **)&s)) {
        *failure = enif_make_badarg(env);
        return NULL;
    }
    if (!is_controller(env, s)) {
        *failure = enif_raise_exception(env, atom_not_on_controlling_process);
        return NULL;
    }
    return s;
}
static Stream *get_stream_in(ErlNifEnv *env, ERL_NIF_TERM t, StreamState state,
                             ERL_NIF_TERM *failure)
{
    Stream *s = get_stream(env, t, failure);
    if (s && s->state != state) {
        *failure = enif_raise_exception(env, state == STREAM_NONE ? atom_already_initialized
                                                                  : atom_not_initialized);
        return NULL;
    }
    return s;
}

static int get_ints(ErlNifEnv *env, const ERL_NIF_TERM argv[], int count, int *values)
{
    for (int i = 0; i < count; i++) {
        if (!enif_get_int(env, argv[i], &values[i])) {
            return 0;
        }
    }
    return 1;
}

static int is_stream(ErlNifEnv *env, ERL_NIF_TERM t)
{
    void *object;
    return enif_get_resource(env, t, stream_type, &object);
}

#define FUNCTION(name) static ERL_NIF_TERM name(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])

// ---- open, close, controller

static void *allocate(void *data, unsigned count, unsigned size)
{
    (void)data;
    return enif_alloc((size_t)count * size);
}
static void release(void *data, void *address)
{
    (void)data;
    enif_free(address);
}

FUNCTION(open_0)
{
    (void)argc, (void)argv;
    Stream *s = enif_alloc_resource(stream_type, sizeof *s);
    memset(s, 0, sizeof *s);
    s->z.zalloc = allocate;
    s->z.zfree = release;
    s->z.data_type = Z_BINARY;
    s->at_end = AT_END_CUT;
    s->chunk_size = CHUNK_DEFAULT;
    s->queue = enif_ioq_create(ERL_NIF_IOQ_NORMAL);
    s->lock = enif_mutex_create("zlib_controller_lock");
    enif_self(env, &s->controller);
    const ERL_NIF_TERM result = enif_make_resource(env, s);
    enif_release_resource(s);
    return result;
}

FUNCTION(close_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    if (s->state == STREAM_CLOSED) {
        return enif_raise_exception(env, atom_not_initialized);
    }
    close_stream(s);
    return atom_ok;
}

FUNCTION(set_controller_2)
{
    (void)argc;
    ErlNifPid pid;
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !enif_get_local_pid(env, argv[1], &pid)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    enif_mutex_lock(s->lock);
    s->controller = pid;
    enif_mutex_unlock(s->lock);
    return atom_ok;
}

// ---- the work

typedef struct Progress {
    size_t consumed, produced, remaining;
} Progress;

// Feeds queued input to the codec until something ends: input, its limit, room for output, the time
// slice.
static int run_codec(int (*codec)(z_stream *, int), ErlNifEnv *env, Stream *s, size_t limit,
                     ErlNifBinary *out, int flush, Progress *done)
{
    int count, result = Z_OK;
    const SysIOVec *slices = enif_ioq_peek(s->queue, &count);
    *done = (Progress){0, 0, 0};
    s->z.next_out = out->data;
    s->z.avail_out = (uInt)out->size;
    for (int i = 0; i < count && result == Z_OK && done->consumed < limit; i++) {
        size_t size = slices[i].iov_len < limit ? slices[i].iov_len : limit;
        size = size > UINT_MAX ? UINT_MAX : size;
        s->z.next_in = (Bytef *)slices[i].iov_base;
        s->z.avail_in = (uInt)size;
        result = codec(&s->z, Z_NO_FLUSH);
        const size_t used = size - s->z.avail_in;
        done->consumed += used;
        if (s->want_input_crc) {
            s->input_crc = crc32(s->input_crc, (const Bytef *)slices[i].iov_base, (uInt)used);
        }
        const int is_late = enif_consume_timeslice(env, (int)(100 * used / limit));
        if (is_late ||
            used < slices[i].iov_len) { // what is left of a slice must come before the next one
            break;
        }
    }
    enif_ioq_deq(s->queue, done->consumed, NULL);
    done->remaining = enif_ioq_size(s->queue);
    if (result == Z_OK && done->remaining == 0 && s->z.avail_out > 0) {
        s->z.next_in = NULL; // with nothing to flush this does nothing
        s->z.avail_in = 0;
        result = codec(&s->z, flush);
    }
    done->produced = out->size - s->z.avail_out;
    return result;
}

static ERL_NIF_TERM output_list(ErlNifEnv *env, ErlNifBinary *out, size_t size)
{
    if (size == 0) {
        enif_release_binary(out);
        return enif_make_list(env, 0);
    }
    enif_realloc_binary(out, size);
    return enif_make_list1(env, enif_make_binary(env, out));
}

static ERL_NIF_TERM run(int (*codec)(z_stream *, int), ErlNifEnv *env, Stream *s,
                        const int sizes[3])
{
    ErlNifBinary out;
    Progress done;
    if (sizes[1] < 0 || !enif_alloc_binary((size_t)sizes[1], &out)) {
        return answer(env, Z_MEM_ERROR);
    }
    const int result = run_codec(codec, env, s, (size_t)sizes[0], &out, sizes[2], &done);
    if (result < 0 && result != Z_BUF_ERROR) {
        enif_release_binary(&out);
        return answer(env, result);
    }
    s->end_seen |= result == Z_STREAM_END;
    if (s->want_output_crc) {
        s->output_crc = crc32(s->output_crc, out.data, (uInt)done.produced);
    }
    if (done.consumed == 0 && done.produced == 0 && done.remaining != 0) { // no progress, ever
        enif_release_binary(&out);
        return answer(env, Z_DATA_ERROR);
    }
    const ERL_NIF_TERM list = output_list(env, &out, done.produced);
    if (done.remaining == 0 && done.produced < (size_t)sizes[1]) {
        return enif_make_tuple2(env, atom_finished, list);
    }
    if (result != Z_NEED_DICT) {
        return enif_make_tuple2(env, atom_continue, list);
    }
    return enif_make_tuple3(env, atom_need_dictionary, enif_make_int(env, (int)s->z.adler), list);
}

// A list of at most QUEUE_SLICES binaries at a time: {continue, Rest}.
FUNCTION(enqueue_2)
{
    (void)argc;
    ERL_NIF_TERM failure, tail;
    ErlNifIOVec vector, *v = &vector;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    if (s->state != STREAM_DEFLATE && s->state != STREAM_INFLATE) {
        return enif_raise_exception(env, atom_not_initialized);
    }
    if (!enif_inspect_iovec(env, QUEUE_SLICES, argv[1], &tail, &v) ||
        !enif_ioq_enqv(s->queue, v, 0)) {
        return enif_make_badarg(env);
    }
    return enif_is_empty_list(env, tail) ? atom_ok : enif_make_tuple2(env, atom_continue, tail);
}

// ---- deflate

static void begin_stream(Stream *s, StreamState state, int window_bits)
{
    s->state = state;
    s->end_seen = 0;
    s->is_raw = window_bits < 0;
    s->want_input_crc = state == STREAM_DEFLATE && s->is_raw;
    s->want_output_crc = state == STREAM_INFLATE && s->is_raw;
    s->input_crc = s->output_crc = crc32(0, NULL, 0);
}

// level, method, window bits, memory level, strategy
FUNCTION(deflate_init_6)
{
    (void)argc;
    int v[5];
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !get_ints(env, argv + 1, 5, v)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_NONE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = deflateInit2(&s->z, v[0], v[1], v[2], v[3], v[4]);
    if (result == Z_OK) {
        begin_stream(s, STREAM_DEFLATE, v[2]);
    }
    return answer(env, result);
}

FUNCTION(deflate_set_dictionary_2)
{
    (void)argc;
    ErlNifBinary dictionary;
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !enif_inspect_iolist_as_binary(env, argv[1], &dictionary) ||
        dictionary.size > UINT_MAX) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_DEFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = deflateSetDictionary(&s->z, dictionary.data, (uInt)dictionary.size);
    if (result != Z_OK) {
        return answer(env, result);
    }
    const uLong checksum =
        s->is_raw ? adler32(0, dictionary.data, (uInt)dictionary.size) : s->z.adler;
    return enif_make_int(env, (int)checksum);
}

FUNCTION(deflate_reset_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream_in(env, argv[0], STREAM_DEFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = deflateReset(&s->z);
    s->input_crc = crc32(0, NULL, 0);
    s->end_seen = 0;
    reset_input(s);
    return answer(env, result);
}

// What is left in the queue has been lost: data_error.
FUNCTION(deflate_end_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream_in(env, argv[0], STREAM_DEFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = deflateEnd(&s->z);
    const int lost = enif_ioq_size(s->queue) > 0;
    reset_input(s);
    s->state = STREAM_NONE;
    return answer(env, result == Z_OK && lost ? Z_DATA_ERROR : result);
}

// zlib.erl has flushed everything, so that one byte of room is never used.
FUNCTION(deflate_params_3)
{
    (void)argc;
    int v[2];
    ERL_NIF_TERM failure;
    Bytef room[1];
    if (!is_stream(env, argv[0]) || !get_ints(env, argv + 1, 2, v)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_DEFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    s->z.next_out = room;
    s->z.avail_out = sizeof room;
    const int result = deflateParams(&s->z, v[0], v[1]);
    return answer(env, s->z.avail_out == 0 ? Z_STREAM_ERROR : result);
}

FUNCTION(deflate_4)
{
    (void)argc;
    int sizes[3];
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !get_ints(env, argv + 1, 3, sizes)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_DEFLATE, &failure);
    return s ? run(deflate, env, s, sizes) : failure;
}

// ---- inflate

FUNCTION(inflate_init_3)
{
    (void)argc;
    int v[2];
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !get_ints(env, argv + 1, 2, v)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_NONE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = inflateInit2(&s->z, v[0]);
    if (result == Z_OK) {
        begin_stream(s, STREAM_INFLATE, v[0]);
        s->at_end = (AtEnd)v[1];
    }
    return answer(env, result);
}

FUNCTION(inflate_set_dictionary_2)
{
    (void)argc;
    ErlNifBinary dictionary;
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !enif_inspect_iolist_as_binary(env, argv[1], &dictionary) ||
        dictionary.size > UINT_MAX) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_INFLATE, &failure);
    return s ? answer(env, inflateSetDictionary(&s->z, dictionary.data, (uInt)dictionary.size))
             : failure;
}

FUNCTION(inflate_get_dictionary_1)
{
    (void)argc;
    ERL_NIF_TERM failure, result;
    unsigned char bytes[DICTIONARY_MAX];
    uInt size = 0;
    Stream *s = get_stream_in(env, argv[0], STREAM_INFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int code = inflateGetDictionary(&s->z, bytes, &size);
    if (code < 0) {
        return answer(env, code);
    }
    memcpy(enif_make_new_binary(env, size, &result), bytes, size);
    return result;
}

FUNCTION(inflate_reset_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream_in(env, argv[0], STREAM_INFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = inflateReset(&s->z);
    s->output_crc = crc32(0, NULL, 0);
    s->end_seen = 0;
    reset_input(s);
    return answer(env, result);
}

// Before the end of the compressed data: data_error.
FUNCTION(inflate_end_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream_in(env, argv[0], STREAM_INFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    const int result = inflateEnd(&s->z);
    const int is_early = !s->end_seen || enif_ioq_size(s->queue) > 0;
    reset_input(s);
    s->state = STREAM_NONE;
    return answer(env, result == Z_OK && is_early ? Z_DATA_ERROR : result);
}

// Input after the end of the compressed data.
static int continue_after_end(Stream *s)
{
    int result = Z_OK;
    switch (s->at_end) {
    case AT_END_ERROR: return Z_DATA_ERROR;
    case AT_END_RESET:
        result = inflateReset(&s->z);
        s->end_seen = result != Z_OK;
        return result;
    case AT_END_CUT: reset_input(s);
    }
    return result;
}

FUNCTION(inflate_4)
{
    (void)argc;
    int sizes[3];
    ERL_NIF_TERM failure;
    if (!is_stream(env, argv[0]) || !get_ints(env, argv + 1, 3, sizes)) {
        return enif_make_badarg(env);
    }
    Stream *s = get_stream_in(env, argv[0], STREAM_INFLATE, &failure);
    if (s == NULL) {
        return failure;
    }
    if (s->end_seen && enif_ioq_size(s->queue) > 0) {
        const int result = continue_after_end(s);
        if (result != Z_OK) {
            return answer(env, result);
        }
    }
    return run(inflate, env, s, sizes);
}

// ---- checksum of the plain text, stash, chunk size

FUNCTION(crc32_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    return s->state == STREAM_DEFLATE   ? enif_make_ulong(env, s->input_crc)
           : s->state == STREAM_INFLATE ? enif_make_ulong(env, s->output_crc)
                                        : enif_raise_exception(env, atom_not_initialized);
}

FUNCTION(get_stash_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    return s->stash_env ? enif_make_tuple2(env, atom_ok, enif_make_copy(env, s->stash))
                        : atom_empty;
}
FUNCTION(clear_stash_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    if (s->stash_env == NULL) {
        return enif_raise_exception(env, atom_error);
    }
    clear_stash(s);
    return atom_ok;
}
FUNCTION(set_stash_2)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    if (s->stash_env != NULL) {
        return enif_raise_exception(env, atom_error);
    }
    s->stash_env = enif_alloc_env();
    s->stash = enif_make_copy(s->stash_env, argv[1]);
    return atom_ok;
}

FUNCTION(get_chunk_size_1)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    return s ? enif_make_int(env, s->chunk_size) : failure;
}
FUNCTION(set_chunk_size_2)
{
    (void)argc;
    ERL_NIF_TERM failure;
    Stream *s = get_stream(env, argv[0], &failure);
    if (s == NULL) {
        return failure;
    }
    return enif_get_int(env, argv[1], &s->chunk_size) ? atom_ok : enif_make_badarg(env);
}

static ErlNifFunc functions[] = {
    {"close_nif", 1, close_1, 0},
    {"open_nif", 0, open_0, 0},
    {"set_controller_nif", 2, set_controller_2, 0},
    {"deflateInit_nif", 6, deflate_init_6, 0},
    {"deflateSetDictionary_nif", 2, deflate_set_dictionary_2, 0},
    {"deflateReset_nif", 1, deflate_reset_1, 0},
    {"deflateEnd_nif", 1, deflate_end_1, 0},
    {"deflateParams_nif", 3, deflate_params_3, 0},
    {"deflate_nif", 4, deflate_4, 0},
    {"inflateInit_nif", 3, inflate_init_3, 0},
    {"inflateSetDictionary_nif", 2, inflate_set_dictionary_2, 0},
    {"inflateGetDictionary_nif", 1, inflate_get_dictionary_1, 0},
    {"inflateReset_nif", 1, inflate_reset_1, 0},
    {"inflateEnd_nif", 1, inflate_end_1, 0},
    {"inflate_nif", 4, inflate_4, 0},
    {"crc32_nif", 1, crc32_1, 0},
    {"getStash_nif", 1, get_stash_1, 0},
    {"clearStash_nif", 1, clear_stash_1, 0},
    {"setStash_nif", 2, set_stash_2, 0},
    {"getBufSize_nif", 1, get_chunk_size_1, 0},
    {"setBufSize_nif", 2, set_chunk_size_2, 0},
    {"enqueue_nif", 2, enqueue_2, 0},
};
ERL_NIF_INIT(zlib, functions, load, NULL, upgrade, NULL)
