// SPDX-License-Identifier: Apache-2.0
// Collections of random heaps, with every kind of term, fragments, literals and stacks: what the
// roots hold must be the same before and after, and nothing outside the heap may leak. SEED and
// SEEDS in the environment run others.
#include "term_tools.h"

#include <stdlib.h>

enum { ROOTS = 12, STEPS = 3000 };

typedef struct World {
    Heap heap;
    Term x[ROOTS];
    uint64_t digests[ROOTS];
    Term context; // a match context, or []
    uint64_t context_digest;
    LiteralArea *areas[ROOTS]; // kept until the end
    int area_count;
} World;

static void world_init(World *w)
{
    *w = (World){0};
    heap_init(&w->heap, HEAP_FIRST_WORDS, HEAP_MIN_DEFAULT);
    w->context = TERM_NIL;
    w->context_digest = term_digest(TERM_NIL);
    for (int i = 0; i < ROOTS; i++) {
        w->x[i] = TERM_NIL;
        w->digests[i] = term_digest(TERM_NIL);
    }
}

static RootSet world_roots(World *w)
{
    RootSet roots = {.count = 0};
    root_set_add(&roots, w->x, ROOTS / 2);
    root_set_add(&roots, w->x + ROOTS / 2, ROOTS - ROOTS / 2);
    root_set_add(&roots, &w->context, 1);
    return roots;
}

static void world_verify(World *w)
{
    RootSet roots = world_roots(w);
    heap_check(&w->heap, &roots);
    for (int i = 0; i < ROOTS; i++) {
        assert_int_equal(term_digest(w->x[i]), w->digests[i]);
    }
    assert_int_equal(term_digest(w->context), w->context_digest);
}

static GcStats world_collect(World *w, size_t need, GcKind kind)
{
    RootSet roots = world_roots(w);
    GcStats stats;
    assert_true(heap_collect_gc(&w->heap, need, &roots, kind, &stats));
    assert_true(heap_room(&w->heap) >= need + HEAP_STACK_RESERVE);
    assert_null(w->heap.fragments);
    return stats;
}

static void world_set(World *w, int i, Term t)
{
    w->x[i] = t;
    w->digests[i] = term_digest(t);
}

static void world_destroy(World *w)
{
    heap_destroy(&w->heap);
    for (int i = 0; i < w->area_count; i++) {
        literal_area_free(w->areas[i]);
    }
}

static void push_word(Heap *h, Term word)
{
    heap_set_stack(h, h->stack - 1);
    h->stack[0] = word;
}

// A frame: a few y registers and a return address.
static void push_frame(World *w)
{
    Heap *h = &w->heap;
    if (heap_room(h) < 8) {
        return;
    }
    push_word(h, return_address_make(&tools_fun));
    push_word(h, w->x[random_below(ROOTS)]);
    push_word(h, catch_make(&tools_fun));
    push_word(h, w->x[random_below(ROOTS)]);
}

static void step_collect(World *w)
{
    RootSet roots = world_roots(w);
    switch (random_below(8)) {
    case 0: world_collect(w, random_below(5000), GC_FULL); break;
    case 1: assert_true(heap_hibernate_gc(&w->heap, &roots)); break;
    default: world_collect(w, random_below(random_below(8) ? 50 : 3000), GC_AUTO);
    }
}

static void step_message(World *w, int i)
{
    Term copy;
    Fragment *f = copy_to_fragment(w->x[random_below(ROOTS)], &copy);
    if (f != NULL && random_below(4) == 0) {
        fragment_destroy(f); // never received
        return;
    }
    if (f != NULL && random_below(2) &&
        heap_receive_fragment(&w->heap, f, &copy, HEAP_STACK_RESERVE)) {
        fragment_free(f);
    } else if (f != NULL) {
        heap_attach_fragment(&w->heap, f);
    }
    world_set(w, i, copy);
}

static void step_literal(World *w, int i)
{
    if (w->area_count == ROOTS) {
        return;
    }
    Term copy;
    LiteralArea *area = literal_area_of_term(w->x[random_below(ROOTS)], &copy);
    if (area != NULL) {
        w->areas[w->area_count++] = area;
    }
    assert_true(area == NULL || term_is_literal(copy));
    world_set(w, i, copy);
}

// The newest area; what older ones contain are copies of their own.
static void step_absorb(World *w)
{
    if (w->area_count == 0) {
        return;
    }
    RootSet roots = world_roots(w);
    GcStats stats;
    LiteralArea *area = w->areas[--w->area_count];
    heap_absorb_literals_gc(&w->heap, area, &roots, &stats);
    assert_false(heap_absorb_literals_gc(&w->heap, area, &roots, &stats));
    literal_area_free(area);
}

