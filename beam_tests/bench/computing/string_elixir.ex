# SPDX-License-Identifier: Apache-2.0
# string_elixir.ex -- String and binaries in Elixir: split, graphemes, case, interpolation, slices.
defmodule Bench.StringElixir do
  def sizes, do: {5, 2_500}

  def run(n) do
    text = String.duplicate("Grüße aus Köln, naïve café — plain words and numbers 12345. ", 10)
    Enum.reduce(1..n, 0, fn i, acc -> rem(acc + work(text, i), 1_000_000_007) end)
  end

  defp work(text, i) do
    words = String.split(text, [" ", ","], trim: true)
    title = words |> Enum.map(&String.capitalize/1) |> Enum.join("_#{i}_")
    reversed = String.reverse(text)
    replaced = String.replace(text, "words", "WORDS")
    slug = for <<c::utf8 <- String.downcase(text)>>, c in ?a..?z or c == ?\s, into: "", do: <<c>>
    padded = String.pad_leading(Integer.to_string(i), 20, "0")
    graphemes = String.graphemes(text)

    String.length(title) + byte_size(reversed) + byte_size(replaced) + byte_size(slug) + byte_size(padded) +
      length(graphemes) + byte_size(String.slice(text, 5..50)) + Enum.count(words, &String.starts_with?(&1, "n"))
  end
end
