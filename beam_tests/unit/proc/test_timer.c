// SPDX-License-Identifier: Apache-2.0
// test_timer.c -- wheels: thousands of C timers against the clock's true order, cancelling, far
// deadlines.
#include "vm/base/clock.h"
#include "vm/base/epoch.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/timer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
// cmocka.h needs the three above.
#include <cmocka.h>

enum { COUNT = 5000 };
typedef struct Shot {
    int64_t due_ns;
    bool is_cancelled, has_fired;
    Timer *timer;
} Shot;
static Shot shots[COUNT];
static int64_t now_ns;
static int fired;

static void fire(void *data)
{
    Shot *s = data;
    assert_false(s->is_cancelled);
    assert_false(s->has_fired);
    assert_true(now_ns >= s->due_ns);
    s->has_fired = true;
    fired++;
}

// Runs the wheel on an invented clock, by jumps; at each step exactly what is due has fired.
static void test_order(void **state)
{
    (void)state;
    srand(7);
    timer_init(1);
    int64_t start_ns = clock_monotonic_ns();
    int cancelled = 0;
    for (int i = 0; i < COUNT; i++) {
        int64_t reach = NS_PER_MS * (1 + rand() % 7) << rand() % 22;
        shots[i] = (Shot){.due_ns = start_ns + reach + rand() % NS_PER_MS};
        shots[i].timer = timer_start_call(shots[i].due_ns, fire, &shots[i]);
    }
    assert_int_equal(timer_count(), COUNT);
    for (int i = 0; i < COUNT; i += 3) {
        assert_true(timer_cancel_call(shots[i].timer));
        shots[i].is_cancelled = true;
        cancelled++;
    }
    assert_int_equal(timer_count(), COUNT - cancelled);
    now_ns = start_ns;
    for (int64_t step = NS_PER_MS; fired < COUNT - cancelled; step += step / 8) {
        now_ns += step;
        int64_t next = timer_run(0, now_ns);
        assert_true(next > now_ns);
        for (int i = 0; i < COUNT; i++) {
            // A timer may come up to one tick late, never early.
            assert_true(shots[i].is_cancelled || shots[i].has_fired ||
                        shots[i].due_ns > now_ns - 2 * NS_PER_MS);
        }
    }
    assert_int_equal(timer_count(), 0);
    assert_int_equal(timer_next_deadline(0), INT64_MAX);
}

static void test_far_and_past(void **state)
{
    (void)state;
    timer_init(1);
    Shot past = {.due_ns = 5};
    Shot far = {.due_ns = INT64_MAX - NS_PER_S};
    timer_start_call(past.due_ns, fire, &past);
    Timer *t = timer_start_call(far.due_ns, fire, &far);
    now_ns = clock_monotonic_ns() + 2 * NS_PER_MS;
    timer_run(0, now_ns);
    assert_true(past.has_fired);
    assert_false(far.has_fired);
    assert_true(timer_cancel_call(t));
    assert_int_equal(timer_count(), 0);
}

// Many receive timers at once, while those of an upper ring come down: each wakes its process in time, however many there are.
enum { NAPPERS = 300 };
static void test_batches_and_rings(void **state)
{
    (void)state;
    timer_init(1);
    Process *nappers = calloc(NAPPERS, sizeof *nappers);
    const int64_t start_ns = clock_monotonic_ns() / NS_PER_MS * NS_PER_MS;
    const int64_t ring_ns = 64 * NS_PER_MS;
    const int64_t edge_ns =
        (start_ns / ring_ns + 2) * ring_ns; // a slot of the second ring begins here
    for (int i = 0; i < NAPPERS; i++) {
        nappers[i].state = STATE_RUNNING; // nobody is to run it
        timer_start_receive(&nappers[i],
                            i < NAPPERS / 2 ? edge_ns : edge_ns + (i % 60) * NS_PER_MS);
    }
    for (int64_t at_ns = edge_ns; at_ns < edge_ns + ring_ns; at_ns += NS_PER_MS) {
        timer_run(0, at_ns);
        for (int i = 0; i < NAPPERS; i++) {
            const int64_t due_ns = i < NAPPERS / 2 ? edge_ns : edge_ns + (i % 60) * NS_PER_MS;
            assert_int_equal((nappers[i].state & STATE_TIMED_OUT) != 0, due_ns <= at_ns);
        }
    }
    assert_int_equal(timer_count(), 0);
    for (int i = 0; i < NAPPERS; i++) {
        timer_cancel_receive(&nappers[i]);
    }
    free(nappers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_far_and_past),
        cmocka_unit_test(test_batches_and_rings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
