// SPDX-License-Identifier: Apache-2.0
// poll.c -- descriptors in an epoll set, and an eventfd to end a wait.
//
//   epoll: data = address of a PollEntry {fd, callback, data} (48 bits), its generation (16 bits)
//          0: the eventfd
//
// To its owner a registration is one-shot; for the kernel it is not: every change of its set is a
// system call, and most owners, having read, wait for the same again. So `armed` (what the owner waits
// for) and `watched` (what the kernel reports, as long as it is the case) differ: waiting for less
// changes only `armed`, and waiting again for what is still watched costs nothing. What is reported
// and not armed is dropped, and only then the kernel is told to watch less. (Except for writing, which
// is nearly always possible and would be reported at once.)
//
//   Nothing is lost: watched is always at least armed (1), and a report is dropped only under the lock
//   under which it is seen that nobody is waiting for it; who waits for it afterwards finds it not
//   watched and tells the kernel, which looks at the descriptor again.
//   Nothing spins: a report that calls nobody makes the kernel watch less, down to nothing.
//
// An event may already lie in the polling thread's array when its entry is removed. Entries are
// therefore never given back to the allocator but used again, with a new generation: an event of an
// older one is dropped. Who polls is inside an epoch while it runs callbacks, not while it waits.
//
// INVARIANTS
//   1. `armed` and `watched` are changed, and the kernel is told, under the entry's lock; armed is a
//      part of watched when the lock is free.
//   2. A callback runs only if the entry is alive and the reported events are armed at that moment
//      (under the lock the events are taken out of `armed`, then the callback runs without it).
//   3. An entry that is not watched (0) is not in the kernel's set: there even errors are reported.
#include "vm/base/poll.h"

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/sync.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct PollEntry {
    SpinLock lock;
    int fd;
    uint32_t armed;   // for what the callback is to be called
    uint32_t watched; // what the kernel reports
    bool is_dead;
    uint16_t generation;
    PollEntry *next_free;
    PollCallback *callback;
    void *data;
};

static int epoll_fd = -1;
static int wake_fd = -1;
static _Atomic uint64_t entry_count;
static SpinLock free_lock;
static PollEntry *free_entries;
enum { ADDRESS_BITS = 48 };

static uint64_t tag_of(const PollEntry *e)
{
    return (uint64_t)(uintptr_t)e | (uint64_t)e->generation << ADDRESS_BITS;
}
static PollEntry *entry_of(uint64_t tag)
{
    return (PollEntry *)(uintptr_t)(tag & ((UINT64_C(1) << ADDRESS_BITS) - 1));
}

static PollEntry *take_entry(void)
{
    spin_lock(&free_lock);
    PollEntry *e = free_entries;
    if (e) {
        free_entries = e->next_free;
    }
    spin_unlock(&free_lock);
    return e ? e : vm_calloc(sizeof *e);
}

static void give_back(PollEntry *e)
{
    spin_lock(&free_lock);
    e->next_free = free_entries;
    free_entries = e;
    spin_unlock(&free_lock);
}

void poll_init(void)
{
    if (epoll_fd >= 0) {
        return;
    }
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    CHECK(epoll_fd >= 0 && wake_fd >= 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = 0};
    CHECK(epoll_ctl(epoll_fd, EPOLL_CTL_ADD, wake_fd, &event) == 0);
}

static struct epoll_event kernel_event(const PollEntry *e, uint32_t watched)
{
    uint32_t events = (watched & POLL_READ ? (uint32_t)(EPOLLIN | EPOLLRDHUP) : 0) |
                      (watched & POLL_WRITE ? (uint32_t)EPOLLOUT : 0);
    return (struct epoll_event){.events = events, .data.u64 = tag_of(e)};
}

static void watch_locked(PollEntry *e, uint32_t wanted)
{
    if (wanted == e->watched) {
        return;
    }
    struct epoll_event event = kernel_event(e, wanted);
    int how = wanted == 0 ? EPOLL_CTL_DEL : e->watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    bool is_done = epoll_ctl(epoll_fd, how, e->fd, &event) == 0;
    e->watched = is_done ? wanted : 0;
}

