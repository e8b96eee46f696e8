# SPDX-License-Identifier: Apache-2.0
# String: graphemes, code points, slices, validity, normal forms, distance, byte access, sigils and escapes.
defmodule Case.StringGraphemes do
  import CaseHelper

  def main do
    s = id("e\u0301a👨‍👩‍👧z🇸🇪")
    p String.graphemes(s)
    p String.codepoints(s)
    p String.length(s)
    p byte_size(s)
    p String.first(s)
    p String.last(s)
    p String.at(s, 2)
    p String.at(s, 20)
    p String.slice(s, 0, 2)
    p String.slice("hello", -3, 2)
    p String.slice("hello", 1..-2//1)
    p String.slice("hello", 10, 2)
    p String.next_grapheme(s)
    p String.next_codepoint("é")
    p String.next_grapheme("")
    p String.valid?("é")
    p String.valid?(<<255>>)
    p String.chunk(<<"ab", 255, "cd">>, :valid)
    p String.printable?("ab\a")
    p String.printable?("ab\x01")
    p String.normalize("é", :nfd) |> byte_size()
    p String.normalize("e\u0301", :nfc) == "é"
    p String.equivalent?("é", "e\u0301")
    p "é" == "e\u0301"
    p String.jaro_distance("martha", "marhta")
    p String.myers_difference("fox hops", "fox jumps")
    p String.bag_distance_missing("a", "b")
    p "tab\tquote\"nl\n\e \u20AC #{1 + 1}"
    p ~s(sigil "s" #{:x})
    p ~S(no #{interp} \n)
    p ~w(a b c)a
    p ~w(1 2)c
    p 'charlist é'
    p ?a
    p "a" <> "b"
    p "pre" <> rest = "prefix"
    p "a" < "b"
    p String.to_charlist("日本")
    p for <<c::utf8 <- "aé">>, do: c
    p <<0x20AC::utf8>>
    p """
    heredoc
      indented
    """
    p String.Chars.to_string([1, 2])
    p inspect("a\0b")
    p inspect(<<1, 2, 255>>)
    p inspect("é", binaries: :as_binaries)
  end
end
