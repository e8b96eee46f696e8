// SPDX-License-Identifier: Apache-2.0
// bif_external_term.c -- term_to_binary, binary_to_term, external_size, and the hashes of terms
// that programs see.
//
// The format itself is term/etf_encode.c and etf_decode.c. Here are the options, and what each
// error is:
//
//     bytes that are no term                badarg
//     an unknown option of binary_to_term   badarg with cause badopt
//
// Exceptions: run to their end without yielding; charge by bytes.
// Elsewhere: erts_debug:dist_ext_to_term/2 belongs to the distribution.
// Read before: vm/term/etf.h     Read next: vm/bif/bif_map.c
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/etf.h"
#include "vm/term/term_hash.h"

enum { BYTES_PER_REDUCTION = 128, COMPRESSION_DEFAULT = 6 };

typedef struct EncodeOptions {
    uint32_t flags; // ETF_*
    int compression;
} EncodeOptions;

static bool read_minor_version(Term version, EncodeOptions *options)
{
    options->flags &= ~(uint32_t)(ETF_MINOR_0 | ETF_MINOR_2);
    if (version == SMALL(0)) {
        options->flags |= ETF_MINOR_0;
    } else if (version == SMALL(2)) {
        options->flags |= ETF_MINOR_2;
    } else if (version != SMALL(1)) {
        return false;
    }
    return true;
}

static bool read_encode_option(Term option, EncodeOptions *options)
{
    Term value;
    int64_t level;
    if (option == ATOM_COMPRESSED) {
        options->compression = COMPRESSION_DEFAULT;
    } else if (option == ATOM_DETERMINISTIC) {
        options->flags |= ETF_DETERMINISTIC;
    } else if (option == ATOM_LOCAL && release_tags_sends()) {
        options->flags |= ETF_LOCAL;
    } else if (argument_tagged(option, ATOM_MINOR_VERSION, &value)) {
        return read_minor_version(value, options);
    } else if (argument_tagged(option, ATOM_COMPRESSED, &value) &&
               argument_in_range(value, 0, 9, &level)) {
        options->compression = (int)level;
    } else {
        return false;
    }
    return true;
}

static bool read_encode_options(Term list, EncodeOptions *options)
{
    Term option;
    *options = (EncodeOptions){0, 0};
    while (argument_next(&list, &option)) {
        if (!read_encode_option(option, options)) {
            return false;
        }
    }
    return term_is_nil(list);
}

static Term encode(Process *p, Term t, const EncodeOptions *options)
{
    ByteVec out = {0};
    etf_encode(&out, t, options->flags, options->compression);
    argument_charge(p, out.size, BYTES_PER_REDUCTION);
    Term binary = space_binary(process_space(p), out.data, out.size);
    byte_vec_free(&out);
    return binary;
}

Term bif_erlang_term_to_binary_1(Process *p, Term *arg)
{
    return encode(p, arg[0], &(EncodeOptions){0, 0});
}

Term bif_erlang_term_to_binary_2(Process *p, Term *arg)
{
    EncodeOptions options;
    return read_encode_options(arg[1], &options) ? encode(p, arg[0], &options) : bif_badarg(p);
}

Term bif_erlang_term_to_iovec_1(Process *p, Term *arg)
{
    return space_cons(process_space(p), bif_erlang_term_to_binary_1(p, arg), TERM_NIL);
}

// A compressed term comes as a binary that is in no list, as from every release of ERTS.
Term bif_erlang_term_to_iovec_2(Process *p, Term *arg)
{
    EncodeOptions options;
    if (!read_encode_options(arg[1], &options)) {
        return bif_badarg(p);
    }
    Term binary = encode(p, arg[0], &options);
    return options.compression ? binary : space_cons(process_space(p), binary, TERM_NIL);
}

Term bif_erlang_external_size_1(Process *p, Term *arg)
{
    size_t size = etf_size(arg[0], 0);
    argument_charge(p, size, BYTES_PER_REDUCTION);
    return space_unsigned(process_space(p), size);
}

// Knows one option only, minor_version, and of that 0 and 1.
Term bif_erlang_external_size_2(Process *p, Term *arg)
{
    EncodeOptions options = {0, 0};
    Term list = arg[1], option, version;
    while (argument_next(&list, &option)) {
        if (!argument_tagged(option, ATOM_MINOR_VERSION, &version) || version == SMALL(2) ||
            !read_minor_version(version, &options)) {
            return bif_badarg(p);
        }
    }
    if (!term_is_nil(list)) {
        return bif_badarg(p);
    }
    return space_unsigned(process_space(p), etf_size(arg[0], options.flags));
}

// ---- decoding

static Term decode(Process *p, Term binary, uint32_t flags, bool with_used)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    if (!bytes) {
        return bif_badarg(p);
    }
    const char *reason;
    Bytes input = bytes_of(bytes, size);
    Term t = etf_decode(process_space(p), &input, flags, &reason);
    size_t used = bytes_offset(&input);
    binary_bytes_free(copy, size);
    argument_charge(p, used, BYTES_PER_REDUCTION);
    if (term_is_none(t)) {
        return bif_badarg(p);
    }
    return with_used ? space_tuple2(process_space(p), t, small_make((int64_t)used)) : t;
}

Term bif_erlang_binary_to_term_1(Process *p, Term *arg) { return decode(p, arg[0], 0, false); }

Term bif_erlang_binary_to_term_2(Process *p, Term *arg)
{
    uint32_t flags = 0;
    bool with_used = false;
    Term list = arg[1], option;
    while (argument_next(&list, &option)) {
        if (option == ATOM_SAFE) {
            flags |= ETF_SAFE;
        } else if (option == ATOM_USED) {
            with_used = true;
        } else {
            return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
        }
    }
    if (!term_is_nil(list)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    return decode(p, arg[0], flags, with_used);
}

// ---- hashes

// 1..2^32. A range of 2^32 becomes 0, which means: all of a hash.
static bool read_range(Term t, uint32_t *range)
{
    int64_t value;
    if (!argument_in_range(t, 1, INT64_C(1) << 32, &value)) {
        return false;
    }
    *range = (uint32_t)value;
    return true;
}

Term bif_erlang_phash2_1(Process *p, Term *arg)
{
    (void)p;
    return small_make(term_hash_phash2(arg[0]) & ((1u << 27) - 1));
}

Term bif_erlang_phash2_2(Process *p, Term *arg)
{
    uint32_t range;
    if (!read_range(arg[1], &range)) {
        return bif_badarg(p);
    }
    uint32_t hash = term_hash_phash2(arg[0]);
    return small_make(range ? hash % range : hash);
}

// Like phash2/2, but an older hash and counted from 1.
Term bif_erlang_phash_2(Process *p, Term *arg)
{
    uint32_t range;
    if (!read_range(arg[1], &range)) {
        return bif_badarg(p);
    }
    uint32_t hash = term_hash_phash(arg[0]);
    return small_make((int64_t)(range ? hash % range : hash) + 1);
}
