// SPDX-License-Identifier: Apache-2.0
// epoch.c -- quiet-state based reclamation: when may memory be freed that was readable by other
// threads?
//
//   epoch:    1 ....... 7 ....... 8 ....... 9      one counter for the machine, only grows
//   thread A  seen = 9                             a reader copies the counter into its slot at each quiet point;
//   thread B  seen = 8                             seen 0: not reading
//   retired:  [p, 7] [q, 8] [r, 8]                 tagged with the counter read after the unlinking
//
// An item tagged t may be freed when every reading thread has seen > t: it has passed a quiet point
// after somebody moved the counter on from t, which was after the unlinking.
//
// Why that is enough: retiring reads the counter with a read-modify-write (t), moving it on is one
// too, so the thread that reads t+1 or more synchronises with the retiring one and can no longer
// find the item. A thread that begins to read (seen 0 -> n) publishes its slot with a sequentially
// consistent exchange and then reads the counter again; the one who frees first modifies the
// counter and then reads the slots, so one of the two sees the other.
//
// INVARIANTS
//   1. Within one list the tags never decrease, so freeing looks only at the front.
//   2. Only the owner of a slot touches its list; threads that may sleep long use the common list,
//      which schedulers empty.
#include "vm/base/epoch.h"

#include "vm/base/alloc.h"
#include "vm/base/clock.h"
#include "vm/base/sync.h"

typedef struct RetiredItem {
    void *p;
    void (*release)(void *p);
    uint64_t epoch;
} RetiredItem;
// A ring of items, oldest at `first`.
typedef struct RetiredList {
    RetiredItem *items;
    uint32_t first, count, room;
} RetiredList;

typedef struct EpochSlot {
    _Atomic uint64_t seen; // 0: not reading
    _Atomic bool taken;
    bool is_scheduler;
    uint32_t nesting; // of epoch_enter
    uint32_t quiet_count;
    RetiredList list;
} ALIGNED(CACHE_LINE) EpochSlot;

enum { EPOCH_QUIETS_BETWEEN = 16, EPOCH_LIST_LONG = 64 };

static EpochSlot slots[EPOCH_THREADS_MAX];
static _Atomic uint32_t slot_high;
static _Atomic uint64_t epoch_now = 1;
static _Atomic uint64_t pending; // items retired and not yet released
static Mutex common_lock = MUTEX_INITIAL;
static RetiredList common;
static _Atomic uint32_t common_count;
static THREAD_LOCAL EpochSlot *my_slot;

static EpochSlot *take_slot(void)
{
    if (my_slot) {
        return my_slot;
    }
    for (uint32_t i = 0; i < EPOCH_THREADS_MAX; i++) {
        bool expected = false;
        if (atomic_compare_exchange_strong(&slots[i].taken, &expected, true)) {
            uint32_t high = atomic_load(&slot_high);
            while (high <= i && !atomic_compare_exchange_weak(&slot_high, &high, i + 1)) {
            }
            slots[i].nesting = 0;
            slots[i].is_scheduler = false;
            return my_slot = &slots[i];
        }
    }
    check_fatal("too many threads: %d may read shared tables at once", EPOCH_THREADS_MAX);
}

static void list_add(RetiredList *l, RetiredItem item)
{
    if (l->count == l->room) {
        uint32_t room = l->room ? l->room * 2 : 16;
        RetiredItem *items = vm_alloc(room * sizeof *items);
        for (uint32_t i = 0; i < l->count; i++) {
            items[i] = l->items[(l->first + i) & (l->room - 1)];
        }
        vm_free(l->items, l->room * sizeof *items);
        l->items = items;
        l->first = 0;
        l->room = room;
    }
    l->items[(l->first + l->count++) & (l->room - 1)] = item;
}

// The least epoch that a reading thread has seen.
static uint64_t least_seen(void)
{
    uint64_t least = UINT64_MAX;
    uint32_t high = atomic_load(&slot_high);
    for (uint32_t i = 0; i < high; i++) {
        uint64_t seen = atomic_load(&slots[i].seen);
        if (seen != 0 && seen < least) {
            least = seen;
        }
    }
    return least;
}

// Takes the due items off the front into `due` (at most room) and returns their number.
static uint32_t take_due(RetiredList *l, uint64_t least, RetiredItem *due, uint32_t room)
{
    uint32_t n = 0;
    while (n < room && l->count && l->items[l->first].epoch < least) {
        due[n++] = l->items[l->first];
        l->first = (l->first + 1) & (l->room - 1);
        l->count--;
    }
    return n;
}

