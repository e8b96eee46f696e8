# SPDX-License-Identifier: Apache-2.0
# Date, Time, NaiveDateTime, DateTime: parsing, arithmetic, comparing, formatting, calendars, errors, sigils, ranges.
defmodule Case.DateTime do
  import CaseHelper

  def main do
    d = id(~D[2024-02-28])
    p d
    p Date.add(d, 2)
    p Date.diff(~D[2024-03-01], d)
    p Date.day_of_week(d)
    p Date.leap_year?(d)
    p Date.days_in_month(d)
    p Date.day_of_year(d)
    p Date.quarter_of_year(d)
    p Date.beginning_of_month(d)
    p Date.end_of_week(d)
    p Date.compare(d, ~D[2024-01-01])
    p Date.from_iso8601("2024-13-01")
    p Date.from_iso8601!("2024-12-01")
    p Date.new(2023, 2, 29)
    p Date.to_string(d)
    p Date.to_erl(d)
    p Date.range(d, ~D[2024-03-02]) |> Enum.map(& &1.day)
    p Date.to_gregorian_days(d)
    p Date.beginning_of_week(d, :sunday)
    t = id(~T[23:59:58.123456])
    p t
    p Time.add(t, 5)
    p Time.diff(t, ~T[00:00:00], :millisecond)
    p Time.truncate(t, :second)
    p Time.from_iso8601("25:00:00")
    p Time.to_seconds_after_midnight(t)
    n = id(~N[2024-02-28 23:30:00])
    p n
    p NaiveDateTime.add(n, 3600)
    p NaiveDateTime.add(n, 1, :day)
    p NaiveDateTime.diff(~N[2024-03-01 00:00:00], n)
    p NaiveDateTime.to_iso8601(n)
    p NaiveDateTime.from_iso8601("2024-02-30T00:00:00")
    p NaiveDateTime.beginning_of_day(n)
    p NaiveDateTime.compare(n, n)
    u = id(~U[2024-02-28 12:00:00.5Z])
    p u
    p DateTime.to_unix(u)
    p DateTime.to_unix(u, :millisecond)
    p DateTime.from_unix!(1_700_000_000)
    p DateTime.from_unix!(-1, :microsecond)
    p DateTime.from_iso8601("2024-01-01T10:00:00+02:00")
    p DateTime.add(u, 86_400, :second)
    p DateTime.diff(u, ~U[2024-02-28 11:00:00Z])
    p DateTime.to_date(u)
    p DateTime.truncate(u, :second)
    p DateTime.shift_zone(u, "Europe/Paris")
    p DateTime.new(~D[2024-01-01], ~T[10:00:00])
    p DateTime.from_naive!(n, "Etc/UTC")
    p Calendar.strftime(u, "%Y-%m-%d %H:%M:%S %a %A %b %B %p %j %y %% %I %f %z %Z")
    p Calendar.strftime(d, "%d/%m/%-d %q %u")
    p Calendar.ISO.valid_date?(2023, 2, 29)
    p Calendar.ISO.date_to_string(1, 2, 3)
    p d < ~D[2023-12-31]
    p Enum.sort([~D[2024-03-01], ~D[2023-12-31], d], {:asc, Date})
    p DateTime.utc_now().year > 2020
    p %{d | day: 99}
    p Date.from_erl!({2020, 1, 1})
  end
end
