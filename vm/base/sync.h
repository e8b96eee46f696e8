// SPDX-License-Identifier: Apache-2.0
// sync.h -- locks, condition variables and threads: thin words around pthreads, and a spin lock.
//
// Mutex for anything that may take long, SpinLock for a few stores. Every call is checked: a lock
// that fails is a defect of the machine, not an event.
#pragma once

#include "vm/base/check.h"

#include <pthread.h>
#include <time.h>

typedef pthread_mutex_t Mutex;
typedef pthread_cond_t Condition;
typedef pthread_rwlock_t RwLock;
#define MUTEX_INITIAL PTHREAD_MUTEX_INITIALIZER
#define RWLOCK_INITIAL PTHREAD_RWLOCK_INITIALIZER

static inline void cpu_pause(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static inline void mutex_init(Mutex *m) { CHECK(pthread_mutex_init(m, NULL) == 0); }
static inline void mutex_lock(Mutex *m) { CHECK(pthread_mutex_lock(m) == 0); }
static inline bool mutex_try_lock(Mutex *m) { return pthread_mutex_trylock(m) == 0; }
static inline void mutex_unlock(Mutex *m) { CHECK(pthread_mutex_unlock(m) == 0); }
static inline void mutex_destroy(Mutex *m) { CHECK(pthread_mutex_destroy(m) == 0); }

static inline void rwlock_init(RwLock *l) { CHECK(pthread_rwlock_init(l, NULL) == 0); }
static inline bool rwlock_try_read(RwLock *l) { return pthread_rwlock_tryrdlock(l) == 0; }
static inline bool rwlock_try_write(RwLock *l) { return pthread_rwlock_trywrlock(l) == 0; }
// What these locks protect takes a microsecond: to sleep and be woken takes ten. So who finds one held
// tries again for a while, and sleeps only if the holder has probably lost its core.
enum { RWLOCK_TRIES = 40, RWLOCK_PAUSES = 64 };
static inline void rwlock_pause(void)
{
    for (int i = 0; i < RWLOCK_PAUSES; i++) {
        cpu_pause();
    }
}
static inline bool rwlock_try_often(RwLock *l, bool (*try_lock)(RwLock *))
{
    for (int i = 0; i < RWLOCK_TRIES; i++) {
        if (LIKELY(try_lock(l))) {
            return true;
        }
        rwlock_pause();
    }
    return false;
}
static inline void rwlock_read(RwLock *l)
{
    CHECK(rwlock_try_often(l, rwlock_try_read) || pthread_rwlock_rdlock(l) == 0);
}
static inline void rwlock_write(RwLock *l)
{
    CHECK(rwlock_try_often(l, rwlock_try_write) || pthread_rwlock_wrlock(l) == 0);
}
static inline void rwlock_unlock(RwLock *l) { CHECK(pthread_rwlock_unlock(l) == 0); }
static inline void rwlock_destroy(RwLock *l) { CHECK(pthread_rwlock_destroy(l) == 0); }

// Conditions wait by the monotonic clock: setting the time of day must not wake or delay anybody.
static inline void condition_init(Condition *c)
{
    pthread_condattr_t attributes;
    CHECK(pthread_condattr_init(&attributes) == 0);
    CHECK(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
    CHECK(pthread_cond_init(c, &attributes) == 0);
    pthread_condattr_destroy(&attributes);
}
static inline void condition_wait(Condition *c, Mutex *m) { CHECK(pthread_cond_wait(c, m) == 0); }
// Waits until clock_monotonic_ns() reaches until_ns; false when that time came first.
static inline bool condition_wait_until(Condition *c, Mutex *m, int64_t until_ns)
{
    struct timespec until = {until_ns / 1000000000, until_ns % 1000000000};
    return pthread_cond_timedwait(c, m, &until) == 0;
}
static inline void condition_signal(Condition *c) { CHECK(pthread_cond_signal(c) == 0); }
static inline void condition_broadcast(Condition *c) { CHECK(pthread_cond_broadcast(c) == 0); }
static inline void condition_destroy(Condition *c) { CHECK(pthread_cond_destroy(c) == 0); }

// One word, 0: free. For sections of a few instructions that cannot block. When the holder has lost
// its core, waiters give up theirs after a while.
typedef struct SpinLock {
    _Atomic uint32_t held;
} SpinLock;
enum { SPIN_TRIES = 100 };

static inline bool spin_try_lock(SpinLock *l)
{
    return atomic_exchange_explicit(&l->held, 1, memory_order_acquire) == 0;
}
static inline void spin_lock(SpinLock *l)
{
    while (UNLIKELY(!spin_try_lock(l))) {
        for (int i = 0; atomic_load_explicit(&l->held, memory_order_relaxed); i++) {
            if (i < SPIN_TRIES) {
                cpu_pause();
            } else {
                nanosleep(&(struct timespec){0, 1000}, NULL);
            }
        }
    }
}
static inline void spin_unlock(SpinLock *l)
{
    atomic_store_explicit(&l->held, 0, memory_order_release);
}
