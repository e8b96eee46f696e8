// SPDX-License-Identifier: Apache-2.0
// nif_binary.c -- binaries in the NIF interface: ErlNifBinary, iolists, the external term format.
//
//   an ErlNifBinary of ours   ref_bin: BinData *, whose bytes data points to; may be written until
//                             it becomes a term
//   an inspected binary       ref_bin NULL: data points into the term (or a temporary of the env);
//                             read only
//
// enif_make_binary of the first kind hands its reference to the term, so data stays valid as long
// as the term is alive.
//
// Read before: vm/term/binary.h     Read next: vm/nif/nif_ioq.c
#include "vm/base/alloc.h"
#include "vm/bif/iolist.h"
#include "vm/nif/nif_env.h"
#include "vm/term/binary.h"
#include "vm/term/etf.h"

int enif_is_binary(ErlNifEnv *env, ERL_NIF_TERM t) { return (void)env, term_is_binary(nif_in(t)); }

static void set_bytes(ErlNifBinary *bin, const uint8_t *data, size_t size)
{
    *bin = (ErlNifBinary){.size = size, .data = (unsigned char *)data};
}

static bool inspect_binary(ErlNifEnv *env, Term t, ErlNifBinary *bin)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = term_is_bitstring(t) ? binary_bytes(t, &size, &copy) : NULL;
    if (bytes == NULL) {
        return false;
    }
    if (copy) {
        uint8_t *kept = nif_env_alloc(env, size);
        memcpy(kept, copy, size);
        binary_bytes_free(copy, size);
        bytes = kept;
    }
    set_bytes(bin, bytes, size);
    return true;
}

int enif_inspect_binary(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifBinary *bin)
{
    return inspect_binary(env, nif_in(t), bin);
}

int enif_inspect_iolist_as_binary(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifBinary *bin)
{
    t = nif_in(t);
    uint64_t bits;
    if (term_is_bitstring(t)) {
        return inspect_binary(env, t, bin);
    }
    if (!term_is_list(t) || !iolist_size(t, false, &bits)) {
        return 0;
    }
    uint8_t *bytes = nif_env_alloc(env, bits / 8 + 1);
    iolist_write(t, bytes);
    set_bytes(bin, bytes, bits / 8);
    return 1;
}

static BinData *try_data_new(size_t size)
{
    if (size > SIZE_MAX / 4) {
        return NULL;
    }
    BinData *data = vm_try_realloc(NULL, 0, sizeof *data + size);
    if (data) {
        vm_memory_count(MEMORY_BINARIES, sizeof *data + size, 0);
        data->size = size;
        data->destroy = NULL;
        atomic_init(&data->refs, 1);
        atomic_init(&data->used_bits, BIN_DATA_FIXED);
    }
    return data;
}

int enif_alloc_binary(size_t size, ErlNifBinary *bin)
{
    BinData *data = try_data_new(size);
    if (data == NULL) {
        return 0;
    }
    *bin = (ErlNifBinary){.size = size, .data = data->bytes, .ref_bin = data};
    return 1;
}

// A binary that is only inspected becomes one of our own.
int enif_realloc_binary(ErlNifBinary *bin, size_t size)
{
    BinData *old = bin->ref_bin;
    if (old == NULL) {
        const ErlNifBinary inspected = *bin;
        if (!enif_alloc_binary(size, bin)) {
            *bin = inspected;
            return 0;
        }
        memcpy(bin->data, inspected.data, size < inspected.size ? size : inspected.size);
        return 1;
    }
    if (size > SIZE_MAX / 4) {
        return 0;
    }
    BinData *data = vm_try_realloc(old, sizeof *old + old->size, sizeof *old + size);
    if (data == NULL) {
        return 0;
    }
    vm_memory_count(MEMORY_BINARIES, size, data->size);
    data->size = size;
    bin->ref_bin = data;
    bin->data = data->bytes;
    bin->size = size;
    return 1;
}

void enif_release_binary(ErlNifBinary *bin)
{
    if (bin->ref_bin) {
        bin_data_release(bin->ref_bin);
        bin->ref_bin = NULL;
    }
}

ERL_NIF_TERM enif_make_binary(ErlNifEnv *env, ErlNifBinary *bin)
{
    BinData *data = bin->ref_bin;
    if (data == NULL) {
        return nif_out(space_binary(env->space, bin->data, bin->size));
    }
    bin->ref_bin = NULL;
    return nif_out(binary_from_data(env->space, data, bin->data, bin->size));
}

unsigned char *enif_make_new_binary(ErlNifEnv *env, size_t size, ERL_NIF_TERM *t)
{
    uint8_t *bytes;
    *t = nif_out(binary_new(env->space, size, &bytes));
    return bytes;
}

ERL_NIF_TERM enif_make_sub_binary(ErlNifEnv *env, ERL_NIF_TERM t, size_t from, size_t size)
{
    t = nif_in(t);
    const uint64_t whole = term_is_bitstring(t) ? binary_size_bits(t) / 8 : 0;
    if (!term_is_bitstring(t) || from > whole || size > whole - from) {
        return nif_out(nif_env_badarg(env));
    }
    return nif_out(binary_part_bits(env->space, t, (uint64_t)from * 8, (uint64_t)size * 8));
}

// ---- external terms

int enif_term_to_binary(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifBinary *bin)
{
    t = nif_in(t);
    (void)env;
    if (etf_size(t, 0) == SIZE_MAX) {
        return 0;
    }
    ByteVec out = {0};
    etf_encode(&out, t, 0, 0);
    const int ok = enif_alloc_binary(out.size, bin);
    if (ok) {
        memcpy(bin->data, out.data, out.size);
    }
    byte_vec_free(&out);
    return ok;
}

size_t enif_binary_to_term(ErlNifEnv *env, const unsigned char *data, size_t size, ERL_NIF_TERM *t,
                           unsigned options)
{
    if (options & ~(unsigned)ERL_NIF_BIN2TERM_SAFE) {
        return 0;
    }
    Bytes bytes = bytes_of(data, size);
    const char *reason;
    const Term term =
        etf_decode(env->space, &bytes, options & ERL_NIF_BIN2TERM_SAFE ? ETF_SAFE : 0, &reason);
    if (term_is_none(term)) {
        return 0;
    }
    *t = nif_out(term);
    return size - bytes_left(&bytes);
}
