// SPDX-License-Identifier: Apache-2.0
// steal.c -- placing runnable processes, stealing them, and sleeping.
//
// PLACING. A process goes to the queue of the scheduler that ran it last (its data is in that core's
// cache); a new one to the queue of its maker. Two exceptions: when that scheduler sleeps, and when the
// one that wakes the process has nothing to do itself, the process comes to the one that wakes it. So
// the two ends of a conversation come together on one core, no thread is woken for what will be done
// soon, and who hears from a descriptor goes on with it. Threads that are no schedulers wake the
// sleeper.
//
// HELP. Processes that wait in a queue are no reason to wake another scheduler: they may take a
// microsecond each. A queue's scheduler adds up how much work it does while others wait (pressure:
// reductions times waiting ones); above PRESSURE_LIMIT it wakes a sleeping one, which steals. A thread
// that is awake and has nothing to do steals where more than one waits. What is left is a process
// behind one that does not come back (a long native call, a collection): the poller, if some scheduler
// works when it falls asleep, looks every HELP_INTERVAL_NS whether anything waits, and takes it.
//
// Sleeping, without losing a wake-up. Sleeper: P1 set own bit in sleeping   P2 look at all queues   P3 wait unless notified
//                                     Pusher:  Q1 put into the queue        Q2 look at sleeping, notify
// A scheduler that puts into its own queue needs no Q2: it is awake, and will do P2 itself.
// P1 and Q2, P2 and Q1 are sequentially consistent read-modify-writes of `sleeping` with fences of
// the queue's lock between: if the pusher finds the bit clear, its Q1 came before P1, and P2 finds
// the process.
//
// One sleeper at a time polls: it waits in poll_wait, the others on their condition. A poller that
// leaves wakes nobody: if all are busy, each looks at the descriptors every few slices.
//
// INVARIANTS
//   1. A bit in `sleeping` is set by its scheduler and cleared by whoever wakes it (or by itself);
//      clearing gives the right and the duty to notify.
//   2. is_notified is reset only by the sleeper, before P2.
#include "vm/sched/steal.h"

#include "vm/base/clock.h"
#include "vm/base/epoch.h"
#include "vm/base/poll.h"
#include "vm/proc/timer.h"

enum { SPIN_ROUNDS = 200, SLEEP_WORDS = 16 }; // up to 1024 schedulers
#define HELP_INTERVAL_NS (10 * NS_PER_MS)
#if defined(REDUCTION_STRESS)
enum { PRESSURE_SLICE = 1, PRESSURE_LIMIT = 0 };
#else
// What a slice counts at least, and when to wake somebody.
enum { PRESSURE_SLICE = SLICE_REDUCTIONS / 10, PRESSURE_LIMIT = 10 * SLICE_REDUCTIONS };
#endif
static _Atomic uint64_t sleeping[SLEEP_WORDS];
static _Atomic bool has_poller;

// ---- waking

static bool clear_bit(uint32_t index)
{
    uint64_t bit = UINT64_C(1) << (index % 64);
    return atomic_fetch_and(&sleeping[index / 64], ~bit) & bit;
}

static void set_bit(uint32_t index)
{
    atomic_fetch_or(&sleeping[index / 64], UINT64_C(1) << (index % 64));
}

static void notify(Scheduler *s)
{
    mutex_lock(&s->park_lock);
    s->is_notified = true;
    ParkMode mode = s->park_mode;
    if (mode == PARK_WAITING) {
        condition_signal(&s->park_condition);
    }
    mutex_unlock(&s->park_lock);
    if (mode == PARK_POLLING) {
        poll_wake();
    }
}

void scheduler_unpark(Scheduler *s)
{
    // Also when the bit is clear: it may be on its way into sleep with only jobs or timers to find.
    clear_bit(s->id - 1);
    notify(s);
}

bool scheduler_unpark_one(void)
{
    for (uint32_t word = 0; word <= (scheduler_count - 1) / 64; word++) {
        uint64_t bits = atomic_load_explicit(&sleeping[word], memory_order_relaxed);
        while (bits) {
            uint32_t index = word * 64 + (uint32_t)__builtin_ctzll(bits);
            bits &= bits - 1;
            if (index < atomic_load_explicit(&scheduler_online_count, memory_order_relaxed) &&
                clear_bit(index)) {
                notify(&schedulers[index]);
                return true;
            }
        }
    }
    return false;
}

static bool is_asleep(uint32_t index, uint64_t bits) { return bits >> (index % 64) & 1; }

// The online scheduler that runs the calling thread; NULL: none.
static Scheduler *caller(uint32_t online)
{
    return scheduler_id && scheduler_id <= online ? &schedulers[scheduler_id - 1] : NULL;
}

