// SPDX-License-Identifier: Apache-2.0
// `joist diff`: the difference of two texts, line by line.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/diff_text.h"

static ByteVec text_of(const char *text)
{
    ByteVec out = {0};
    byte_vec_text(&out, text);
    return out;
}

static void assert_diff(const char *from, const char *to, const char *expected)
{
    ByteVec out = {0}, a = text_of(from), b = text_of(to);
    diff_text(&out, &a, &b, 100);
    byte_vec_u8(&out, 0);
    assert_string_equal((const char *)out.data, expected);
    byte_vec_free(&out);
    byte_vec_free(&a);
    byte_vec_free(&b);
}

static void equal_texts_give_nothing(void **state)
{
    (void)state;
    assert_diff("", "", "");
    assert_diff("a\nb\n", "a\nb\n", "");
    assert_diff("a\nb", "a\nb", "");
}

static void changed_added_dropped(void **state)
{
    (void)state;
    assert_diff("a\nb\nc\n", "a\nx\nc\n", "@@ line 1, line 1 @@\n a\n-b\n+x\n c\n");
    assert_diff("", "a\n", "@@ line 1, line 1 @@\n+a\n");
    assert_diff("a\nb\n", "b\n", "@@ line 1, line 1 @@\n-a\n b\n");
}

static void the_shortest_way_is_found(void **state)
{
    (void)state;
    assert_diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
                "@@ line 1, line 1 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n");
}

static void two_lines_around_and_hunks(void **state)
{
    (void)state;
    assert_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
                "@@ line 3, line 3 @@\n 3\n 4\n-5\n+x\n 6\n 7\n");
    assert_diff("a\n1\n2\n3\n4\n5\nb\n", "A\n1\n2\n3\n4\n5\nB\n",
                "@@ line 1, line 1 @@\n-a\n+A\n 1\n 2\n@@ line 5, line 5 @@\n 4\n 5\n-b\n+B\n");
    assert_diff("a\n1\n2\n3\n4\nb\n", "A\n1\n2\n3\n4\nB\n",
                "@@ line 1, line 1 @@\n-a\n+A\n 1\n 2\n 3\n 4\n-b\n+B\n");
}

static void a_missing_line_feed_is_a_difference(void **state)
{
    (void)state;
    assert_diff("a\n", "a", "@@ line 1, line 1 @@\n-a\n+a\n\\ no line feed at the end\n");
}

static void control_characters_are_shown(void **state)
{
    (void)state;
    assert_diff("\x1b[1m\t\r\n", "\xc3\xa4\x7f\n",
                "@@ line 1, line 1 @@\n-\\x1b[1m\t\\x0d\n+\xc3\xa4\\x7f\n");
}

// Builds "xxx...x" of n letters, the last one `end`.
static void fill(char *text, size_t n, char end)
{
    memset(text, 'x', n);
    text[n - 1] = end;
    text[n] = '\0';
}

static void long_lines_begin_where_they_differ(void **state)
{
    (void)state;
    char from[302], to[302], expected[200], shown[41];
    fill(from, 300, 'a');
    fill(to, 300, 'b');
    fill(shown, 40, 'x');
    snprintf(expected, sizeof(expected),
             "@@ line 1, line 1 @@\n-... %sa\n\\ no line feed at the end\n"
             "+... %sb\n\\ no line feed at the end\n",
             shown, shown);
    assert_diff(from, to, expected);
}

static void too_many_lines_are_counted(void **state)
{
    (void)state;
    ByteVec out = {0}, a = text_of("1\n2\n3\n"), b = text_of("4\n5\n6\n");
    diff_text(&out, &a, &b, 4);
    byte_vec_u8(&out, 0);
    assert_string_equal((const char *)out.data,
                        "@@ line 1, line 1 @@\n-1\n-2\n-3\n+4\n... 2 more lines\n");
    byte_vec_free(&out);
    byte_vec_free(&a);
    byte_vec_free(&b);
}

// More steps than are searched: everything between the equal ends counts as changed.
static void very_different_texts(void **state)
{
    (void)state;
    ByteVec out = {0}, a = text_of("same\n"), b = text_of("same\n");
    for (int i = 0; i < 3000; i++) {
        byte_vec_printf(&a, "a%d\n", i);
        byte_vec_printf(&b, "b%d\n", i);
    }
    diff_text(&out, &a, &b, 3);
    byte_vec_u8(&out, 0);
    assert_string_equal((const char *)out.data,
                        "@@ line 1, line 1 @@\n same\n-a0\n-a1\n... 5998 more lines\n");
    byte_vec_free(&out);
    byte_vec_free(&a);
    byte_vec_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_give_nothing),
        cmocka_unit_test(changed_added_dropped),
        cmocka_unit_test(the_shortest_way_is_found),
        cmocka_unit_test(two_lines_around_and_hunks),
        cmocka_unit_test(a_missing_line_feed_is_a_difference),
        cmocka_unit_test(control_characters_are_shown),
        cmocka_unit_test(long_lines_begin_where_they_differ),
        cmocka_unit_test(too_many_lines_are_counted),
        cmocka_unit_test(very_different_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