static void release_items(const RetiredItem *due, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        due[i].release(due[i].p);
    }
    atomic_fetch_sub(&pending, count);
}

static void reclaim(RetiredList *mine)
{
    enum { BATCH = 64 };
    RetiredItem due[BATCH];
    atomic_fetch_add(&epoch_now, 1); // also orders our unlinkings before the reading of the slots
    uint64_t least = least_seen();
    uint32_t n;
    // A release may retire again: the list is consistent whenever release functions run.
    while (mine && (n = take_due(mine, least, due, BATCH)) != 0) {
        release_items(due, n);
    }
    while (atomic_load_explicit(&common_count, memory_order_relaxed) &&
           mutex_try_lock(&common_lock)) {
        n = take_due(&common, least, due, BATCH);
        atomic_store_explicit(&common_count, common.count, memory_order_relaxed);
        mutex_unlock(&common_lock);
        release_items(due, n);
        if (n < BATCH) {
            break;
        }
    }
}

// See the opening comment for the two sequentially consistent steps.
static void begin_reading(EpochSlot *s)
{
    atomic_exchange(&s->seen, atomic_load(&epoch_now));
    (void)atomic_load(&epoch_now);
}

void epoch_thread_online(void)
{
    EpochSlot *s = take_slot();
    s->is_scheduler = true;
    begin_reading(s);
}

void epoch_thread_exit(void)
{
    EpochSlot *s = my_slot;
    if (s == NULL) {
        return;
    }
    mutex_lock(&common_lock);
    // Tags in the common list must not decrease: move the counter on and tag anew (later is always
    // safe).
    for (; s->list.count; s->list.count--) {
        RetiredItem item = s->list.items[s->list.first];
        item.epoch = atomic_fetch_add(&epoch_now, 0);
        list_add(&common, item);
        s->list.first = (s->list.first + 1) & (s->list.room - 1);
    }
    atomic_store_explicit(&common_count, common.count, memory_order_relaxed);
    mutex_unlock(&common_lock);
    vm_free(s->list.items, s->list.room * sizeof *s->list.items);
    s->list = (RetiredList){0};
    atomic_store_explicit(&s->seen, 0, memory_order_release);
    my_slot = NULL;
    atomic_store(&s->taken, false);
}

void epoch_quiet(void)
{
    EpochSlot *s = my_slot;
    atomic_store_explicit(&s->seen, atomic_load_explicit(&epoch_now, memory_order_acquire),
                          memory_order_release);
    bool is_due = ++s->quiet_count % EPOCH_QUIETS_BETWEEN == 0 || s->list.count >= EPOCH_LIST_LONG;
    if (is_due && (s->list.count || atomic_load_explicit(&common_count, memory_order_relaxed))) {
        reclaim(&s->list);
    }
}

void epoch_offline(void)
{
    EpochSlot *s = my_slot;
    atomic_store_explicit(&s->seen, 0, memory_order_release);
    if (s->list.count || atomic_load_explicit(&common_count, memory_order_relaxed)) {
        reclaim(&s->list);
    }
}

void epoch_online(void) { begin_reading(my_slot); }

void epoch_enter(void)
{
    EpochSlot *s = LIKELY(my_slot != NULL) ? my_slot : take_slot();
    if (!s->is_scheduler && s->nesting++ == 0) {
        begin_reading(s);
    }
}

void epoch_leave(void)
{
    EpochSlot *s = my_slot;
    if (!s->is_scheduler && --s->nesting == 0) {
        atomic_store_explicit(&s->seen, 0, memory_order_release);
    }
}

void epoch_retire(void *p, void (*release)(void *p))
{
    RetiredItem item = {p, release, 0};
    atomic_fetch_add_explicit(&pending, 1, memory_order_relaxed);
    if (my_slot && my_slot->is_scheduler) {
        item.epoch = atomic_fetch_add_explicit(&epoch_now, 0, memory_order_acq_rel);
        list_add(&my_slot->list, item);
        return;
    }
    mutex_lock(&common_lock);
    item.epoch = atomic_fetch_add_explicit(&epoch_now, 0, memory_order_acq_rel);
    list_add(&common, item);
    atomic_store_explicit(&common_count, common.count, memory_order_relaxed);
    mutex_unlock(&common_lock);
}

void epoch_drain(void)
{
    while (atomic_load(&pending)) {
        reclaim(NULL);
        clock_sleep_ns(NS_PER_MS / 5);
    }
}