static Scheduler *place_for(const Process *p)
{
    const uint32_t online = atomic_load_explicit(&scheduler_online_count, memory_order_relaxed);
    Scheduler *home = p->home, *const own = caller(online);
    if (home == own && own != NULL) {
        return own;
    }
    if (home == NULL || home->id > online) {
        return own ? own : &schedulers[0];
    }
    const uint64_t bits =
        atomic_load_explicit(&sleeping[(home->id - 1) / 64], memory_order_relaxed);
    return own && (own->is_idle || is_asleep(home->id - 1, bits)) ? own : home;
}

static void push(Process *p)
{
    Scheduler *const target = p->home = place_for(p);
    run_queue_add(&target->queue, p); // Q1
    if (target->id != scheduler_id) {
        // An atomic read-modify-write of nothing: Q2 must not be satisfied with an old value.
        const uint32_t index = target->id - 1;
        if (is_asleep(index, atomic_fetch_or(&sleeping[index / 64], 0)) && clear_bit(index)) { // Q2
            notify(target);
        }
    }
}

void steal_note_backlog(Scheduler *s)
{
    const uint32_t waiting = atomic_load_explicit(&s->queue.count, memory_order_relaxed);
    const uint32_t work = PRESSURE_SLICE + s->used;
    if (waiting == 0) {
        s->pressure -= s->pressure < work ? s->pressure : work;
        return;
    }
    const uint64_t pressure = s->pressure + (uint64_t)work * waiting;
    s->pressure = pressure < PRESSURE_LIMIT ? (uint32_t)pressure : 0;
    if (pressure >= PRESSURE_LIMIT) {
        scheduler_unpark_one();
    }
}

static void timers_changed(uint32_t wheel, int64_t deadline_ns)
{
    (void)deadline_ns;
    scheduler_unpark(&schedulers[wheel]);
}

void steal_init(void)
{
    CHECK(scheduler_count <= SLEEP_WORDS * 64);
    memset((void *)sleeping, 0, sizeof sleeping);
    atomic_store(&has_poller, false);
    sched_hooks.push = push;
    sched_hooks.timers_changed = timers_changed;
}

// ---- stealing

static Process *take_from(Scheduler *victim)
{
    Process *p = run_queue_steal(&victim->queue);
    if (p == NULL) {
        return NULL;
    }
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &p->state, &state, (state & ~(uint32_t)(STATE_RUNNABLE | STATE_SIGNALS)) | STATE_RUNNING,
        memory_order_acq_rel, memory_order_relaxed)) {
    }
    return p;
}

// A queue of one whose scheduler is awake will be served there soon, unless somebody asked for
// help.
static bool is_worth_stealing(const Scheduler *victim, bool is_eager)
{
    uint32_t count = atomic_load_explicit(&victim->queue.count, memory_order_relaxed);
    bool is_offline =
        victim->id > atomic_load_explicit(&scheduler_online_count, memory_order_relaxed);
    return count > 1 || (count == 1 && (is_eager || is_offline));
}

Process *steal_process(Scheduler *s)
{
    s->random = s->random * 1664525 + 1013904223;
    uint32_t first = s->random >> 16;
    bool is_eager = s->was_woken;
    s->was_woken = false;
    for (uint32_t i = 0; i < scheduler_count; i++) {
        Scheduler *victim = &schedulers[(first + i) % scheduler_count];
        if (victim != s && is_worth_stealing(victim, is_eager)) {
            Process *p = take_from(victim);
            if (p) {
                p->home = s;
                return p;
            }
        }
    }
    return NULL;
}

// Some process waits behind one that has been running since this was asked last.
static bool is_somebody_stuck(void)
{
    bool is_stuck = false;
    for (uint32_t i = 0; i < scheduler_count; i++) {
        Scheduler *s = &schedulers[i];
        const uint64_t slices = atomic_load_explicit(&s->slices, memory_order_relaxed);
        is_stuck |= slices == s->slices_seen &&
                    atomic_load_explicit(&s->queue.count, memory_order_relaxed) != 0;
        s->slices_seen = slices;
    }
    return is_stuck;
}

// ---- sleeping

static bool has_own_work(Scheduler *s)
{
    return atomic_load_explicit(&s->queue.count, memory_order_relaxed) ||
           atomic_load_explicit(&s->jobs, memory_order_relaxed) ||
           atomic_load_explicit(&scheduler_stopping, memory_order_relaxed);
}

