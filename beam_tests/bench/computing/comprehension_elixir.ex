# SPDX-License-Identifier: Apache-2.0
# comprehension_elixir.ex -- `for` with filters, into maps and binaries, with reduce; pythagorean triples.
defmodule Bench.ComprehensionElixir do
  def sizes, do: {20, 2_400}

  def run(n) do
    triples = for a <- 1..n, b <- a..n, c = isqrt(a * a + b * b), c <= n, a * a + b * b == c * c, do: {a, b, c}
    squares = for x <- 1..(n * 100), rem(x, 3) == 0, into: %{}, do: {x, x * x}
    bytes = for x <- 1..(n * 200), into: <<>>, do: <<x::16>>
    counts = for <<x::16 <- bytes>>, reduce: %{}, do: (acc -> Map.update(acc, rem(x, 37), 1, &(&1 + 1)))
    {length(triples), map_size(squares), squares[99], byte_size(bytes), counts[5]}
  end

  defp isqrt(n), do: trunc(:math.sqrt(n))
end
