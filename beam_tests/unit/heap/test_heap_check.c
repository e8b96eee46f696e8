// SPDX-License-Identifier: Apache-2.0
// The checker finds what it is meant to find: each case breaks one invariant in a child process,
// which must abort.
#include "term_tools.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static Heap h;
static Term x[2];
static Term foreign[4];

// A tuple that survived (mature, then old), and fresh things around it.
static void build(void)
{
    heap_init(&h, 1000, 233);
    x[0] = space_tuple2(&h.space, ATOM_OK, make_bytes(&h.space, 200));
    RootSet roots = {.count = 0};
    root_set_add(&roots, x, 2);
    GcStats stats;
    x[1] = TERM_NIL;
    heap_collect_gc(&h, 500, &roots, GC_AUTO, &stats);
    heap_collect_gc(&h, 500, &roots, GC_AUTO, &stats);
    x[1] = space_cons(&h.space, make_bytes(&h.space, 300), make_bytes(&h.space, 30));
}

static void break_nothing(void) {}
static void break_old_to_young(void) { tuple_elements(x[0])[0] = x[1]; }
static void break_pointer_out(void) { x[0] = cons_make(foreign); }
static void break_inside(void) { x[1] = boxed_make(boxed_words(cons_tail(x[1])) + 1); }
static void break_cons_to_tuple(void) { x[1] = cons_make(boxed_words(x[0])); }
static void break_top(void) { h.space.top = h.stack + 1; }
static void break_high_water(void) { h.high_water = h.start - 1; }
static void break_list(void) { h.space.offheap = NULL; }
static void break_old_list(void) { h.old_offheap = NULL; }
static void break_list_age(void) { offheap_join(&h.old_offheap, h.space.offheap); }
static void break_header(void) { cons_words(x[1])[0] = header_make(SUBTAG_TUPLE, 1); }
static void break_arity(void) { boxed_words(cons_tail(x[1]))[0] += 100 << 6; }
static void break_heap_bin(void) { boxed_words(cons_tail(x[1]))[1] = 60; }
static void break_none(void) { cons_words(x[1])[0] = TERM_NONE; }
static void break_big(void)
{
    Term big = space_integer(&h.space, INT64_MAX);
    boxed_words(big)[1] = 5;
}
static void break_float(void)
{
    Term number = space_float(&h.space, 1.0);
    boxed_words(number)[1] = 0x7FF0000000000000;
}
static void break_sub(void)
{
    Term sub = binary_part_bits(&h.space, cons_head(x[1]), 8, 1600);
    ((SubBin *)boxed_words(sub))->size_bits = 2400;
}
static void break_match(void)
{
    Term context = match_start(&h.space, cons_tail(x[1]));
    match_of(context)->bytes++;
}
static void break_map(void)
{
    Term map = make_map(&h.space, x, 5, 1);
    boxed_words(boxed_words(map)[1])[0] -= 1 << 6;
}
static void break_hash_map(void)
{
    Term map = make_map(&h.space, x, 100, 1);
    boxed_words(map)[0] ^= UINT64_C(3) << 38;
}
static void break_refs(void) { atomic_store(&offheap_data(boxed_words(cons_head(x[1])))->refs, 0); }

static bool survives(void (*breaks)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        close(STDERR_FILENO);
        open("/dev/null", O_WRONLY);
        signal(SIGABRT, SIG_DFL);
        build();
        breaks();
        RootSet roots = {.count = 0};
        root_set_add(&roots, x, 2);
        heap_check(&h, &roots);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    bool is_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    assert_true(is_well || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
    return is_well;
}

static void test_finds(void **state)
{
    (void)state;
    assert_true(survives(break_nothing));
    void (*const all[])(void) = {
        break_old_to_young, break_pointer_out, break_inside,   break_cons_to_tuple, break_top,
        break_high_water,   break_list,        break_old_list, break_list_age,      break_header,
        break_arity,        break_heap_bin,    break_none,     break_big,           break_float,
        break_sub,          break_match,       break_map,      break_hash_map,      break_refs,
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (survives(all[i])) {
            fail_msg("case %zu was not found", i);
        }
    }
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