PollEntry *poll_add(int fd, uint32_t events, PollCallback *callback, void *data)
{
    PollEntry *e = take_entry();
    spin_lock(&e->lock);
    e->is_dead = false;
    e->fd = fd;
    e->armed = e->watched = events;
    e->callback = callback;
    e->data = data;
    struct epoll_event event = kernel_event(e, events);
    // Also when it is to be silent: plain files are refused now.
    bool is_good = epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
    if (is_good && events == 0) {
        epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, &event);
    }
    spin_unlock(&e->lock);
    if (!is_good) {
        give_back(e);
        return NULL;
    }
    atomic_fetch_add(&entry_count, 1);
    return e;
}

void poll_set(PollEntry *e, uint32_t events)
{
    spin_lock(&e->lock);
    if (!e->is_dead) {
        e->armed = events;
        if (events & ~e->watched || e->watched & ~events & POLL_WRITE) {
            watch_locked(e, events);
        }
    }
    spin_unlock(&e->lock);
}

void poll_remove(PollEntry *e)
{
    spin_lock(&e->lock);
    e->is_dead = true;
    e->armed = 0;
    watch_locked(e, 0);
    e->generation++;
    spin_unlock(&e->lock);
    atomic_fetch_sub(&entry_count, 1);
    give_back(e);
}

// What to tell the owner: errors and hang-ups wake whatever it waits for.
static uint32_t reported_events(uint32_t kernel, uint32_t armed)
{
    uint32_t events = (kernel & (EPOLLIN | EPOLLRDHUP | EPOLLPRI) ? (uint32_t)POLL_READ : 0) |
                      (kernel & EPOLLOUT ? (uint32_t)POLL_WRITE : 0);
    if (kernel & (EPOLLERR | EPOLLHUP)) {
        events |= armed | POLL_ERROR;
    }
    return events & (armed | POLL_ERROR);
}

static int run_callback(uint64_t tag, uint32_t kernel)
{
    PollEntry *e = entry_of(tag);
    spin_lock(&e->lock);
    bool is_current = !e->is_dead && tag == tag_of(e);
    uint32_t events = is_current ? reported_events(kernel, e->armed) : 0;
    uint32_t fired = events & (uint32_t)(POLL_READ | POLL_WRITE);
    e->armed &= ~fired;
    if (is_current && fired == 0) {
        watch_locked(e, e->armed);
    }
    PollCallback *callback = e->callback;
    void *data = e->data;
    int fd = e->fd;
    spin_unlock(&e->lock);
    if (fired == 0) {
        return 0;
    }
    callback(fd, events, data);
    return 1;
}

int poll_wait(int64_t timeout_ns)
{
    enum { BATCH = 64 };
    struct epoll_event events[BATCH];
    // Round up: waking a little early would only spin.
    int64_t timeout_ms = timeout_ns <= 0 ? timeout_ns : (timeout_ns + 999999) / 1000000;
    if (timeout_ms != 0) {
        epoch_offline();
    }
    int n =
        epoll_wait(epoll_fd, events, BATCH, timeout_ms > INT32_MAX ? INT32_MAX : (int)timeout_ms);
    if (timeout_ms != 0) {
        epoch_online();
    }
    int ran = 0;
    for (int i = 0; i < n; i++) {
        if (events[i].data.u64 == 0) {
            uint64_t count;
            ssize_t got = read(wake_fd, &count, sizeof count);
            (void)got; // EAGAIN: another thread was faster
            continue;
        }
        ran += run_callback(events[i].data.u64, events[i].events);
    }
    return ran;
}

void poll_wake(void)
{
    uint64_t one = 1;
    ssize_t written = write(wake_fd, &one, sizeof one);
    (void)written; // full: it is awake already
}

uint64_t poll_entry_count(void) { return atomic_load(&entry_count); }
