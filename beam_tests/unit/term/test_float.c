// SPDX-License-Identifier: Apache-2.0
// Floats as text: what stock writes with each option, and what it reads; the shortest digits against
// those found by trying. SEED and COUNT in the environment run others.
#include "beam_tests/unit/term/check_values.h"
#include "vm/term/float_shortest.h"

#include <math.h>

static Term operate(Space *space, const char *name, Term a, Term b, bool *is_mine)
{
    char text[FLOAT_TEXT_MAX];
    size_t size = 0;
    if (strcmp(name, "short") == 0) {
        size = float_to_text_short(float_value(a), text);
    } else if (strcmp(name, "scientific") == 0) {
        size = float_to_text_scientific(float_value(a), (int)small_value(b), text);
    } else if (strcmp(name, "decimals") == 0 || strcmp(name, "compact") == 0) {
        bool is_compact = name[0] == 'c';
        if (!float_to_text_decimals(float_value(a), (int)small_value(b), is_compact, text, &size)) {
            return TERM_NONE;
        }
    } else if (strcmp(name, "to_float") == 0) {
        uint8_t *copy;
        double value;
        const char *in = (const char *)binary_bytes(a, &size, &copy);
        return float_from_text(in, size, &value) ? space_float(space, value) : TERM_NONE;
    } else {
        *is_mine = false;
    }
    return size ? space_binary(space, text, size) : TERM_NONE;
}

static void stock_answers(void **state)
{
    (void)state;
    check_values(operate);
}

// Every power of two: there the distance to the lower neighbour is half of that to the upper one.
static void short_text_reads_back(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double value = ldexp(1.0, exponent), back;
        char text[FLOAT_TEXT_MAX];
        size_t size = float_to_text_short(value, text);
        assert_true(float_from_text(text, size, &back) && back == value);
    }
    char text[FLOAT_TEXT_MAX];
    size_t size = float_to_text_short(ldexp(1.0, -44), text);
    assert_memory_equal(text, "5.684341886080802e-14", size);
}

// What float_shortest promises, found with the C library, which rounds correctly at any number of
// digits: the first number of digits that reads back, and the neighbours in the last digit.
static Decimal find_by_trying(double value)
{
    for (int digits = 1; digits <= 17; digits++) {
        char text[40];
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        char *exponent = strchr(text, 'e');
        uint64_t number = 0;
        for (char *at = text; at < exponent; at++) {
            number = *at == '.' ? number : number * 10 + (uint64_t)(*at - '0');
        }
        const int power = atoi(exponent + 1) - (digits - 1);
        // Nearest first: the rounded one is, unless it lies outside where the interval is lopsided.
        for (uint64_t step = 0; step < 2; step++) {
            snprintf(text, sizeof text, "%" PRIu64 "e%d", number + step, power);
            if (strtod(text, NULL) == value) {
                Decimal d = {number + step, power};
                for (; d.digits % 10 == 0; d.exponent++) {
                    d.digits /= 10;
                }
                return d;
            }
        }
    }
    fail();
    return (Decimal){0, 0};
}

static void check_shortest(double value)
{
    const Decimal found = float_shortest(value), tried = find_by_trying(value);
    if (found.digits != tried.digits || found.exponent != tried.exponent) {
        print_error("%a: %" PRIu64 "e%d, tried %" PRIu64 "e%d\n", value, found.digits,
                    found.exponent, tried.digits, tried.exponent);
        fail();
    }
}

static uint64_t read_environment(const char *name, uint64_t usual)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : usual;
}

static void shortest_digits(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++) {
        const double power = ldexp(1.0, exponent);
        check_shortest(power);
        check_shortest(nextafter(power, INFINITY));
        check_shortest(exponent == -1074 ? power : nextafter(power, 0));
    }
    check_shortest(nextafter(INFINITY, 0));
    for (int exponent = -323; exponent <= 308; exponent++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", exponent);
        check_shortest(strtod(text, NULL));
    }
    uint64_t random = read_environment("SEED", 1);
    for (uint64_t left = read_environment("COUNT", 20000); left > 0; left--) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        const uint64_t bits = (random ^ random >> 29) & INT64_MAX;
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value) && value > 0) {
            check_shortest(value);
        }
        check_shortest((double)((bits >> 40) + 1) / 1000);
    }
}

int main(void)
{
    test_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_answers),
        cmocka_unit_test(short_text_reads_back),
        cmocka_unit_test(shortest_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
