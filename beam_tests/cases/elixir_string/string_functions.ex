# SPDX-License-Identifier: Apache-2.0
# String functions on ASCII, accents, combining marks, emoji, and invalid bytes.
defmodule Case.StringFunctions do
  import CaseHelper

  def main do
    ss = ["", "hello", "ÀÉîõü", "ß ŉ ǰ", "İstanbul ıI", "e\u0301a\u0308", "👨‍👩‍👧‍👦🇩🇪👍🏽", "日本語 テキスト", "a\tb\nc\r\nd", <<"ab", 255, "c">>, "ΑΣ ὈΔΥΣΣΕΎΣ", "ﬁ ﬂ", "x\u200dy\uFEFF"]

    for s <- ss do
      p(s)
      p({String.length(s), byte_size(s), String.valid?(s), String.printable?(s)})
      p({String.upcase(s), String.downcase(s), String.capitalize(s), String.upcase(s, :ascii)})
      p({String.graphemes(s), String.codepoints(s)})
      p({String.reverse(s), String.first(s), String.last(s), String.at(s, 1), String.at(s, -2)})
      p({String.slice(s, 1, 2), String.slice(s, 1..-2//1), String.slice(s, -2..-1), String.split_at(s, 2)})
      p({String.split(s), String.trim(s), String.pad_leading(s, 6, "*"), String.pad_trailing(s, 6), String.duplicate(s, 2) == s <> s})
      p({String.next_grapheme(s), String.next_codepoint(s), String.valid?(s) and String.to_charlist(s)})
      p({String.normalize(s, :nfd) == s, String.normalize(s, :nfc) == s, String.equivalent?(s, String.normalize(s, :nfkd))})
      p({String.myers_difference(s, "hallo"), String.jaro_distance(s, "hallo"), String.bag_distance(s, "hello")})
    end

    p(String.downcase("ΑΣ", :greek))
    p(String.upcase("i", :turkic))
    p(String.chunk(<<"a", 255, "é", 1>>, :valid))
    p(String.chunk("a\0b", :printable))
    p(String.replace("a-b-c", "-", "+", global: false))
    p(String.replace("a-b_c", ["-", "_"], fn x -> "<" <> x <> ">" end))
    p(String.replace("abc", "", "."))
    p(String.replace("abc", ~r/[ac]/, "<\\0>"))
    p(String.split("a,b,,c", ",", trim: true))
    p(String.split("a1b22c", ~r/\d+/, include_captures: true))
    p(String.split("abc", ""))
    p(String.split("a b c", " ", parts: 2))
    p(String.splitter("a,b,c", ",") |> Enum.take(2))
    p(String.starts_with?("abc", ["x", "ab"]))
    p(String.ends_with?("abc", ""))
    p(String.contains?("abc", ["z", "c"]))
    p(String.match?("abc", ~r/b/))
    p(String.to_integer("-12"))
    p(String.to_integer("zz", 36))
    p(String.to_float("1.5e3"))
    p(String.to_atom("a b"))
    p(String.next_codepoint(<<255, "a">>))
    p(String.trim("__a__", "_"))
    p(String.trim_leading("  \u00A0\u3000x "))
    p(String.replace_prefix("foobar", "foo", "x"))
    p(String.replace_suffix("foobar", "baz", "x"))
    p(String.slice("abc", 5, 1))
    p(String.slice("abc", -5, 2))
    p(String.duplicate("ab", 0))
    p(String.pad_leading("5", 4, ["a", "bc"]))
    p(String.length(1))
    p(String.slice("abc", 0, -1))
    p(String.at("abc", :a))
    p(String.to_integer("1.0"))
    p("a" <> id(nil))
    p("#{id(1.0)} #{id(:a)} #{id([?b, "c"])} #{id(nil)}")
  end

end
