# SPDX-License-Identifier: Apache-2.0
# Date, Time, NaiveDateTime, DateTime, Calendar.ISO: construction, parsing, arithmetic, comparison, formatting, errors.
defmodule Case.CalendarAll do
  import CaseHelper

  def main do
    for s <- ["2020-02-29", "2021-02-29", "-0001-01-01", "2020-13-01", "2020-1-1", "20200229", "x", "", "9999-12-31", "10000-01-01", "0000-01-01"], do: p({s, Date.from_iso8601(s)})
    for s <- ["12:30:00", "24:00:00", "12:30", "12:30:60", "T01:02:03.123456Z", "01:02:03.1234567", "01:02:03,5", "010203", "a"], do: p({s, Time.from_iso8601(s)})
    for s <- ["2020-01-01T00:00:00", "2020-01-01 00:00:00.1", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00+01:30", "2020-01-01", "2020-02-30T00:00:00", "2020-01-01T25:00:00"],
        do: p({s, NaiveDateTime.from_iso8601(s), DateTime.from_iso8601(s)})

    d = ~D[2020-02-29]
    t = ~T[23:59:59.999]
    n = ~N[2020-12-31 23:59:59.5]
    u = ~U[2020-12-31 23:59:59.123456Z]
    p(for x <- [-366, -1, 0, 1, 365, 100_000], do: Date.add(d, x))
    p({Date.diff(~D[2021-01-01], d), Date.day_of_week(d), Date.day_of_week(d, :sunday), Date.day_of_year(d), Date.days_in_month(d), Date.leap_year?(d), Date.quarter_of_year(d), Date.months_in_year(d)})
    p({Date.beginning_of_month(d), Date.end_of_month(~D[2021-02-03]), Date.beginning_of_week(d), Date.end_of_week(d, :sunday), Date.day_of_era(d), Date.year_of_era(~D[-0005-01-01])})
    p({Date.compare(d, ~D[2020-03-01]), Enum.max([d, ~D[2019-01-01]], Date), Date.to_iso8601(d, :basic), Date.to_erl(d), Date.to_string(d), Date.from_erl({2020, 2, 30}), Date.from_gregorian_days(1), Date.to_gregorian_days(d)})
    p({Time.add(t, 1), Time.add(t, 5, :millisecond), Time.add(t, 1, :hour), Time.diff(t, ~T[00:00:00], :microsecond), Time.truncate(t, :second), Time.compare(t, ~T[12:00:00]), Time.to_seconds_after_midnight(t), Time.from_seconds_after_midnight(3661)})
    p({Time.new(25, 0, 0), Time.new(1, 2, 3, {4, 6}), Time.to_erl(t), Time.to_iso8601(t, :basic), Time.convert!(t, Calendar.ISO)})
    p({NaiveDateTime.add(n, 1), NaiveDateTime.add(n, -1, :day), NaiveDateTime.add(n, 1500, :millisecond), NaiveDateTime.diff(n, ~N[2020-01-01 00:00:00], :minute), NaiveDateTime.truncate(n, :second), NaiveDateTime.to_date(n), NaiveDateTime.beginning_of_day(n), NaiveDateTime.end_of_day(n)})
    p({NaiveDateTime.compare(n, n), NaiveDateTime.to_erl(n), NaiveDateTime.from_erl!({{2020, 1, 1}, {1, 2, 3}}, {5, 1}), NaiveDateTime.to_string(n), NaiveDateTime.to_gregorian_seconds(n), NaiveDateTime.from_gregorian_seconds(0)})
    p({DateTime.to_unix(u), DateTime.to_unix(u, :microsecond), DateTime.from_unix(1_600_000_000), DateTime.from_unix(1_600_000_000_123, :millisecond), DateTime.from_unix(-62_167_219_201), DateTime.add(u, 1, :hour), DateTime.diff(u, ~U[2020-01-01 00:00:00Z])})
    p({DateTime.new(d, t), DateTime.new(d, t, "Europe/Berlin"), DateTime.shift_zone(u, "Europe/Berlin"), DateTime.from_naive(n, "Etc/UTC"), DateTime.to_naive(u), DateTime.to_iso8601(u, :basic), DateTime.to_string(u), DateTime.truncate(u, :millisecond), DateTime.compare(u, u)})
    p(Calendar.strftime(u, "%a %A %b %B %c %d %f %H %I %j %m %M %p %P %q %S %u %x %X %y %Y %z %Z %%"))
    p(Calendar.strftime(u, "%-d %_H %05Y %-m %^a %010y"))
    p(Calendar.strftime(d, "%H"))
    p(Calendar.strftime(u, "%Q"))
    p(Date.range(~D[2020-01-01], ~D[2020-01-10], 3) |> Enum.to_list())
    p(Enum.count(Date.range(~D[2020-01-01], ~D[2019-12-01], -1)))
    p(~D[2020-01-05] in Date.range(~D[2020-01-01], ~D[2020-01-10]))
    p(Date.new!(2020, 2, 30))
    p(Time.new!(1, 60, 0))
    p(NaiveDateTime.new!(2020, 1, 1, 1, 1, 61))
    p(Date.add(id(1), 1))
    p(Calendar.ISO.days_in_month(2100, 2))
    p(Calendar.ISO.iso_days_to_unit({1, {1, 2}}, :second))
    p(Calendar.ISO.parse_duration("x"))
    p(Calendar.ISO.valid_date?(2020, 2, 30))
    p(Calendar.ISO.date_to_string(2020, 1, 1, :basic))
    p(Calendar.get_time_zone_database())
    p(Calendar.compatible_calendars?(Calendar.ISO, Calendar.ISO))
    p(System.convert_time_unit(1, :hour, :second))
    p(System.convert_time_unit(1500, :millisecond, :second))
  end
end
