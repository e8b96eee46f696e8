# SPDX-License-Identifier: Apache-2.0
# MapSet: membership, algebra, equality, inspect of small sets, sizes across the 32 key limit.
defmodule Case.MapsetBasic do
  import CaseHelper

  def main do
    a = MapSet.new([3, 1, 2])
    b = MapSet.new([2, 3, 4])
    p a
    p MapSet.union(a, b)
    p MapSet.intersection(a, b)
    p MapSet.difference(a, b)
    p MapSet.symmetric_difference(a, b)
    p MapSet.subset?(MapSet.new([1]), a)
    p MapSet.disjoint?(a, MapSet.new([9]))
    p MapSet.equal?(a, MapSet.new([1, 2, 3]))
    p a == MapSet.new(1..3)
    p MapSet.member?(a, 1.0)
    p 2 in a
    p MapSet.put(a, :x)
    p MapSet.delete(a, 1)
    p MapSet.size(a)
    p MapSet.to_list(a)
    p MapSet.new(["a", "b"], &String.upcase/1)
    p MapSet.filter(a, &(&1 > 1))
    p MapSet.reject(a, &(&1 > 1))
    p MapSet.split_with(a, &(&1 > 1))
    p Enum.sum(MapSet.new(1..100))
    big = MapSet.new(1..5000)
    p MapSet.size(big)
    p MapSet.size(MapSet.union(big, MapSet.new(4000..6000)))
    p MapSet.size(MapSet.intersection(big, MapSet.new(4000..6000)))
    p MapSet.size(MapSet.difference(big, MapSet.new(1..4990)))
    p Enum.sort(MapSet.to_list(MapSet.difference(big, MapSet.new(1..4990))))
    p MapSet.equal?(big, Enum.into(Enum.reverse(1..5000), MapSet.new()))
    p Enum.reduce(1..40, MapSet.new(), &MapSet.put(&2, rem(&1, 7))) |> MapSet.to_list()
    p MapSet.put(:not_a_set, 1)
    p for(x <- a, into: MapSet.new(), do: x * 2)
    p Enum.member?(a, 3)
    p Enum.count(a)
    p inspect(MapSet.new([[1], %{}, {}]))
  end
end
