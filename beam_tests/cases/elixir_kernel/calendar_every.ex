# SPDX-License-Identifier: Apache-2.0
# Date, Time, NaiveDateTime, DateTime, Calendar.ISO: every function over edge dates, parsing of right and wrong texts, arithmetic, comparison, strftime.
defmodule Case.CalendarEvery do
  import CaseHelper

  def main do
    for s <- ["2020-02-29", "2021-02-29", "0000-01-01", "-0001-12-31", "9999-12-31", "2020-2-3", "2020-01-01T00:00:00", "", "20200101"], do: p({Date.from_iso8601(s), NaiveDateTime.from_iso8601(s)})
    for s <- ["00:00:00", "23:59:59.999999", "24:00:00", "12:30", "T10:00:00", "10:00:60", "10:00:00.1234567", "10:00:00Z"], do: p(Time.from_iso8601(s))
    for s <- ["2020-01-01T00:00:00Z", "2020-01-01 00:00:00+02:30", "2020-01-01T00:00:00", "2020-01-01T00:00:00.5-10:00", "2020-13-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2020-01-01T24:00:00Z"], do: p(DateTime.from_iso8601(s))
    for d <- [~D[2020-02-29], ~D[0000-01-01], ~D[-0001-12-31], ~D[2024-12-30], ~D[1999-12-31]] do
      p({Date.day_of_week(d), Date.day_of_week(d, :sunday), Date.day_of_year(d), Date.quarter_of_year(d), Date.year_of_era(d), Date.day_of_era(d), Date.leap_year?(d), Date.days_in_month(d), Date.months_in_year(d), Date.beginning_of_week(d), Date.end_of_week(d, :saturday), Date.beginning_of_month(d), Date.end_of_month(d)})
      p({Date.add(d, 400), Date.add(d, -800), Date.diff(d, ~D[2000-01-01]), Date.compare(d, ~D[2000-01-01]), Date.to_iso8601(d, :basic), Date.to_erl(d), Date.to_string(d), Date.to_gregorian_days(d), inspect(d)})
      p(Date.convert(d, Calendar.ISO))
      p(Date.range(d, Date.add(d, 2)) |> Enum.map(& &1.day))
      p(Date.range(Date.add(d, 4), d, -2) |> Enum.to_list() |> length())
      p(Calendar.strftime(d, "%a %A %b %B %d %-d %j %m %u %y %Y %x %q %% %5d %_5d %^a"))
      p(Calendar.strftime(d, "%H"))
    end
    for n <- [~N[2020-02-29 23:59:59.999999], ~N[0000-01-01 00:00:00], ~N[2016-12-31 23:59:59]] do
      p({NaiveDateTime.add(n, 1), NaiveDateTime.add(n, -86_401), NaiveDateTime.add(n, 1, :microsecond), NaiveDateTime.add(n, 36, :hour), NaiveDateTime.diff(n, ~N[2000-01-01 00:00:00], :millisecond), NaiveDateTime.truncate(n, :second), NaiveDateTime.to_iso8601(n), NaiveDateTime.to_date(n), NaiveDateTime.to_time(n), NaiveDateTime.to_gregorian_seconds(n), NaiveDateTime.beginning_of_day(n), NaiveDateTime.end_of_day(n), NaiveDateTime.compare(n, ~N[2016-12-31 23:59:59.0])})
      dt = DateTime.from_naive!(n, "Etc/UTC")
      p({dt, DateTime.to_unix(dt), DateTime.to_unix(dt, :nanosecond), DateTime.add(dt, 5, :minute), DateTime.to_iso8601(dt, :basic), DateTime.truncate(dt, :millisecond), DateTime.diff(dt, ~U[2020-01-01 00:00:00Z], :day)})
      p(DateTime.from_naive(n, "Europe/Paris"))
      p(DateTime.shift_zone(dt, "Nope"))
      p(Calendar.strftime(dt, "%c | %X | %I:%M:%S %p %P %f %6f %Z %z %s"))
      p(Calendar.strftime(n, "%B %A", month_names: fn m -> "M#{m}" end, day_of_week_names: fn d -> "D#{d}" end))
      p(Calendar.strftime(n, "%Q"))
    end
    for t <- [~T[00:00:00], ~T[23:59:59.999999], ~T[12:30:15.5]] do
      p({Time.add(t, 1), Time.add(t, -1, :hour), Time.add(t, 1, :microsecond), Time.truncate(t, :second), Time.to_seconds_after_midnight(t), Time.compare(t, ~T[12:00:00]), Time.diff(t, ~T[12:00:00], :millisecond), Time.to_erl(t), Time.to_string(t)})
    end
    for x <- [0, -1, 1_600_000_000, 253_402_300_799, 253_402_300_800, -62_167_219_200, -377_705_116_801], do: p(DateTime.from_unix(x))
    p(DateTime.from_unix(1_600_000_000_123, :millisecond))
    p(DateTime.from_unix(1, 1000))
    p(DateTime.from_unix(:a))
    p(Date.new(2020, 13, 1))
    p(Date.new!(2021, 2, 29))
    p(Time.new(25, 0, 0))
    p(Time.new(1, 2, 3, {4, 7}))
    p(Time.from_seconds_after_midnight(86_399, {5, 1}))
    p(NaiveDateTime.new(~D[2020-01-01], ~T[01:02:03]))
    p(DateTime.new(~D[2020-01-01], ~T[01:02:03.5]))
    p(~D[2020-01-01] == ~D[2020-01-01])
    p(Enum.sort([~D[2020-03-01], ~D[2020-01-31], ~D[2019-12-31]], {:desc, Date}))
    p(Enum.max([~T[01:00:00], ~T[00:59:59]], Time))
    p(Date.from_erl({2020, 1, 32}))
    p(Date.from_gregorian_days(0))
    p(Calendar.ISO.date_to_string(2020, 1, 1, :basic))
    p(Calendar.ISO.iso_days_to_beginning_of_day({1, {5, 10}}))
    p(inspect(%{~D[2020-01-01] | year: 99999}))
    p(inspect(%{~U[2020-01-01 00:00:00Z] | utc_offset: 3600, zone_abbr: "X"}))
    p(Date.utc_today().year > 2000)
    p(Date.diff(1, 2))
    p(Date.add(~D[2020-01-01], 1.5))
    p(Date.range(~D[2020-01-01], 1))
  end
end
