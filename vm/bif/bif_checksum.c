// SPDX-License-Identifier: Apache-2.0
// bif_checksum.c -- crc32, adler32 and md5 of iodata, at once and in steps.
//
//     crc32("abc")  =  crc32(crc32("ab"), "c")  =  crc32_combine(crc32("ab"), crc32("c"), 1)
//
// CRC32 and Adler32 are zlib's. The state of md5_init/0, md5_update/2, md5_final/1 is a binary that
// holds our struct Md5 and has the size of that in ERTS; programs may only hand it on.
//
// Exceptions: a state binary of the right size is believed; its contents can do no more than give a
// wrong digest.
// Read before: vm/bif/iolist.h     Read next: vm/bif/bif_external_term.c
#include "vm/base/md5.h"
#include "vm/bif/iolist.h"
#include "vm/term/binary.h"

#include <zlib.h>

enum { BYTES_PER_REDUCTION = 512 };

typedef void ConsumeBytes(void *state, const uint8_t *bytes, size_t size);

// Passes all bytes to `consume`, binaries in one piece and runs of list elements in pieces. false:
// not an iolist.
static bool consume_iolist(Process *p, Term iolist, ConsumeBytes *consume, void *state)
{
    IolistCursor c;
    Term leaf;
    uint8_t run[256];
    size_t run_size = 0, total = 0;
    iolist_begin(&c, iolist);
    while (iolist_next(&c, &leaf)) {
        if (term_is_small(leaf)) {
            run[run_size++] = (uint8_t)small_value(leaf);
        }
        if (run_size == sizeof run || (!term_is_small(leaf) && run_size > 0)) {
            consume(state, run, run_size);
            total += run_size;
            run_size = 0;
        }
        if (term_is_small(leaf)) {
            continue;
        }
        size_t size;
        uint8_t *copy;
        const uint8_t *bytes = binary_bytes(leaf, &size, &copy);
        if (!bytes) {
            c.bad = true;
            continue;
        }
        consume(state, bytes, size);
        binary_bytes_free(copy, size);
        total += size;
    }
    if (run_size > 0) { // no bytes at all can change a sum that is out of range
        consume(state, run, run_size);
    }
    argument_charge(p, total + run_size, BYTES_PER_REDUCTION);
    return iolist_end(&c);
}

// ---- CRC32 and Adler32

static void consume_crc32(void *state, const uint8_t *bytes, size_t size)
{
    uLong *sum = state;
    *sum = crc32_z(*sum, bytes, size);
}

static void consume_adler32(void *state, const uint8_t *bytes, size_t size)
{
    uLong *sum = state;
    *sum = adler32_z(*sum, bytes, size);
}

static Term sum_iolist(Process *p, uLong start, Term iolist, ConsumeBytes *consume)
{
    uLong sum = start;
    if (!consume_iolist(p, iolist, consume, &sum)) {
        return bif_badarg(p);
    }
    return small_make((int64_t)sum);
}

static bool read_sum(Term t, uLong *sum)
{
    int64_t value;
    if (!argument_in_range(t, 0, UINT32_MAX, &value)) {
        return false;
    }
    *sum = (uLong)value;
    return true;
}

static Term sum_more(Process *p, const Term *arg, ConsumeBytes *consume)
{
    uLong sum;
    return read_sum(arg[0], &sum) ? sum_iolist(p, sum, arg[1], consume) : bif_badarg(p);
}

// The third argument is the size of the second piece: 32 bits, like a sum.
static Term combine(Process *p, const Term *arg, uLong (*function)(uLong, uLong, z_off_t))
{
    uLong first, second, size;
    if (!read_sum(arg[0], &first) || !read_sum(arg[1], &second) || !read_sum(arg[2], &size)) {
        return bif_badarg(p);
    }
    return small_make((int64_t)function(first, second, (z_off_t)size));
}

Term bif_erlang_crc32_1(Process *p, Term *arg) { return sum_iolist(p, 0, arg[0], consume_crc32); }
Term bif_erlang_crc32_2(Process *p, Term *arg) { return sum_more(p, arg, consume_crc32); }
Term bif_erlang_crc32_combine_3(Process *p, Term *arg) { return combine(p, arg, crc32_combine); }

Term bif_erlang_adler32_1(Process *p, Term *arg)
{
    return sum_iolist(p, 1, arg[0], consume_adler32);
}

Term bif_erlang_adler32_2(Process *p, Term *arg) { return sum_more(p, arg, consume_adler32); }

// Nothing added changes nothing, whatever the sums; zlib's answer would be another.
static uLong combine_adler32(uLong first, uLong second, z_off_t size)
{
    return size ? adler32_combine(first, second, size) : first;
}

Term bif_erlang_adler32_combine_3(Process *p, Term *arg)
{
    return combine(p, arg, combine_adler32);
}

// ---- MD5

enum { MD5_STATE_ROOM = 96 };
static_assert(sizeof(Md5) == 88, "no release's state is smaller");

static void consume_md5(void *state, const uint8_t *bytes, size_t size)
{
    md5_update(state, bytes, size);
}

static Term finish_md5(Process *p, Md5 *md5)
{
    uint8_t digest[MD5_BYTES];
    md5_final(md5, digest);
    return space_binary(process_space(p), digest, sizeof digest);
}

Term bif_erlang_md5_1(Process *p, Term *arg)
{
    Md5 md5;
    md5_init(&md5);
    return consume_iolist(p, arg[0], consume_md5, &md5) ? finish_md5(p, &md5) : bif_badarg(p);
}

// The state as a binary of the size that it has in ERTS; the rest is zero.
static Term build_md5(Process *p, const Md5 *md5)
{
    uint8_t bytes[MD5_STATE_ROOM] = {0};
    memcpy(bytes, md5, sizeof *md5);
    return space_binary(process_space(p), bytes, release_md5_bytes());
}

Term bif_erlang_md5_init_0(Process *p, Term *arg)
{
    (void)arg;
    Md5 md5;
    memset(&md5, 0, sizeof md5);
    md5_init(&md5);
    return build_md5(p, &md5);
}

static bool read_md5(Term state, Md5 *md5)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(state, &size, &copy);
    bool ok = bytes && size == release_md5_bytes();
    if (ok) {
        memcpy(md5, bytes, sizeof *md5);
    }
    if (bytes) {
        binary_bytes_free(copy, size);
    }
    return ok;
}

Term bif_erlang_md5_update_2(Process *p, Term *arg)
{
    Md5 md5;
    if (!read_md5(arg[0], &md5) || !consume_iolist(p, arg[1], consume_md5, &md5)) {
        return bif_badarg(p);
    }
    return build_md5(p, &md5);
}

Term bif_erlang_md5_final_1(Process *p, Term *arg)
{
    Md5 md5;
    return read_md5(arg[0], &md5) ? finish_md5(p, &md5) : bif_badarg(p);
}
