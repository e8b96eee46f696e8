// SPDX-License-Identifier: Apache-2.0
// Clocks go forwards, sleeping lasts, conditions wait by the monotonic clock, the spin lock
// excludes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vm/base/clock.h"
#include "vm/base/sync.h"

static void time_passes(void **state)
{
    (void)state;
    int64_t before = clock_monotonic_ns();
    clock_sleep_ns(2 * NS_PER_MS);
    assert_true(clock_monotonic_ns() - before >= 2 * NS_PER_MS);
    assert_true(clock_system_ns() > INT64_C(1700000000) * NS_PER_S);
    while (clock_process_user_ns() == 0 && clock_monotonic_ns() - before < 10 * NS_PER_S) {
        // the kernel may count in steps longer than this process has run
    }
    assert_true(clock_process_user_ns() > 0);
    assert_int_equal(clock_floor_divide(-1, 1000), -1);
    assert_int_equal(clock_floor_divide(-2000, 1000), -2);
    assert_int_equal(clock_floor_divide(1999, 1000), 1);
}

static void waiting_ends(void **state)
{
    (void)state;
    Mutex mutex;
    Condition condition;
    mutex_init(&mutex);
    condition_init(&condition);
    mutex_lock(&mutex);
    assert_false(condition_wait_until(&condition, &mutex, clock_monotonic_ns() + NS_PER_MS));
    mutex_unlock(&mutex);
    condition_destroy(&condition);
    mutex_destroy(&mutex);
}

enum { ROUNDS = 20000 };
static SpinLock lock;
static int counter;

static void *count_up(void *unused)
{
    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        spin_lock(&lock);
        counter++;
        spin_unlock(&lock);
    }
    return NULL;
}

static void spin_lock_excludes(void **state)
{
    (void)state;
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, count_up, NULL), 0);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(counter, 3 * ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_passes),
        cmocka_unit_test(waiting_ends),
        cmocka_unit_test(spin_lock_excludes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
