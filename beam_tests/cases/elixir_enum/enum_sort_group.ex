# SPDX-License-Identifier: Apache-2.0
# Enum: sorting with comparators, min and max, grouping, frequencies, uniqueness, joining.
defmodule Case.EnumSortGroup do
  import CaseHelper

  def main do
    p Enum.sort([3, 1, 2])
    p Enum.sort([3, 1, 2], :desc)
    p Enum.sort([:b, 1, "a", 2.5, nil, {1}, [2], %{}])
    p Enum.sort_by(["ccc", "a", "bb"], &String.length/1)
    p Enum.sort_by(["ccc", "a", "bb"], &byte_size/1, :desc)
    p Enum.sort([~D[2024-03-01], ~D[2023-12-31], ~D[2024-01-15]], Date)
    p Enum.sort([~D[2024-03-01], ~D[2023-12-31]], {:desc, Date})
    p Enum.sort_by([{:b, 2}, {:a, 2}, {:c, 1}], &elem(&1, 1))
    p Enum.min([3, 1, 2])
    p Enum.max([])
    p Enum.max([], fn -> :empty end)
    p Enum.min_max([3, 1, 2])
    p Enum.min_by(["aaa", "b"], &String.length/1)
    p Enum.max_by([a: 1, b: 3, c: 2], &elem(&1, 1))
    p Enum.min_max_by(["aaa", "b", "cc"], &String.length/1)
    p Enum.group_by(1..10, &rem(&1, 3))
    p Enum.group_by(~w(apple avocado banana), &String.first/1, &String.length/1)
    p Enum.frequencies(~w(a b a c b a))
    p Enum.frequencies_by(~w(aa Bb cc A), &String.downcase(String.first(&1)))
    p Enum.uniq([1, 2, 1, 1.0, 3])
    p Enum.uniq_by([{1, :a}, {2, :b}, {1, :c}], &elem(&1, 0))
    p Enum.dedup([1, 1, 2, 2, 1])
    p Enum.dedup_by([1, -1, 2, -2, 1], &abs/1)
    p Enum.join([1, "two", :three], "-")
    p Enum.join([], "-")
    p Enum.map_join(1..3, ", ", &"<#{&1}>")
    p Enum.join([{1, 2}])
    p Enum.sort(Map.to_list(Map.new(1..40, &{&1, &1 * &1}))) |> Enum.take(3)
    p Enum.sum(Map.values(Map.new(1..1000, &{&1, &1})))
    p Enum.zip(1..3, Stream.cycle([:x, :y]))
    :rand.seed(:exsss, {1, 2, 3})
    p Enum.shuffle(1..10)
    p Enum.random(1..1000)
    p Enum.take_random(1..100, 5)
    p Enum.sort(Enum.take_random(1..5, 10))
    p Enum.with_index(Enum.sort_by(1..6, &{rem(&1, 2), -&1}))
  end
end
