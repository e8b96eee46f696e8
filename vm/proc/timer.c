// SPDX-License-Identifier: Apache-2.0
// timer.c -- hierarchical timer wheels, and the timers of programs.
//
//   A wheel has TIMER_LEVELS rings of 64 slots; a slot of ring n is 64^n ticks (of 1 ms) wide:
//
//     ring 0  [.|.|t|.| ... ]   the next 64 ticks            A timer lies in the ring where its due tick and `elapsed` first
//     ring 1  [.|t|.|.| ... ]   64 slots of 64 ticks         differ (in base 64, from the top), in the slot of its own digit.
//     ring 2  [.|.|.|t| ... ]   64 slots of 4096 ticks       When `elapsed` reaches a slot of a higher ring, its timers are
//                                                            put in again and so fall into lower
//                                                            rings.
//   One word of bits per ring tells which slots are used, so the next deadline is found by counting
//   zeros.
//
// A timer of a program is found in three places: its wheel, a table by reference (cancel_timer),
// and, when it is for a pid, a bucket by pid (the process's exit takes all of its timers). To end a
// timer is to claim it: under its wheel's lock,
// ACTIVE -> CLAIMED; whoever claims it takes it out of the other places and frees it; everybody
// else leaves it alone.
//
// Locks, each held for a few instructions; outer to inner: bucket or stripe, then wheel.
//
// INVARIANTS
//   1. A timer is linked in its wheel exactly while ACTIVE.
//   2. A timer's memory is valid while it is in the table or in a bucket and that lock is held.
//   3. A receive timer belongs to its process, which frees it; the wheel only sets STATE_TIMED_OUT,
//      as its last access.
//
// Read before: vm/proc/exit.c     Read next: vm/proc/run_queue.h
#include "vm/proc/timer.h"

#include "vm/base/clock.h"
#include "vm/base/hash.h"
#include "vm/base/sync.h"
#include "vm/base/table.h"
#include "vm/heap/copy.h"
#include "vm/proc/link.h"
#include "vm/proc/message.h"
#include "vm/proc/registry.h"
#include "vm/proc/run_queue.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

enum {
    TIMER_LEVELS = 8,
    SLOT_BITS = 6,
    SLOTS = 64,
    TIMER_STRIPES = 64,
    TIMER_BUCKETS = 256,
    FIRE_BATCH = 64
};
#define TICK_NS NS_PER_MS

typedef enum TimerKind { TIMER_RECEIVE, TIMER_MESSAGE, TIMER_CALL } TimerKind;
typedef enum TimerState { TIMER_NEW, TIMER_ACTIVE, TIMER_CLAIMED } TimerState;

struct Timer {
    Timer *next, **link; // in its slot
    int64_t due_ns;
    uint64_t due_tick;
    uint32_t wheel;
    uint8_t kind, state, level, slot;
    Process *process;         // TIMER_RECEIVE
    void (*call)(void *data); // TIMER_CALL
    void *data;
};
typedef struct MessageTimer {
    Timer timer;
    SignalKey key;    // of its reference
    Term destination; // local pid or atom
    Term message;
    Fragment *fragment;
    struct MessageTimer *bucket_next, **bucket_link; // NULL: in no bucket
} MessageTimer;

typedef struct Wheel {
    SpinLock lock;
    uint64_t elapsed; // ticks that have been dealt with
    uint64_t used[TIMER_LEVELS];
    Timer *slots[TIMER_LEVELS][SLOTS];
    _Atomic int64_t next_ns;
    _Atomic uint64_t count;
} ALIGNED(CACHE_LINE) Wheel;

static Wheel *wheels;
static uint32_t wheel_count;
static struct TimerStripe {
    SpinLock lock;
    Table table;
} ALIGNED(CACHE_LINE) stripes[TIMER_STRIPES];
static struct TimerBucket {
    SpinLock lock;
    MessageTimer *first;
} buckets[TIMER_BUCKETS];