static void step_match(World *w)
{
    Term t = w->x[random_below(ROOTS)];
    if (term_is_bitstring(t)) {
        w->context = match_start(&w->heap.space, t);
        match_of(w->context)->at_bits += random_below((uint32_t)binary_size_bits(t) + 1);
        w->context_digest = term_digest(w->context);
    }
}

static void run_world(uint64_t seed, bool has_literals)
{
    random_state = seed * 0x9E3779B97F4A7C15u + 1;
    World w;
    world_init(&w);
    for (int step = 0; step < STEPS; step++) {
        int i = (int)random_below(ROOTS);
        switch (random_below(16)) {
        case 0:
        case 1: step_collect(&w); break;
        case 2: step_message(&w, i); break;
        case 3: push_frame(&w); break;
        case 4: heap_set_stack(&w.heap, w.heap.end); break;
        case 5: step_match(&w); break;
        case 6:
            if (has_literals) {
                step_literal(&w, i);
            }
            break;
        case 7: world_set(&w, i, TERM_NIL); break;
        case 8: step_absorb(&w); break;
        default: world_set(&w, i, make_random(&w.heap.space, w.x, ROOTS));
        }
        if (step % 16 == 0) {
            world_verify(&w);
        }
    }
    world_verify(&w);
    world_destroy(&w);
}

static void run_worlds(uint64_t first, uint64_t count)
{
    for (uint64_t seed = first; seed < first + count; seed++) {
        run_world(seed, seed % 2);
    }
    heap_block_flush();
    assert_int_equal(tools_objects, 0);
}

static void test_random(void **state)
{
    (void)state;
    const char *first = getenv("SEED"), *count = getenv("SEEDS");
    uint64_t seed = first ? strtoull(first, NULL, 0) : 1;
    uint64_t seeds = count ? strtoull(count, NULL, 0) : 10;
    run_worlds(seed, seeds); // makes what is made once for all
    size_t before = vm_allocated_bytes();
    run_worlds(seed, seeds);
    assert_int_equal(vm_allocated_bytes(), before);
}

// ---- single properties

static Term make_long_list(Space *space, int count)
{
    Term list = TERM_NIL;
    for (int i = 0; i < count; i++) {
        list = space_cons(space, small_make(i), list);
    }
    return list;
}

static void test_long_list(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    world_set(&w, 0, make_long_list(&w.heap.space, 1000000));
    for (int i = 0; i < 3; i++) {
        world_collect(&w, 10, GC_AUTO);
        world_verify(&w);
    }
    assert_true(w.heap.old_top - w.heap.old_start >= 2000000);
    assert_int_equal(list_length(w.x[0]), 1000000);
    world_collect(&w, 10, GC_FULL);
    world_verify(&w);
    assert_null(w.heap.old_start);
    world_destroy(&w);
}

// Depth in every direction: heads, tuples, fun environments, map values.
static void test_deep(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    Space *space = &w.heap.space;
    Term t = TERM_NIL;
    for (int i = 0; i < 200000; i++) {
        t = space_cons(space, t, small_make(i));
        t = space_tuple2(space, t, ATOM_OK);
        t = make_fun(space, &t, 1);
    }
    world_set(&w, 0, t);
    for (int i = 0; i < 3; i++) {
        world_collect(&w, 10, i == 2 ? GC_FULL : GC_AUTO);
        world_verify(&w);
    }
    Term copy;
    LiteralArea *area = literal_area_of_term(w.x[0], &copy);
    assert_int_equal(term_digest(copy), w.digests[0]);
    literal_area_free(area);
    world_destroy(&w);
}

static void test_generations(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    world_set(&w, 0, make_long_list(&w.heap.space, 20));
    world_collect(&w, 0, GC_AUTO);
    assert_null(w.heap.old_start); // nothing has survived before
    assert_true(w.heap.high_water == w.heap.space.top);
    world_set(&w, 1, make_long_list(&w.heap.space, 30));
    GcStats stats = world_collect(&w, 0, GC_AUTO);
    assert_false(stats.was_full);
    assert_int_equal(w.heap.old_top - w.heap.old_start, 40);
    assert_int_equal(w.heap.space.top - w.heap.start, 60);
    // An old object that died stays until a full collection.
    world_set(&w, 0, TERM_NIL);
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(w.heap.old_top - w.heap.old_start, 100);
    stats = world_collect(&w, 0, GC_FULL);
    assert_true(stats.was_full);
    assert_int_equal(stats.live_words, 60);
    assert_int_equal(stats.freed_words, 40);
    world_verify(&w);
    world_destroy(&w);
}

