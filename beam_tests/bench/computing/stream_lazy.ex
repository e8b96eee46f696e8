# SPDX-License-Identifier: Apache-2.0
# stream_lazy.ex -- lazy streams: unfold, map, filter, chunk, flat_map, zip, take_while.
defmodule Bench.StreamLazy do
  def sizes, do: {500, 500_000}

  def run(n) do
    fibonacci = Stream.unfold({0, 1}, fn {a, b} -> {a, {b, rem(a + b, 1_000_003)}} end)

    sum =
      fibonacci
      |> Stream.map(&(&1 * 3))
      |> Stream.reject(&(rem(&1, 2) == 0))
      |> Stream.chunk_every(5)
      |> Stream.map(&Enum.sum/1)
      |> Enum.take(div(n, 10))
      |> Enum.sum()

    pairs =
      Stream.iterate(1, &(&1 + 1))
      |> Stream.flat_map(fn x -> [x, -x] end)
      |> Stream.zip(Stream.cycle([:a, :b, :c]))
      |> Stream.take_while(fn {x, _} -> x < n end)
      |> Enum.count(fn {_, tag} -> tag == :b end)

    {sum, pairs, 1..n |> Stream.with_index() |> Stream.dedup_by(fn {x, _} -> div(x, 3) end) |> Enum.count()}
  end
end