void timer_init(uint32_t count)
{
    if (wheels) {
        vm_free(wheels, wheel_count * sizeof *wheels);
    }
    wheel_count = count;
    wheels = vm_calloc(count * sizeof *wheels);
    for (uint32_t i = 0; i < count; i++) {
        wheels[i].elapsed = (uint64_t)(clock_monotonic_ns() / TICK_NS);
        atomic_init(&wheels[i].next_ns, INT64_MAX);
    }
}

// ---- a wheel, under its lock

static void place_timer_locked(Wheel *w, Timer *t)
{
    uint64_t differing = (w->elapsed ^ t->due_tick) | (SLOTS - 1);
    uint32_t level = (63 - (uint32_t)__builtin_clzll(differing)) / SLOT_BITS;
    if (level >= TIMER_LEVELS) {
        level = TIMER_LEVELS - 1; // beyond 8,000 years
    }
    uint32_t slot = (t->due_tick >> (level * SLOT_BITS)) & (SLOTS - 1);
    t->level = (uint8_t)level;
    t->slot = (uint8_t)slot;
    Timer **head = &w->slots[level][slot];
    t->next = *head;
    t->link = head;
    if (*head) {
        (*head)->link = &t->next;
    }
    *head = t;
    w->used[level] |= UINT64_C(1) << slot;
}

static void unlink_timer_locked(Wheel *w, Timer *t)
{
    *t->link = t->next;
    if (t->next) {
        t->next->link = t->link;
    }
    if (w->slots[t->level][t->slot] == NULL) {
        w->used[t->level] &= ~(UINT64_C(1) << t->slot);
    }
    atomic_fetch_sub_explicit(&w->count, 1, memory_order_relaxed);
}

typedef struct Due {
    uint64_t tick;
    uint32_t level, slot;
} Due;

// The first used slot and the tick at which it begins. Lower rings come first: what lies in ring
// n+1 differs from
// `elapsed` in a higher digit.
static bool find_next_locked(const Wheel *w, Due *due)
{
    for (uint32_t level = 0; level < TIMER_LEVELS; level++) {
        if (w->used[level] == 0) {
            continue;
        }
        uint32_t shift = level * SLOT_BITS;
        uint32_t now_slot = (w->elapsed >> shift) & (SLOTS - 1);
        uint64_t turned = w->used[level] >> now_slot | w->used[level] << ((SLOTS - now_slot) & 63);
        uint32_t slot = ((uint32_t)__builtin_ctzll(turned) + now_slot) & (SLOTS - 1);
        uint64_t ring_start = w->elapsed >> shift >> SLOT_BITS << SLOT_BITS << shift;
        *due = (Due){ring_start + ((uint64_t)slot << shift), level, slot};
        return true;
    }
    return false;
}

static void note_next_locked(Wheel *w)
{
    Due due;
    int64_t next_ns = find_next_locked(w, &due) ? (int64_t)due.tick * TICK_NS : INT64_MAX;
    atomic_store_explicit(&w->next_ns, next_ns, memory_order_release);
}

static void start_timer(Timer *t, int64_t due_ns)
{
    uint32_t at = scheduler_id && scheduler_id <= wheel_count ? scheduler_id - 1 : 0;
    Wheel *w = &wheels[at];
    t->due_ns = due_ns;
    t->wheel = at;
    spin_lock(&w->lock);
    if (atomic_load_explicit(&w->count, memory_order_relaxed) == 0) {
        uint64_t now = (uint64_t)(clock_monotonic_ns() / TICK_NS);
        w->elapsed = now > w->elapsed ? now : w->elapsed;
    }
    t->due_tick = due_ns > 0 ? (uint64_t)((due_ns - 1) / TICK_NS + 1) : 0;
    if (t->due_tick <= w->elapsed) {
        t->due_tick = w->elapsed + 1;
    }
    t->state = TIMER_ACTIVE;
    atomic_fetch_add_explicit(&w->count, 1, memory_order_relaxed);
    place_timer_locked(w, t);
    int64_t before = atomic_load_explicit(&w->next_ns, memory_order_relaxed);
    note_next_locked(w);
    int64_t after = atomic_load_explicit(&w->next_ns, memory_order_relaxed);
    spin_unlock(&w->lock);
    if (after < before && at + 1 != scheduler_id && sched_hooks.timers_changed) {
        sched_hooks.timers_changed(at, after);
    }
}

