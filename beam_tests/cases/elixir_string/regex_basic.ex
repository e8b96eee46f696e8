# SPDX-License-Identifier: Apache-2.0
# Regex: run, scan, named captures, replace, split, options, compile errors, inspect, recompile.
defmodule Case.RegexBasic do
  import CaseHelper

  def main do
    p Regex.run(~r/(\d+)-(\d+)/, "tel 12-345")
    p Regex.run(~r/x/, "abc")
    p Regex.run(~r/(\d+)-(\d+)/, "tel 12-345", return: :index)
    p Regex.run(~r/(\d+)-(\d+)/, "tel 12-345", capture: :all_but_first)
    p Regex.scan(~r/[a-c]/, "abcxcba")
    p Regex.scan(~r/(\w)(\d)/, "a1 b2 c3")
    p Regex.scan(~r/\w+/, "one two", return: :index)
    p Regex.named_captures(~r/(?<y>\d{4})-(?<m>\d\d)/, "on 2024-05")
    p Regex.named_captures(~r/(?<a>x)/, "y")
    p Regex.names(~r/(?<b>.)(?<a>.)/)
    p Regex.replace(~r/a(b)/, "abab", "[\\1\\0]")
    p Regex.replace(~r/\d/, "a1b2", fn d -> Integer.to_string(String.to_integer(d) + 1) end)
    p Regex.replace(~r/(.)(.)/, "abcd", fn _, a, b -> b <> a end)
    p Regex.replace(~r/b/, "abab", "x", global: false)
    p Regex.split(~r/[,;]\s*/, "a, b;c")
    p Regex.split(~r/,/, "a,b,", trim: true)
    p Regex.split(~r/(-)/, "a-b", include_captures: true)
    p Regex.match?(~r/FOO/i, "xfoo")
    p "foobar" =~ ~r/ob/
    p "foobar" =~ "ob"
    p Regex.match?(~r/^b$/m, "a\nb\nc")
    p Regex.run(~r/a.c/s, "a\nc")
    p Regex.run(~r/a b # comment/x, "ab")
    p Regex.run(~r/\p{L}+/u, "héllo wörld")
    p Regex.run(~r/.+?o/U, "foo boo")
    p Regex.compile("a(b")
    p Regex.compile!("[a")
    p Regex.compile("a.b", "i")
    p Regex.escape("a.b*c[d]")
    p Regex.source(~r/x\/y/)
    p Regex.opts(~r/x/iu)
    p inspect(~r/a\/b/mi)
    p Regex.run(Regex.compile!("(a)?(b)?c"), "c")
    p Regex.scan(~r/(?=(\d\d))/, "1234", capture: :all_but_first)
    p String.split("k1=v1&k2=v2", ["&", "="]) |> Enum.chunk_every(2) |> Map.new(&List.to_tuple/1)
    p Regex.regex?(~r/x/)
    p Regex.re_pattern(~r/x/) |> elem(0)
  end
end
