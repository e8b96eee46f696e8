// SPDX-License-Identifier: Apache-2.0
// nif_ioq.c -- I/O vectors and queues: many binaries as one stream of bytes, without copying the
// large ones.
//
//   iovec:  a list of binaries  ->  [base, length] for each, with the BinData that keeps the bytes
//                                   (NULL: they lie on a heap)
//   queue:  slices: [....... | head ---- in use ---- | free ........]   data[]: one reference each
//
// Bytes on a heap stay where they are only during the call, so they are copied when the vector is
// put into a queue, or at once for a vector that outlives the call (no env). A reference counted
// binary that might still grow in place is pinned first.
//
// Read before: vm/nif/nif_binary.c
#include <limits.h>

#include "vm/base/alloc.h"
#include "vm/nif/nif_env.h"
#include "vm/term/bits.h"

enum {
    IOVEC_ALLOCATED = 1,
    IOVEC_OWNED = 2
}; // flags: iov and ref_bins are allocated; the struct too

// ---- vectors

// One bitstring of the list: its whole bytes. False: something else. *data is borrowed, NULL when
// the bytes lie on a heap; those of a bitstring that is not byte aligned are copied, and without an
// env the caller owns the copy.
static bool slice_bitstring(ErlNifEnv *env, Term t, SysIOVec *slice, BinData **data)
{
    *data = NULL;
    if (!term_is_bitstring(t)) {
        return false;
    }
    const Term original =
        term_is_subtag(t, SUBTAG_SUB_BIN) ? ((SubBin *)boxed_words(t))->original : t;
    if (term_is_subtag(original, SUBTAG_REFC_BIN)) {
        binary_pin(t);
        *data = ((RefcBin *)boxed_words(original))->data;
    }
    const BitView view = binary_view(t);
    slice->iov_len = view.size_bits / 8;
    slice->iov_base = (void *)view.bytes;
    if (view.offset_bits != 0) {
        BinData *copy = bin_data_new(slice->iov_len);
        bits_copy(copy->bytes, 0, view.bytes, view.offset_bits, slice->iov_len * 8);
        slice->iov_base = (void *)copy->bytes;
        *data = copy;
        if (env) {
            nif_env_keep_data(env, copy);
        }
    }
    return true;
}

static bool is_unaligned(Term t) { return term_is_bitstring(t) && binary_view(t).offset_bits != 0; }

// Without an env the vector holds a reference for each slice.
static void own_slice(Term t, SysIOVec *slice, BinData **data)
{
    if (*data == NULL) {
        BinData *copy = bin_data_new(slice->iov_len);
        memcpy(copy->bytes, slice->iov_base, slice->iov_len);
        slice->iov_base = (void *)copy->bytes;
        *data = copy;
    } else if (!is_unaligned(t)) {
        bin_data_retain(*data);
    }
}

static size_t count_cells(Term list, size_t most)
{
    size_t n = 0;
    for (; n < most && term_is_cons(list); list = cons_tail(list)) {
        n++;
    }
    return n;
}

static void prepare_vector(ErlNifEnv *env, ErlNifIOVec **vector, size_t count)
{
    ErlNifIOVec *v = *vector;
    int flags = 0;
    if (v == NULL) {
        v = env ? nif_env_alloc(env, sizeof *v) : vm_alloc(sizeof *v);
        flags = IOVEC_OWNED;
        *vector = v;
    }
    v->iov = v->small_iov;
    v->ref_bins = v->small_ref_bin;
    if (count > ERL_NIF_IOVEC_SIZE) {
        const size_t bytes = count * (sizeof(SysIOVec) + sizeof(void *));
        uint8_t *memory = env ? nif_env_alloc(env, bytes) : vm_alloc(bytes);
        flags |= IOVEC_ALLOCATED;
        v->iov = (SysIOVec *)memory;
        v->ref_bins = (void **)(memory + count * sizeof(SysIOVec));
    }
    v->flags = env ? 0 : flags | (int)count << 2;
    v->iovcnt = 0;
    v->size = 0;
}

int enif_inspect_iovec(ErlNifEnv *env, size_t most, ERL_NIF_TERM list, ERL_NIF_TERM *tail,
                       ErlNifIOVec **vector)
{
    list = nif_in(list);
    const size_t count = count_cells(list, most < INT_MAX / 8 ? most : INT_MAX / 8);
    ErlNifIOVec *const given = *vector;
    prepare_vector(env, vector, count);
    ErlNifIOVec *v = *vector;
    bool ok = term_is_list(list);
    for (size_t i = 0; ok && i < count; i++, list = cons_tail(list)) {
        SysIOVec slice;
        BinData *data;
        ok = slice_bitstring(env, cons_head(list), &slice, &data);
        if (!ok || slice.iov_len == 0) {
            if (ok && env == NULL && data && is_unaligned(cons_head(list))) {
                bin_data_release(data);
            }
            continue;
        }
        if (env == NULL) {
            own_slice(cons_head(list), &slice, &data);
        }
        v->iov[v->iovcnt] = slice;
        v->ref_bins[v->iovcnt++] = data;
        v->size += slice.iov_len;
    }
    if (!ok || !term_is_list(list)) {
        if (env == NULL) {
            enif_free_iovec(v);
        }
        *vector = given;
        return 0;
    }
    *tail = nif_out(list);
    return 1;
}