// True: the caller alone has the timer now.
static bool claim_timer(Timer *t)
{
    Wheel *w = &wheels[t->wheel];
    spin_lock(&w->lock);
    bool is_mine = t->state == TIMER_ACTIVE;
    if (is_mine) {
        unlink_timer_locked(w, t);
        t->state = TIMER_CLAIMED;
    }
    spin_unlock(&w->lock);
    return is_mine;
}

// ---- receive timeouts

void timer_start_receive(Process *p, int64_t due_ns)
{
    Timer *t = vm_calloc(sizeof *t);
    t->kind = TIMER_RECEIVE;
    t->process = p;
    p->receive_timer = t;
    start_timer(t, due_ns);
}

void timer_cancel_receive(Process *p)
{
    Timer *t = p->receive_timer;
    if (t == NULL) {
        return;
    }
    claim_timer(t);
    p->receive_timer = NULL;
    vm_free(t, sizeof *t);
    atomic_fetch_and_explicit(&p->state, ~(uint32_t)STATE_TIMED_OUT, memory_order_acq_rel);
}

// ---- timers of programs

static bool is_message_timer(const void *entry, const void *key)
{
    const MessageTimer *m = entry;
    const SignalKey *k = key;
    return m->key.a == k->a && m->key.b == k->b;
}

static uint64_t hash_key(SignalKey key) { return hash_combine(key.a, key.b); }
static struct TimerStripe *stripe_of(SignalKey key) { return &stripes[hash_key(key) >> 58]; }
static struct TimerBucket *bucket_of(Term pid) { return &buckets[hash_word(pid) % TIMER_BUCKETS]; }

static MessageTimer *find_timer_locked(struct TimerStripe *stripe, SignalKey key)
{
    return table_find(&stripe->table, (uint32_t)hash_key(key), &key, is_message_timer);
}

static void unlink_from_bucket_locked(MessageTimer *m)
{
    if (m->bucket_link) {
        *m->bucket_link = m->bucket_next;
        if (m->bucket_next) {
            m->bucket_next->bucket_link = m->bucket_link;
        }
        m->bucket_link = NULL;
    }
}

static void unlink_from_table(MessageTimer *m)
{
    struct TimerStripe *stripe = stripe_of(m->key);
    spin_lock(&stripe->lock);
    table_remove(&stripe->table, (uint32_t)hash_key(m->key), m);
    spin_unlock(&stripe->lock);
}

// Of a claimed timer: out of table and bucket.
static void unlink_everywhere(MessageTimer *m)
{
    if (term_is_local_pid(m->destination)) {
        struct TimerBucket *bucket = bucket_of(m->destination);
        spin_lock(&bucket->lock);
        unlink_from_bucket_locked(m);
        spin_unlock(&bucket->lock);
    }
    unlink_from_table(m);
}

static void free_message_timer(MessageTimer *m)
{
    if (m->fragment) {
        fragment_destroy(m->fragment);
    }
    vm_free(m, sizeof *m);
}

static void build_timer_message(MessageTimer *m, Term message, Term ref, bool with_tuple)
{
    size_t words = copy_size_all(message) + (with_tuple ? 4 + copy_size(ref) : 0);
    if (words == 0) {
        m->message = message;
        return;
    }
    m->fragment = fragment_new(words);
    Space space = fragment_space(m->fragment);
    m->message = copy_term_all(&space, message);
    if (with_tuple) {
        m->message = space_tuple3(&space, ATOM_TIMEOUT, copy_term(&space, ref), m->message);
    }
    fragment_close(m->fragment, &space);
}

