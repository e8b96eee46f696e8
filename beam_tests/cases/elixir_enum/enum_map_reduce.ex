# SPDX-License-Identifier: Apache-2.0
# Enum: map, reduce, filter, flat_map, scan, zip and friends over lists, ranges and maps.
defmodule Case.EnumMapReduce do
  import CaseHelper

  def main do
    p Enum.map(1..5, &(&1 * &1))
    p Enum.map(%{em_a: 1, em_b: 2}, fn {k, v} -> {v, k} end)
    p Enum.reduce(1..10, &+/2)
    p Enum.reduce([], &+/2)
    p Enum.reduce([], 0, &+/2)
    p Enum.reduce_while(1..100, 0, fn x, acc -> if acc > 50, do: {:halt, {x, acc}}, else: {:cont, acc + x} end)
    p Enum.filter(1..10, &(rem(&1, 3) == 0))
    p Enum.reject(1..10, &(rem(&1, 3) == 0))
    p Enum.flat_map([1, 2, 3], &List.duplicate(&1, &1))
    p Enum.flat_map_reduce(1..10, 0, fn x, acc -> if acc < 4, do: {[x, x], acc + 1}, else: {:halt, acc} end)
    p Enum.map_reduce(1..4, 0, fn x, acc -> {x * 2, acc + x} end)
    p Enum.scan(1..5, &(&1 * &2))
    p Enum.scan([1, 2, 3], 10, &+/2)
    p Enum.map_every(1..10, 3, fn x -> x * 100 end)
    p Enum.map_intersperse([1, 2, 3], :sep, &(&1 * 2))
    p Enum.intersperse([1, 2, 3], 0)
    p Enum.zip([1, 2, 3], [:a, :b])
    p Enum.zip([[1, 2], [:a, :b], ["x", "y"]])
    p Enum.zip_with([1, 2, 3], [4, 5, 6], &(&1 * &2))
    p Enum.zip_reduce([1, 2], [3, 4], 0, fn a, b, acc -> acc + a * b end)
    p Enum.unzip([{1, :a}, {2, :b}])
    p Enum.with_index(~w(a b c))
    p Enum.with_index(~w(a b c), 10)
    p Enum.with_index([:x, :y], fn e, i -> {i, e} end)
    p Enum.into([a: 1, b: 2], %{})
    p Enum.into([1, 2], [], fn x -> x * 2 end)
    p Enum.each([1, 2], &IO.inspect/1)
    p Enum.concat([[1], 2..3, %{a: 1}])
    p Enum.reverse(1..3, [:tail])
    p Enum.to_list(10..1//-3)
    p Enum.product([2, 3.5])
    p Enum.sum([1, 2.5])
    p Enum.map(:not_enumerable, & &1)
    p Enum.filter(5, & &1)
  end
end
