// SPDX-License-Identifier: Apache-2.0
// digest.c -- MD5 sums that wait until somebody asks.
//
//   load:  parts of the file --> Digest, which holds the file's bytes
//   ask:   Digest --MD5--> 16 bytes; the file's bytes are let go
//
// The idea: every module has an MD5 (module_info(md5), the unique id of its funs), and it takes a twentieth of
// the time in which a system boots; but next to nobody ever asks. It is asked for when a fun is sent as
// external term or printed by fun_info, and when a module comes a second time, to compare the funs of both.
//
// Invariants
//   1. Once is_known, md5 does not change and nothing but it is looked at. It is set under the lock.
//   2. All that waits holds at most PENDING_BYTES_MAX of other people's memory; what would be more is computed
//      at once. So a system that loads a lot pays for all but the first of it.
//
// Elsewhere: ERTS computes it at each load.
// Read before: vm/term/digest.h
#include "vm/term/digest.h"

#include <string.h>

#include "vm/base/alloc.h"
#include "vm/base/check.h"
#include "vm/base/md5.h"
#include "vm/base/sync.h"

#define PENDING_BYTES_MAX ((size_t)4 << 20)

typedef struct Pending {
    Bytes parts[DIGEST_PARTS];
    uint32_t count;
    uint8_t *own;
    size_t own_bytes;
    BinData *holder; // NULL: none
} Pending;

struct Digest {
    _Atomic intptr_t refs;
    _Atomic bool is_known;
    uint8_t md5[16];
    Pending *pending; // NULL when it is known
};

static Mutex lock = MUTEX_INITIAL;
static _Atomic size_t pending_bytes;

Digest *digest_new(const uint8_t md5[16])
{
    Digest *d = vm_calloc(sizeof *d);
    atomic_init(&d->refs, 1);
    atomic_init(&d->is_known, true);
    memcpy(d->md5, md5, sizeof d->md5);
    return d;
}

static void compute(const Pending *p, uint8_t md5[16])
{
    Md5 m;
    md5_init(&m);
    for (uint32_t i = 0; i < p->count; i++) {
        md5_update(&m, p->parts[i].at, bytes_left(&p->parts[i]));
    }
    md5_final(&m, md5);
}

static void let_go(const Pending *p)
{
    vm_free(p->own, p->own_bytes);
    if (p->holder != NULL) {
        atomic_fetch_sub(&pending_bytes, p->holder->size);
        bin_data_release(p->holder);
    }
}

// False: there is no room for it any more, or its bytes may change.
static bool may_wait(BinData *holder)
{
    if (holder == NULL || holder->used_bits != BIN_DATA_FIXED) {
        return false;
    }
    if (atomic_fetch_add(&pending_bytes, holder->size) + holder->size <= PENDING_BYTES_MAX) {
        return true;
    }
    atomic_fetch_sub(&pending_bytes, holder->size);
    return false;
}

Digest *digest_of_parts(const Bytes *parts, uint32_t count, uint8_t *own, size_t own_bytes,
                        BinData *holder)
{
    Pending p = {.count = count, .own = own, .own_bytes = own_bytes};
    uint8_t md5[16] = {0};
    CHECK(count <= DIGEST_PARTS);
    memcpy(p.parts, parts, count * sizeof *parts);
    const bool is_waiting = may_wait(holder);
    if (!is_waiting) {
        compute(&p, md5);
        let_go(&p);
        return digest_new(md5);
    }
    bin_data_retain(holder);
    p.holder = holder;
    Digest *d = digest_new(md5);
    d->pending = vm_alloc(sizeof p);
    *d->pending = p;
    atomic_init(&d->is_known, false);
    return d;
}

const uint8_t *digest_md5(Digest *d)
{
    if (digest_is_known(d)) {
        return d->md5;
    }
    mutex_lock(&lock);
    Pending *p = d->pending;
    if (p != NULL) {
        compute(p, d->md5);
        d->pending = NULL;
        atomic_store_explicit(&d->is_known, true, memory_order_release);
    }
    mutex_unlock(&lock);
    if (p != NULL) {
        let_go(p);
        vm_free(p, sizeof *p);
    }
    return d->md5;
}

bool digest_is_known(const Digest *d)
{
    return atomic_load_explicit(&d->is_known, memory_order_acquire);
}

bool digest_same(Digest *a, Digest *b)
{
    return a == b || memcmp(digest_md5(a), digest_md5(b), sizeof a->md5) == 0;
}

void digest_retain(Digest *d) { atomic_fetch_add_explicit(&d->refs, 1, memory_order_relaxed); }

void digest_release(Digest *d)
{
    if (d == NULL || atomic_fetch_sub_explicit(&d->refs, 1, memory_order_acq_rel) != 1) {
        return;
    }
    if (d->pending != NULL) {
        let_go(d->pending);
        vm_free(d->pending, sizeof *d->pending);
    }
    vm_free(d, sizeof *d);
}