// False: the process does not live any more.
static bool enter_bucket(MessageTimer *m)
{
    struct TimerBucket *bucket = bucket_of(m->destination);
    spin_lock(&bucket->lock);
    Process *p = process_find(m->destination);
    if (p) {
        atomic_fetch_or_explicit(&p->state, STATE_HAS_TIMERS, memory_order_acq_rel);
        m->bucket_next = bucket->first;
        m->bucket_link = &bucket->first;
        if (bucket->first) {
            bucket->first->bucket_link = &m->bucket_next;
        }
        bucket->first = m;
    }
    spin_unlock(&bucket->lock);
    return p != NULL;
}

Term timer_start_message(Space *space, Term destination, Term message, int64_t due_ns,
                         bool with_timeout_tuple)
{
    Term ref = ref_make(space);
    MessageTimer *m = vm_calloc(sizeof *m);
    m->timer.kind = TIMER_MESSAGE;
    m->destination = destination;
    m->key = signal_key(ref);
    build_timer_message(m, message, ref, with_timeout_tuple);
    struct TimerStripe *stripe = stripe_of(m->key);
    spin_lock(&stripe->lock);
    table_insert(&stripe->table, (uint32_t)hash_key(m->key), m);
    spin_unlock(&stripe->lock);
    if (term_is_local_pid(destination) && !enter_bucket(m)) {
        unlink_from_table(m);
        free_message_timer(m);
        return ref;
    }
    start_timer(&m->timer, due_ns);
    return ref;
}

bool timer_cancel(Term ref, int64_t *left_ns)
{
    SignalKey key = signal_key(ref);
    struct TimerStripe *stripe = stripe_of(key);
    spin_lock(&stripe->lock);
    MessageTimer *m = find_timer_locked(stripe, key);
    bool is_mine = m && claim_timer(&m->timer);
    spin_unlock(&stripe->lock);
    if (!is_mine) {
        return false;
    }
    int64_t left = m->timer.due_ns - clock_monotonic_ns();
    *left_ns = left > 0 ? left : 0;
    unlink_everywhere(m);
    free_message_timer(m);
    return true;
}

bool timer_read(Term ref, int64_t *left_ns)
{
    SignalKey key = signal_key(ref);
    struct TimerStripe *stripe = stripe_of(key);
    spin_lock(&stripe->lock);
    const MessageTimer *m = find_timer_locked(stripe, key);
    int64_t left = m ? m->timer.due_ns - clock_monotonic_ns() : 0;
    spin_unlock(&stripe->lock);
    *left_ns = left > 0 ? left : 0;
    return m != NULL;
}

void timer_cancel_all_of(Process *p)
{
    if (!(atomic_load_explicit(&p->state, memory_order_acquire) & STATE_HAS_TIMERS)) {
        return;
    }
    MessageTimer *mine = NULL;
    struct TimerBucket *bucket = bucket_of(p->pid);
    spin_lock(&bucket->lock);
    for (MessageTimer *m = bucket->first, *next; m; m = next) {
        next = m->bucket_next;
        if (m->destination == p->pid && claim_timer(&m->timer)) {
            unlink_from_bucket_locked(m);
            m->bucket_next = mine;
            mine = m;
        }
    }
    spin_unlock(&bucket->lock);
    while (mine) {
        MessageTimer *next = mine->bucket_next;
        unlink_from_table(mine);
        free_message_timer(mine);
        mine = next;
    }
}

// ---- timers of C code

Timer *timer_start_call(int64_t due_ns, void (*call)(void *data), void *data)
{
    Timer *t = vm_calloc(sizeof *t);
    t->kind = TIMER_CALL;
    t->call = call;
    t->data = data;
    start_timer(t, due_ns);
    return t;
}

bool timer_cancel_call(Timer *t)
{
    if (!claim_timer(t)) {
        return false;
    }
    vm_free(t, sizeof *t);
    return true;
}