static bool has_work(Scheduler *s)
{
    if (has_own_work(s)) {
        return true;
    }
    for (uint32_t i = 0; i < scheduler_count; i++) {
        if (&schedulers[i] != s &&
            s->id <= atomic_load_explicit(&scheduler_online_count, memory_order_relaxed) &&
            is_worth_stealing(&schedulers[i], false)) {
            return true;
        }
    }
    return false;
}

static bool try_become_poller(void)
{
    return !atomic_load_explicit(&has_poller, memory_order_relaxed) &&
           !atomic_exchange(&has_poller, true);
}

bool steal_poll(void)
{
    bool has_called = false;
    if (poll_entry_count() && try_become_poller()) {
        has_called = poll_wait(0) > 0;
        atomic_store(&has_poller, false);
    }
    return has_called;
}

// True: slept or found the notification. Under park_lock only short steps.
static bool enter_mode(Scheduler *s, ParkMode mode)
{
    mutex_lock(&s->park_lock);
    bool may_sleep = !s->is_notified;
    if (may_sleep) {
        s->park_mode = mode;
    }
    mutex_unlock(&s->park_lock);
    return may_sleep;
}

static void leave_mode(Scheduler *s)
{
    mutex_lock(&s->park_lock);
    s->park_mode = PARK_AWAKE;
    mutex_unlock(&s->park_lock);
}

static bool is_any_awake(const Scheduler *except)
{
    const uint32_t online = atomic_load_explicit(&scheduler_online_count, memory_order_relaxed);
    for (uint32_t i = 0; i < online; i++) {
        const uint64_t bits = atomic_load_explicit(&sleeping[i / 64], memory_order_relaxed);
        if (&schedulers[i] != except && !is_asleep(i, bits)) {
            return true;
        }
    }
    return false;
}

// The poller's sleep; while others work, in pieces.
static void sleep_polling(Scheduler *s, int64_t deadline_ns)
{
    if (!enter_mode(s, PARK_POLLING)) {
        return;
    }
    int64_t left = deadline_ns == INT64_MAX ? -1 : deadline_ns - clock_monotonic_ns();
    const bool may_help = (left < 0 || left > HELP_INTERVAL_NS) && is_any_awake(s);
    if (may_help) {
        left = HELP_INTERVAL_NS;
    } else if (left < 0 && deadline_ns != INT64_MAX) {
        left = 0;
    }
    poll_wait(left);
    s->finds_stuck = may_help && is_somebody_stuck();
    leave_mode(s);
}

static void sleep_waiting(Scheduler *s, int64_t deadline_ns)
{
    epoch_offline();
    mutex_lock(&s->park_lock);
    s->park_mode = PARK_WAITING;
    bool is_in_time = true;
    while (!s->is_notified && is_in_time) {
        if (deadline_ns == INT64_MAX) {
            condition_wait(&s->park_condition, &s->park_lock);
        } else {
            is_in_time = condition_wait_until(&s->park_condition, &s->park_lock, deadline_ns);
        }
    }
    s->park_mode = PARK_AWAKE;
    mutex_unlock(&s->park_lock);
    epoch_online();
}

// What there is to wait for is made by others that are awake, or comes from outside.
static bool spin_for_work(Scheduler *s)
{
    bool is_alone = !scheduler_busy_wait || !is_any_awake(s);
    for (int i = 0; !is_alone && i < SPIN_ROUNDS; i++) {
        if (has_work(s)) {
            return true;
        }
        cpu_pause();
    }
    return has_work(s);
}

static void park(Scheduler *s)
{
    if (steal_poll() || spin_for_work(s)) {
        return;
    }
    mutex_lock(&s->park_lock);
    s->is_notified = false; // invariant 2
    mutex_unlock(&s->park_lock);
    set_bit(s->id - 1); // P1
    if (has_work(s)) {  // P2
        clear_bit(s->id - 1);
        return;
    }
    int64_t deadline_ns = timer_next_deadline(s->id - 1);
    int64_t start_ns = clock_monotonic_ns();
    if (deadline_ns > start_ns) { // P3
        if (try_become_poller()) {
            sleep_polling(s, deadline_ns);
            atomic_store(&has_poller, false);
        } else {
            sleep_waiting(s, deadline_ns);
        }
        atomic_fetch_add_explicit(&s->idle_ns, clock_monotonic_ns() - start_ns,
                                  memory_order_relaxed);
    }
    // Bit cleared by another: it wants something done.
    s->was_woken = !clear_bit(s->id - 1) || s->finds_stuck;
    s->finds_stuck = false;
}

void scheduler_park(Scheduler *s)
{
    s->is_idle = true;
    park(s);
    s->is_idle = false;
}
