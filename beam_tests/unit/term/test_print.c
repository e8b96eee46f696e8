// SPDX-License-Identifier: Apache-2.0
// Terms as text: what erlang:display/1 of stock prints; the budget.
#include "beam_tests/unit/term/check_values.h"

// Numbers of other nodes' channels are atom indexes, which differ; so does a trie whose hashes
// depend on atoms.
static bool is_comparable(Term text)
{
    uint8_t *copy;
    size_t size;
    const char *bytes = (const char *)binary_bytes(text, &size, &copy);
    for (size_t i = 0; i + 1 < size; i++) {
        bool is_identifier = bytes[i] == '<' && bytes[i + 1] > '0' && bytes[i + 1] <= '9';
        if (is_identifier && memchr(bytes + i, '.', size - i < 8 ? size - i : 8)) {
            return false;
        }
    }
    return true;
}

static Term expected_or_own(Space *space, Term a)
{
    ByteVec text = {0};
    term_print(&text, a, 0);
    Term result = space_binary(space, text.data, text.size);
    byte_vec_free(&text);
    return result;
}

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    (void)b;
    if (strcmp(name, "display") != 0) {
        *is_mine = false;
        return TERM_NONE;
    }
    Term text = expected_or_own(space, a);
    *is_mine = is_comparable(text);
    return text;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

static void check_limit(Term t, size_t limit, const char *expected)
{
    ByteVec text = {0};
    term_print(&text, t, limit);
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
    byte_vec_free(&text);
}

static void budget(void **state)
{
    (void)state;
    Space space = test_space();
    Term list = space_list(&space, (Term[]){SMALL(1000), SMALL(2000), SMALL(3000)}, 3, TERM_NIL);
    check_limit(list, 2, "[1000,... ");
    check_limit(list, 4, "[1000,2000,3000]... ");
    check_limit(list, 5, "[1000,2000,3000]");
    check_limit(space_string(&space, "hello", 5), 3, "\"he... ");
    check_limit(space_tuple2(&space, ATOM_OK, SMALL(1)), 3, "{ok... ");
    test_space_free(&space);
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