// ---- firing

static void fire_message(MessageTimer *m)
{
    unlink_everywhere(m);
    Term to = m->destination;
    if (term_is_atom(to)) {
        to = registry_whereis(to);
    }
    Fragment *f = m->fragment;
    m->fragment = NULL;
    if (term_is_local_pid(to)) {
        message_send_fragment(TERM_NONE, to, m->message, f);
    } else if (f) {
        fragment_destroy(f);
    }
    free_message_timer(m);
}

static void fire_others(Timer *fired)
{
    while (fired) {
        Timer *next = fired->next;
        if (fired->kind == TIMER_MESSAGE) {
            fire_message((MessageTimer *)(void *)fired);
        } else {
            fired->call(fired->data);
            vm_free(fired, sizeof *fired);
        }
        fired = next;
    }
}

typedef struct Firing {
    Process *woken[FIRE_BATCH];
    uint32_t count;
    Timer *others, **last;
} Firing;

// A slot of an upper ring begins: its timers go down, all of them at once. (Some left behind would be
// behind `elapsed` as soon as it moves on, and be found again a turn of the ring later.)
static void lower_slot_locked(Wheel *w, Due due)
{
    Timer *t;
    while ((t = w->slots[due.level][due.slot]) != NULL) {
        unlink_timer_locked(w, t);
        atomic_fetch_add_explicit(&w->count, 1, memory_order_relaxed);
        place_timer_locked(w, t);
        CHECK(t->level < due.level);
    }
}

// Everything in a slot of the lowest ring is due. False: the batch is full, come again.
static bool empty_slot_locked(Wheel *w, Due due, Firing *f)
{
    Timer *t;
    while ((t = w->slots[0][due.slot]) != NULL) {
        if (f->count == FIRE_BATCH) {
            return false;
        }
        unlink_timer_locked(w, t);
        t->state = TIMER_CLAIMED;
        if (t->kind == TIMER_RECEIVE) {
            Process *p = t->process;
            f->woken[f->count++] = p;
            atomic_fetch_or_explicit(&p->state, STATE_TIMED_OUT, memory_order_acq_rel);
        } else {
            t->next = NULL;
            *f->last = t;
            f->last = &t->next;
        }
    }
    return true;
}

static bool run_batch(Wheel *w, uint64_t now_tick, Firing *f)
{
    bool is_done = true;
    Due due;
    spin_lock(&w->lock);
    while (find_next_locked(w, &due) && due.tick <= now_tick) {
        if (due.tick > w->elapsed) {
            w->elapsed = due.tick;
        }
        if (due.level > 0) {
            lower_slot_locked(w, due);
        } else if (!empty_slot_locked(w, due, f)) {
            is_done = false;
            break;
        }
    }
    if (is_done && now_tick > w->elapsed) {
        w->elapsed = now_tick;
    }
    note_next_locked(w);
    spin_unlock(&w->lock);
    return is_done;
}

int64_t timer_run(uint32_t wheel, int64_t now_ns)
{
    Wheel *w = &wheels[wheel];
    bool is_done = false;
    while (!is_done && now_ns >= atomic_load_explicit(&w->next_ns, memory_order_acquire)) {
        Firing f = {.last = &f.others};
        is_done = run_batch(w, (uint64_t)(now_ns / TICK_NS), &f);
        for (uint32_t i = 0; i < f.count; i++) {
            process_wake(f.woken[i]);
        }
        fire_others(f.others);
    }
    return atomic_load_explicit(&w->next_ns, memory_order_acquire);
}

int64_t timer_next_deadline(uint32_t wheel)
{
    return atomic_load_explicit(&wheels[wheel].next_ns, memory_order_acquire);
}

uint64_t timer_count(void)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < wheel_count; i++) {
        sum += atomic_load_explicit(&wheels[i].count, memory_order_relaxed);
    }
    return sum;
}