static size_t count_old_words(const World *w)
{
    return (size_t)(w->heap.old_top - w->heap.old_start);
}

// A full collection for want of room in a large old generation: what is live is old afterwards.
static void test_renewal(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    Space *space = &w.heap.space;
    world_set(&w, 0, make_long_list(space, 10000));
    world_set(&w, 1, make_bytes(space, 500));
    const size_t small = 20000 + REFC_BIN_WORDS;
    world_collect(&w, 0, GC_AUTO);
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(count_old_words(&w), small);
    world_set(&w, 2, make_long_list(space, 50000));
    world_set(&w, 3, make_bytes(space, 700));
    assert_false(world_collect(&w, 0, GC_AUTO).was_full);
    const size_t large = small + 100000 + REFC_BIN_WORDS;
    GcStats stats = world_collect(&w, 1000, GC_AUTO);
    assert_true(stats.was_full);
    assert_int_equal(stats.live_words, large);
    assert_int_equal(count_old_words(&w), large);
    assert_ptr_equal(w.heap.space.top, w.heap.start);
    assert_ptr_equal(w.heap.high_water, w.heap.start);
    assert_null(w.heap.space.offheap);
    assert_int_equal(w.heap.old_offheap_bytes, 1200);
    world_verify(&w);
    // Most of it dies before the next one: the new old generation is made smaller again.
    world_set(&w, 2, TERM_NIL);
    world_set(&w, 4, make_long_list(space, 500000));
    assert_false(world_collect(&w, 0, GC_AUTO).was_full);
    world_set(&w, 4, TERM_NIL);
    assert_true(world_collect(&w, 0, GC_AUTO).was_full);
    assert_int_equal(count_old_words(&w), small + REFC_BIN_WORDS);
    assert_true(w.heap.old_end - w.heap.old_start < 200000);
    world_verify(&w);
    // On request everything is young, as it always was.
    assert_true(world_collect(&w, 0, GC_FULL).was_full);
    assert_null(w.heap.old_start);
    assert_int_equal(w.heap.space.offheap_bytes, 1200);
    world_verify(&w);
    world_destroy(&w);
}

static void test_fullsweep_after(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    w.heap.fullsweep_after = 2;
    const bool expected[] = {false, false, true, false, false, true};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(world_collect(&w, 0, GC_AUTO).was_full, expected[i]);
    }
    w.heap.fullsweep_after = 0;
    assert_true(world_collect(&w, 0, GC_AUTO).was_full);
    w.heap.fullsweep_after = 100;
    w.heap.flags |= HEAP_FORCE_FULL;
    assert_true(world_collect(&w, 0, GC_AUTO).was_full);
    assert_false(world_collect(&w, 0, GC_AUTO).was_full);
    world_destroy(&w);
}

static void test_sizes(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    assert_int_equal(w.heap.end - w.heap.start, HEAP_FIRST_WORDS);
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(w.heap.end - w.heap.start, 233);
    world_collect(&w, 300, GC_AUTO);
    assert_int_equal(w.heap.end - w.heap.start, 376);
    world_collect(&w, 100000, GC_AUTO);
    assert_int_equal(w.heap.end - w.heap.start, heap_next_size(100002));
    world_collect(&w, 0, GC_FULL); // nothing lives: back to the minimum
    assert_int_equal(w.heap.end - w.heap.start, 233);
    world_set(&w, 0, make_long_list(&w.heap.space, 10));
    RootSet roots = world_roots(&w);
    heap_hibernate_gc(&w.heap, &roots);
    assert_int_equal(w.heap.end - w.heap.start, 20 + HEAP_STACK_RESERVE);
    world_verify(&w);
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(w.heap.end - w.heap.start, 233);
    world_destroy(&w);
}

static void test_max_words(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    w.heap.max_words = 5000;
    w.heap.flags = HEAP_MAX_KILL;
    world_collect(&w, 0, GC_AUTO);
    world_set(&w, 0, make_long_list(&w.heap.space, 3000));
    const Term *start = w.heap.start;
    RootSet roots = world_roots(&w);
    GcStats stats;
    assert_false(heap_collect_gc(&w.heap, 0, &roots, GC_AUTO, &stats));
    assert_ptr_equal(w.heap.start, start);
    world_verify(&w);
    w.heap.max_words = 0;
    assert_true(heap_collect_gc(&w.heap, 0, &roots, GC_AUTO, &stats));
    world_destroy(&w);
}

