# SPDX-License-Identifier: Apache-2.0
# Stream: lazy composition, infinite streams, resources, unfold, chunking, zipping, halting early and cleaning up.
defmodule Case.StreamBasic do
  import CaseHelper

  def main do
    p 1..1_000_000_000 |> Stream.map(&(&1 * 2)) |> Stream.filter(&(rem(&1, 3) == 0)) |> Enum.take(5)
    p Stream.iterate(1, &(&1 * 2)) |> Enum.take(12)
    p Stream.unfold({0, 1}, fn {a, b} -> {a, {b, a + b}} end) |> Enum.take(15)
    p Stream.unfold(5, fn 0 -> nil; n -> {n, n - 1} end) |> Enum.to_list()
    p Stream.cycle([1, 2, 3]) |> Stream.drop(2) |> Enum.take(5)
    p Stream.repeatedly(fn -> :x end) |> Enum.take(3)
    p Stream.resource(fn -> IO.puts("open"); 1 end, fn 4 -> {:halt, 4}; n -> {[n, n], n + 1} end, fn n -> IO.puts("close #{n}") end) |> Enum.to_list()
    p Stream.resource(fn -> 1 end, fn n -> {[n], n + 1} end, fn n -> IO.puts("closed at #{n}") end) |> Enum.take(3)
    p (try do
         Stream.resource(fn -> 1 end, fn _ -> raise "in stream" end, fn _ -> IO.puts("closed after raise") end) |> Enum.to_list()
       rescue
         e -> e.message
       end)
    p Stream.transform(1..10, 0, fn x, acc -> if acc < 3, do: {[x, -x], acc + 1}, else: {:halt, acc} end) |> Enum.to_list()
    p Stream.chunk_every(1..7, 3) |> Enum.to_list()
    p Stream.chunk_by([1, 1, 2, 1], & &1) |> Enum.to_list()
    p Stream.zip(1..3, ~w(a b c)) |> Enum.to_list()
    p Stream.zip_with([1..3, 4..6], &Enum.sum/1) |> Enum.to_list()
    p Stream.with_index(~w(a b)) |> Enum.to_list()
    p Stream.take_while(Stream.iterate(1, &(&1 + 1)), &(&1 * &1 < 50)) |> Enum.to_list()
    p Stream.drop_while(1..6, &(&1 < 4)) |> Enum.to_list()
    p Stream.flat_map(1..3, &[&1, &1 * 10]) |> Enum.to_list()
    p Stream.concat([1..2, [:a], Stream.take(Stream.cycle([0]), 2)]) |> Enum.to_list()
    p Stream.scan(1..5, &+/2) |> Enum.to_list()
    p Stream.dedup([1, 1, 2, 2, 3, 1]) |> Enum.to_list()
    p Stream.uniq([1, 2, 1, 3, 2]) |> Enum.to_list()
    p Stream.interval(1) |> Enum.take(3)
    p Stream.each(1..2, &IO.puts("each #{&1}")) |> Stream.run()
    p Stream.intersperse(1..3, :s) |> Enum.to_list()
    p Stream.map_every(1..6, 2, &(&1 * 100)) |> Enum.to_list()
    p Stream.take_every(1..10, 4) |> Enum.to_list()
    p Stream.reject(1..5, &(&1 == 3)) |> Enum.to_list()
    p Stream.into(1..3, []) |> Enum.to_list()
    p Enum.reduce(Stream.take(Stream.iterate(1, &(&1 + 1)), 10_000), &+/2)
    p Stream.timer(1) |> Enum.to_list()
  end
end
