// SPDX-License-Identifier: Apache-2.0
// Off-heap objects: counted once for each list they are in, whatever their kind.
#include "term_tools.h"

static Term buffer[100];

static void test_bytes(void **state)
{
    (void)state;
    Space space = space_fixed(buffer, 100);
    Term large = make_bytes(&space, 1000);
    Term magic = make_object(&space);
    assert_true(offheap_is_object(boxed_header(large)));
    assert_true(offheap_is_object(boxed_header(magic)));
    assert_false(offheap_is_object(boxed_header(ref_make(&space))));
    assert_false(offheap_is_object(boxed_header(make_bytes(&space, 10))));
    assert_int_equal(offheap_bytes(boxed_words(large)), 1000);
    assert_int_equal(offheap_list_bytes(space.offheap), space.offheap_bytes);
    assert_ptr_equal(offheap_object(space.offheap), boxed_words(magic));
    offheap_release_list(space.offheap);
    assert_int_equal(tools_objects, 0);
}

static void test_copy_owns(void **state)
{
    (void)state;
    Space space = space_fixed(buffer, 100), other = space_fixed(buffer + 50, 50);
    Term magic = make_object(&space);
    Term *copy = space_take(&other, MAGIC_REF_WORDS);
    memcpy(copy, boxed_words(magic), MAGIC_REF_WORDS * sizeof(Term));
    offheap_adopt_copy(&other, copy);
    assert_int_equal(other.offheap_bytes, space.offheap_bytes);
    offheap_release_list(space.offheap);
    assert_int_equal(tools_objects, 1);
    offheap_release_list(other.offheap);
    assert_int_equal(tools_objects, 0);
}

static void test_join(void **state)
{
    (void)state;
    OffHeapLink a, b, c, d;
    a.next = &b;
    b.next = NULL;
    c.next = &d;
    d.next = NULL;
    OffHeapLink *list = &c;
    offheap_join(&list, NULL);
    offheap_join(&list, &a);
    assert_true(list == &a && a.next == &b && b.next == &c && c.next == &d && d.next == NULL);
}

int main(void)
{
    tools_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_copy_owns),
        cmocka_unit_test(test_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