static void test_offheap_bytes(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    for (int i = 0; i < 1000; i++) {
        make_bytes(&w.heap.space, 1000); // garbage
    }
    world_set(&w, 0, make_bytes(&w.heap.space, 500));
    assert_int_equal(w.heap.space.offheap_bytes, 1000500);
    assert_true(heap_wants_gc(&w.heap));
    size_t before = vm_allocated_bytes();
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(w.heap.space.offheap_bytes, 500);
    assert_true(vm_allocated_bytes() < before - 1000000);
    assert_false(heap_wants_gc(&w.heap));
    world_collect(&w, 0, GC_AUTO);
    assert_int_equal(w.heap.space.offheap_bytes, 0);
    assert_int_equal(w.heap.old_offheap_bytes, 500);
    world_verify(&w);
    world_destroy(&w);
}

static void test_shrink_writable(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    Space *space = &w.heap.space;
    w.x[0] = binary_new_writable(space, 1 << 20);
    for (int i = 0; i < 100; i++) {
        w.x[0] = make_appended(space, w.x[0]);
    }
    world_set(&w, 0, w.x[0]);
    size_t before = vm_allocated_bytes();
    world_collect(&w, 0, GC_FULL);
    assert_true(vm_allocated_bytes() < before - 1000000);
    world_verify(&w);
    world_set(&w, 0, make_appended(space, w.x[0]));
    assert_int_equal(binary_size_bits(w.x[0]), 101 * 24);
    world_collect(&w, 0, GC_FULL);
    world_verify(&w);
    world_destroy(&w);
}

static void test_absorb(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    Space *space = &w.heap.space;
    Term own =
        space_tuple3(space, make_bytes(space, 30), make_bytes(space, 300), make_object(space));
    Term literal;
    LiteralArea *area = literal_area_of_term(own, &literal);
    // Referred to from a young object, an old one, the stack, and by a match context.
    world_set(&w, 0, space_cons(space, literal, TERM_NIL));
    world_collect(&w, 0, GC_AUTO);
    world_collect(&w, 0, GC_AUTO);
    world_set(&w, 1, space_cons(&w.heap.space, tuple_elements(literal)[1], literal));
    w.context = match_start(&w.heap.space, tuple_elements(literal)[0]);
    w.context_digest = term_digest(w.context);
    push_word(&w.heap, literal);
    uint64_t digest = term_digest(literal);
    RootSet roots = world_roots(&w);
    GcStats stats;
    assert_true(heap_absorb_literals_gc(&w.heap, area, &roots, &stats));
    assert_false(heap_absorb_literals_gc(&w.heap, area, &roots, &stats));
    literal_area_free(area);
    assert_false(term_is_literal(w.heap.stack[0]));
    assert_int_equal(term_digest(w.heap.stack[0]), digest);
    // One copy for all who referred to it.
    assert_int_equal(cons_head(w.x[0]), w.heap.stack[0]);
    assert_int_equal(cons_tail(w.x[1]), w.heap.stack[0]);
    world_verify(&w);
    world_destroy(&w);
    assert_int_equal(tools_objects, 0);
}

static void test_sharing(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    Term pair = space_cons(&w.heap.space, ATOM_OK, TERM_NIL);
    for (int i = 0; i < 60; i++) {
        pair = space_tuple2(&w.heap.space, pair, pair); // 2^60 words when unfolded
    }
    w.x[0] = pair;
    for (int i = 0; i < 4; i++) {
        world_collect(&w, 0, i == 3 ? GC_FULL : GC_AUTO);
    }
    assert_int_equal(w.heap.space.top - w.heap.start, 182);
    assert_int_equal(term_shared_size(w.x[0]), 182);
    heap_destroy(&w.heap);
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),        cmocka_unit_test(test_long_list),
        cmocka_unit_test(test_deep),          cmocka_unit_test(test_generations),
        cmocka_unit_test(test_renewal),       cmocka_unit_test(test_fullsweep_after),
        cmocka_unit_test(test_sizes),         cmocka_unit_test(test_max_words),
        cmocka_unit_test(test_offheap_bytes), cmocka_unit_test(test_shrink_writable),
        cmocka_unit_test(test_absorb),        cmocka_unit_test(test_sharing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
