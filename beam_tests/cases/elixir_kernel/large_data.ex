# SPDX-License-Identifier: Apache-2.0
# Larger inputs through Enum, Map, Stream, String and binaries: results as sums and hashes.
defmodule Case.LargeData do
  import CaseHelper

  def main do
    p Enum.reduce(1..300_000, 0, &+/2)
    p 1..100_000 |> Enum.map(&(&1 * 3)) |> Enum.filter(&(rem(&1, 2) == 0)) |> Enum.sum()
    m = Map.new(1..20_000, &{&1, "v#{&1}"})
    p map_size(m)
    p m[777]
    p Enum.reduce(1..20_000, m, fn k, acc -> if rem(k, 2) == 0, do: Map.delete(acc, k), else: acc end) |> map_size()
    p :erlang.phash2(m)
    p Enum.sum(Enum.map(m, fn {k, v} -> k + byte_size(v) end))
    p Enum.sort_by(m, fn {k, _} -> -k end) |> Enum.take(2)
    p 1..5_000 |> Enum.map(&Integer.to_string/1) |> Enum.join(",") |> String.split(",") |> Enum.map(&String.to_integer/1) |> Enum.sum()
    p String.duplicate("héllo ", 5_000) |> String.length()
    p String.duplicate("abc", 10_000) |> String.reverse() |> :erlang.phash2()
    p String.duplicate("a,b;", 5_000) |> String.replace([",", ";"], "-") |> :erlang.phash2()
    p Enum.reduce(1..50_000, <<>>, fn i, acc -> <<acc::binary, i::16>> end) |> :erlang.phash2()
    p for(<<i::16 <- Enum.reduce(1..5_000, <<>>, fn i, acc -> <<acc::binary, i::16>> end)>>, do: i) |> Enum.sum()
    p Enum.group_by(1..10_000, &rem(&1, 7)) |> Map.new(fn {k, v} -> {k, length(v)} end)
    p Enum.frequencies_by(1..10_000, &(Integer.digits(&1) |> hd()))
    p Stream.iterate(1, &rem(&1 * 48271, 2_147_483_647)) |> Stream.take(50_000) |> Enum.uniq() |> length()
    p Enum.zip(1..50_000, 50_000..1) |> Enum.map(fn {a, b} -> a * b end) |> Enum.sum()
    p Enum.chunk_every(1..50_000, 7) |> Enum.map(&Enum.sum/1) |> Enum.max()
    p Enum.sort(for(i <- 1..30_000, do: rem(i * 7919, 30_011))) |> Enum.take(5)
    p MapSet.new(1..30_000, &rem(&1, 1000)) |> MapSet.size()
    p Enum.reduce(1..2_000, 1, &(&1 * &2)) |> Integer.to_string() |> String.length()
    p Enum.map_reduce(1..50_000, 0, fn x, a -> {x + a, a + x} end) |> elem(1)
    p Enum.flat_map(1..300, fn x -> for y <- 1..x, do: x * y end) |> length()
    p Task.async_stream(1..200, fn i -> Enum.sum(1..(i * 100)) end, max_concurrency: 8) |> Enum.reduce(0, fn {:ok, v}, a -> a + v end)
    p Enum.map(1..100, fn i -> spawn_monitor(fn -> exit(Enum.sum(1..i)) end) end) |> Enum.map(fn {_, r} -> receive do {:DOWN, ^r, _, _, v} -> v end end) |> Enum.sum()
    p Enum.reduce(1..1_000, %{}, fn i, acc -> put_in(acc, [Access.key(rem(i, 10), %{}), i], i) end) |> Map.new(fn {k, v} -> {k, map_size(v)} end)
    p Regex.scan(~r/\d+/, Enum.map_join(1..5_000, " ", &"n#{&1}")) |> length()
    p inspect(Enum.to_list(1..200)) |> byte_size()
    p inspect(Enum.to_list(1..200), limit: :infinity) |> byte_size()
    p :erlang.term_to_binary(Enum.map(1..10_000, &{&1, "x#{&1}"})) |> :erlang.phash2()
  end
end
