// SPDX-License-Identifier: Apache-2.0
// bif_calendar.c -- dates and times of day: date, time, localtime, universaltime, and conversions
// between them.
//
//     {{Year, Month, Day}, {Hour, Minute, Second}}      what all of them take and give
//
// Days since 1970 are computed with the Gregorian rules for all years; only the local time zone
// needs the C library. A leap day belongs to the end of a year that begins in March:
//
//     month      Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb
//     m            0   1   2   3   4   5   6   7   8   9  10  11
//
// and the days before month m of it are (153 * m + 2) / 5.
//
// Exceptions: local times are taken from 1902 on, universal ones from 1600 on, as ERTS does;
// anything else is badarg.
// Read before: vm/bif/bif_time.c     Read next: vm/bif/bif_fun.c
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"

#include <limits.h>
#include <time.h>

enum {
    LOCAL_YEAR_MIN = 1902,
    UNIVERSAL_YEAR_MIN = 1600,
    SECONDS_PER_DAY = 86400,
    DAYS_TO_1970 = 719468
};

typedef struct DateTime {
    int64_t year, month, day, hour, minute, second;
} DateTime;

static Term build_triple(Process *p, int64_t a, int64_t b, int64_t c)
{
    return space_tuple3(process_space(p), small_make(a), small_make(b), small_make(c));
}

static Term build_date_time(Process *p, const DateTime *t)
{
    Term date = build_triple(p, t->year, t->month, t->day);
    return space_tuple2(process_space(p), date, build_triple(p, t->hour, t->minute, t->second));
}

static bool read_triple(Term t, int64_t *a, int64_t *b, int64_t *c)
{
    return term_is_tuple_of(t, 3) &&
           argument_in_range(tuple_elements(t)[0], SMALL_MIN, SMALL_MAX, a) &&
           argument_in_range(tuple_elements(t)[1], SMALL_MIN, SMALL_MAX, b) &&
           argument_in_range(tuple_elements(t)[2], SMALL_MIN, SMALL_MAX, c);
}

static int64_t month_days(int64_t year, int64_t month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && is_leap);
}

static bool is_in(int64_t value, int64_t low, int64_t high)
{
    return low <= value && value <= high;
}

// A date and time that exist, from year_min on.
static bool read_date_time(Term term, int64_t year_min, DateTime *t)
{
    return term_is_tuple_of(term, 2) &&
           read_triple(tuple_elements(term)[0], &t->year, &t->month, &t->day) &&
           read_triple(tuple_elements(term)[1], &t->hour, &t->minute, &t->second) &&
           is_in(t->year, year_min, INT_MAX - 1) && is_in(t->month, 1, 12) &&
           is_in(t->day, 1, month_days(t->year, t->month)) && is_in(t->hour, 0, 23) &&
           is_in(t->minute, 0, 59) && is_in(t->second, 0, 59);
}

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

// Days from 1 March of year 0 to 1 March of this one. For years below 0 C's division rounds up, and
// with it ERTS's calendar, so that its dates before year 0 are a day early: be it so.
static int64_t days_before(int64_t year) { return 365 * year + year / 4 - year / 100 + year / 400; }

// Days from 1970-01-01.
static int64_t days_of(const DateTime *t)
{
    int64_t year = t->month > 2 ? t->year : t->year - 1;
    int64_t month = (t->month + 9) % 12;
    return days_before(year) + (153 * month + 2) / 5 + t->day - 1 - DAYS_TO_1970;
}

static int64_t seconds_of(const DateTime *t)
{
    return days_of(t) * SECONDS_PER_DAY + t->hour * 3600 + t->minute * 60 + t->second;
}

static DateTime date_time_of(int64_t seconds)
{
    int64_t days = floor_divide(seconds, SECONDS_PER_DAY);
    int64_t rest = seconds - days * SECONDS_PER_DAY;
    days += DAYS_TO_1970;
    int64_t year = floor_divide(days * 400, 146097); // right, or next to it
    while (days_before(year) > days) {
        year--;
    }
    while (days_before(year + 1) <= days) {
        year++;
    }
    int64_t day_of_year = days - days_before(year);
    int64_t month = (5 * day_of_year + 2) / 153;
    DateTime t = {
        .year = year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
        .hour = rest / 3600,
        .minute = rest / 60 % 60,
        .second = rest % 60,
    };
    return t;
}