// Only of those inspected without an env.
void enif_free_iovec(ErlNifIOVec *v)
{
    if (v->flags == 0) {
        return;
    }
    for (int i = 0; i < v->iovcnt; i++) {
        bin_data_release(v->ref_bins[i]);
    }
    if (v->flags & IOVEC_ALLOCATED) {
        vm_free(v->iov, (size_t)(v->flags >> 2) * (sizeof(SysIOVec) + sizeof(void *)));
    }
    if (v->flags & IOVEC_OWNED) {
        vm_free(v, sizeof *v);
    }
}

// ---- queues

struct erts_io_queue {
    SysIOVec *slices;
    BinData **data;
    size_t head, count, room; // in use: [head, head + count)
    size_t size;              // bytes
};

ErlNifIOQueue *enif_ioq_create(ErlNifIOQueueOpts options)
{
    return options == ERL_NIF_IOQ_NORMAL ? vm_calloc(sizeof(ErlNifIOQueue)) : NULL;
}

void enif_ioq_destroy(ErlNifIOQueue *q)
{
    for (size_t i = 0; i < q->count; i++) {
        bin_data_release(q->data[q->head + i]);
    }
    vm_free(q->slices, q->room * sizeof *q->slices);
    vm_free(q->data, q->room * sizeof *q->data);
    vm_free(q, sizeof *q);
}

static void make_room(ErlNifIOQueue *q, size_t count)
{
    if (q->head + q->count + count <= q->room) {
        return;
    }
    if (q->head > 0) {
        memmove(q->slices, q->slices + q->head, q->count * sizeof *q->slices);
        memmove(q->data, q->data + q->head, q->count * sizeof *q->data);
        q->head = 0;
    }
    if (q->count + count > q->room / 2) { // half empty, so that moving to the front stays cheap
        const size_t room = (q->count + count) * 2 + 8;
        q->slices = vm_realloc(q->slices, q->room * sizeof *q->slices, room * sizeof *q->slices);
        q->data = vm_realloc(q->data, q->room * sizeof *q->data, room * sizeof *q->data);
        q->room = room;
    }
}

// Takes over one reference of data.
static void append(ErlNifIOQueue *q, const uint8_t *bytes, size_t size, BinData *data)
{
    make_room(q, 1);
    q->slices[q->head + q->count].iov_base = (void *)bytes;
    q->slices[q->head + q->count].iov_len = size;
    q->data[q->head + q->count] = data;
    q->count++;
    q->size += size;
}

static BinData *copy_bytes(const uint8_t *bytes, size_t size)
{
    BinData *data = bin_data_new(size);
    memcpy(data->bytes, bytes, size);
    return data;
}

// The binary belongs to the queue afterwards.
int enif_ioq_enq_binary(ErlNifIOQueue *q, ErlNifBinary *bin, size_t skip)
{
    if (skip > bin->size) {
        return 0;
    }
    if (bin->ref_bin == NULL) {
        BinData *data = copy_bytes(bin->data + skip, bin->size - skip);
        append(q, data->bytes, bin->size - skip, data);
        return 1;
    }
    if (skip < bin->size) {
        append(q, bin->data + skip, bin->size - skip, bin->ref_bin);
        bin->ref_bin = NULL;
    } else {
        enif_release_binary(bin);
    }
    return 1;
}

int enif_ioq_enqv(ErlNifIOQueue *q, ErlNifIOVec *v, size_t skip)
{
    if (skip > v->size) {
        return 0;
    }
    for (int i = 0; i < v->iovcnt; i++) {
        const size_t length = v->iov[i].iov_len;
        const size_t leave_out = skip < length ? skip : length;
        const uint8_t *bytes = (const uint8_t *)v->iov[i].iov_base + leave_out;
        skip -= leave_out;
        if (leave_out == length) {
            continue;
        }
        BinData *data = v->ref_bins[i];
        if (data) {
            bin_data_retain(data);
        } else {
            data = copy_bytes(bytes, length - leave_out);
            bytes = data->bytes;
        }
        append(q, bytes, length - leave_out, data);
    }
    return 1;
}

size_t enif_ioq_size(ErlNifIOQueue *q) { return q->size; }

int enif_ioq_deq(ErlNifIOQueue *q, size_t count, size_t *size)
{
    if (count > q->size) {
        return 0;
    }
    q->size -= count;
    while (count > 0) {
        SysIOVec *slice = &q->slices[q->head];
        if (count < slice->iov_len) {
            slice->iov_base = (void *)((char *)slice->iov_base + count);
            slice->iov_len -= count;
            break;
        }
        count -= slice->iov_len;
        bin_data_release(q->data[q->head]);
        q->head++;
        q->count--;
    }
    q->head = q->count ? q->head : 0;
    if (size) {
        *size = q->size;
    }
    return 1;
}

SysIOVec *enif_ioq_peek(ErlNifIOQueue *q, int *length)
{
    *length = (int)q->count;
    return q->count ? q->slices + q->head : NULL;
}

int enif_ioq_peek_head(ErlNifEnv *env, ErlNifIOQueue *q, size_t *size, ERL_NIF_TERM *head)
{
    if (q->count == 0) {
        return 0;
    }
    const SysIOVec *slice = &q->slices[q->head];
    bin_data_retain(q->data[q->head]);
    *head = nif_out(
        binary_from_data(env->space, q->data[q->head], (uint8_t *)slice->iov_base, slice->iov_len));
    if (size) {
        *size = slice->iov_len;
    }
    return 1;
}
