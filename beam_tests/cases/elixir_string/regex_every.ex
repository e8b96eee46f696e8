# SPDX-License-Identifier: Apache-2.0
# Regex: every function and modifier, named groups, unicode, returns, errors of compilation, sigils, recompilation, splits and replacements.
defmodule Case.RegexEvery do
  import CaseHelper

  def main do
    text = id("The year 2024-05-17, über 42€ and 1999-12-31\nsecond line FOO foo\r\nthird")
    for {r, n} <- Enum.with_index([~r/\d+/, ~r/(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)/, ~r/^s/m, ~r/foo/i, ~r/ü/u, ~r/\w+/u, ~r/a.*d/s, ~r/e(?=\s)/, ~r/()|x/, ~r/ (?<a>y) e #comment/x, ~r/.+?/, ~r/(a)|(b)|(o+)/, ~r/.*/U, ~r/\R/, ~r/€/, ~r/^/, ~r/[[:upper:]]{2,}/, ~r/(?i)THE/, ~r/(\d)(\d)?(x)?/f]) do
      IO.puts("--- #{n} #{inspect(r)}")
      p(Regex.run(r, text))
      p(Regex.run(r, text, return: :index))
      p(Regex.run(r, text, capture: :all_but_first))
      p(Regex.run(r, text, capture: :none))
      p(Regex.run(r, text, offset: 10))
      p(Regex.scan(r, text) |> Enum.take(6))
      p(Regex.scan(r, text, return: :index) |> Enum.take(3))
      p(Regex.named_captures(r, text))
      p(Regex.names(r))
      p(Regex.match?(r, text))
      p(Regex.split(r, text, parts: 4))
      p(Regex.split(r, text, include_captures: true, trim: true) |> Enum.take(5))
      p(Regex.replace(r, text, "[\\0]"))
      p(Regex.replace(r, text, fn x -> String.upcase(x) end, global: false))
      p(Regex.replace(r, text, fn x, y -> "<#{x}|#{y}>" end))
      p(Regex.source(r))
      p(Regex.opts(r))
      p(String.split(text, r) |> length())
    end
    p(Regex.replace(~r/(a)(b)?/, "abac", "\\2\\1\\g{1}x\\9"))
    p(Regex.replace(~r/x/, "axb", "\\\\"))
    for s <- ["(", "[", "a**", "(?<n>", "\\", "(?P<1>a)", "a{2,1}", "\\p{Foo}", "[b-a]", "(?<n>a)(?<n>b)", "\\x{110000}", "*", "(?z)"] do
      p(Regex.compile(s) |> place())
      p(Regex.compile(s, "u") |> place())
    end
    p(Regex.compile!("("))
    p(Regex.compile("a", "q"))
    p(Regex.compile("a", [:caseless]) |> elem(1))
    p(Regex.escape("a.b*c[d]\n é{}"))
    p(Regex.regex?(~r/a/))
    p(~r/a/ == ~r/a/)
    p(~r{a/b}.source)
    p(~R/#{1}\d/)
    p(inspect(~r/a\/b/))
    p(inspect(~r"a/b\n"ui))
    p("abc" =~ ~r/B/i)
    p("abc" =~ "")
    p(Regex.run(~r/a/, <<255, "a">>))
    p(Regex.run(~r/a/u, <<255, "a">>))
    p(Regex.version() |> is_binary())
    p(Regex.run(~r/(?<x>a)(?<y>b)?/, "a", capture: [:y, :x]))
    p(Regex.run(~r/a/, :b))
    p(String.replace("a-b-c", ~r/-(.)/, "\\1+"))
    p(Regex.split(~r/a(?<c>b)c/, "xabcy", on: [:c]))
    p(Regex.split(~r//, "abc"))
    p(Regex.split(~r/,/, ""))
  end

  # Where a bad pattern is bad: the PCRE2 of OTP 28 and later is newer than the one that is linked here, and counts otherwise.
  defp place({:error, {text, _}} = error), do: if(System.otp_release() >= "28", do: {:error, text}, else: error)
  defp place(other), do: other
end