static DateTime date_time_from_tm(const struct tm *tm)
{
    return (DateTime){tm->tm_year + INT64_C(1900),
                      tm->tm_mon + 1,
                      tm->tm_mday,
                      tm->tm_hour,
                      tm->tm_min,
                      tm->tm_sec};
}

static bool find_local(int64_t seconds, DateTime *t)
{
    struct tm tm;
    time_t clock = (time_t)seconds;
    if (!localtime_r(&clock, &tm)) {
        return false;
    }
    *t = date_time_from_tm(&tm);
    return true;
}

// ---- now

static DateTime find_local_now(void)
{
    DateTime t;
    int64_t now = (int64_t)time(NULL);
    return find_local(now, &t) ? t : date_time_of(now);
}

Term bif_erlang_date_0(Process *p, Term *arg)
{
    (void)arg;
    DateTime t = find_local_now();
    return build_triple(p, t.year, t.month, t.day);
}

Term bif_erlang_time_0(Process *p, Term *arg)
{
    (void)arg;
    DateTime t = find_local_now();
    return build_triple(p, t.hour, t.minute, t.second);
}

Term bif_erlang_localtime_0(Process *p, Term *arg)
{
    (void)arg;
    DateTime t = find_local_now();
    return build_date_time(p, &t);
}

Term bif_erlang_universaltime_0(Process *p, Term *arg)
{
    (void)arg;
    DateTime t = date_time_of((int64_t)time(NULL));
    return build_date_time(p, &t);
}

// ---- conversions

// mktime's -1 is an error, but also the last second of 1969: the second before it tells.
static bool make_time(struct tm *tm, time_t *clock)
{
    struct tm copy = *tm;
    *clock = mktime(&copy);
    if (*clock != -1) {
        return true;
    }
    copy = *tm;
    copy.tm_sec--;
    return mktime(&copy) == -2;
}

// The second argument says whether the local time is daylight saving time: true, false or
// undefined.
Term bif_erlang_localtime_to_universaltime_2(Process *p, Term *arg)
{
    DateTime t;
    if ((arg[1] != ATOM_TRUE && arg[1] != ATOM_FALSE && arg[1] != ATOM_UNDEFINED) ||
        !read_date_time(arg[0], LOCAL_YEAR_MIN, &t)) {
        return bif_badarg(p);
    }
    struct tm tm = {.tm_year = (int)(t.year - 1900),
                    .tm_mon = (int)t.month - 1,
                    .tm_mday = (int)t.day,
                    .tm_hour = (int)t.hour,
                    .tm_min = (int)t.minute,
                    .tm_sec = (int)t.second,
                    .tm_isdst = arg[1] == ATOM_TRUE    ? 1
                                : arg[1] == ATOM_FALSE ? 0
                                                       : -1};
    time_t clock;
    if (!make_time(&tm, &clock)) {
        tm.tm_isdst = 0; // a zone without daylight saving time may refuse to hear of it
        if (arg[1] == ATOM_FALSE || !make_time(&tm, &clock)) {
            return bif_badarg(p);
        }
    }
    t = date_time_of((int64_t)clock);
    return build_date_time(p, &t);
}

Term bif_erlang_universaltime_to_localtime_1(Process *p, Term *arg)
{
    DateTime t;
    if (!read_date_time(arg[0], LOCAL_YEAR_MIN, &t) || !find_local(seconds_of(&t), &t)) {
        return bif_badarg(p);
    }
    return build_date_time(p, &t);
}

Term bif_erlang_universaltime_to_posixtime_1(Process *p, Term *arg)
{
    DateTime t;
    if (!read_date_time(arg[0], UNIVERSAL_YEAR_MIN, &t)) {
        return bif_badarg(p);
    }
    return space_integer(process_space(p), seconds_of(&t));
}

Term bif_erlang_posixtime_to_universaltime_1(Process *p, Term *arg)
{
    int64_t seconds;
    if (!term_is_integer(arg[0]) || !integer_to_i64(arg[0], &seconds)) {
        return bif_badarg(p);
    }
    DateTime t = date_time_of(seconds);
    return build_date_time(p, &t);
}
