# SPDX-License-Identifier: Apache-2.0
# Enum, Stream, Map, Keyword, List, Tuple, Access and MapSet functions given wrong values: exception and message.
defmodule Case.EnumErrors do
  import CaseHelper

  def main do
    join_errors()

    for f <- [
          fn -> Enum.map(1, & &1) end, fn -> Enum.map({1}, & &1) end, fn -> Enum.map(%{a: 1}, fn {_, v} -> v + :x end) end, fn -> Enum.fetch!([], 0) end, fn -> Enum.fetch!(%{a: 1}, 3) end, fn -> Enum.max([]) end, fn -> Enum.min_by([], & &1) end,
          fn -> Enum.min_max([]) end, fn -> Enum.reduce([], &+/2) end, fn -> Enum.random([]) end, fn -> Enum.sum(["a"]) end, fn -> Enum.into([1], %{}) end, fn -> Enum.into([1], 5) end, fn -> Enum.zip([[1], 2]) end, fn -> Enum.chunk_every([1], 0) end,
          fn -> Enum.take([1], :a) end, fn -> Enum.slice([1], :x) end, fn -> Enum.slice([1], 0, -1) end, fn -> Enum.at([1], 1.0) end, fn -> Enum.join([{1}], ",") end, fn -> Enum.join([1, nil, :a, "b", 'c']) end, fn -> Enum.sort([1], :up) end,
          fn -> Enum.group_by([1], 2) end, fn -> Enum.unzip([1]) end, fn -> Enum.count([1], 2) end, fn -> Enum.split(1, 1) end, fn -> Enum.with_index([1], :a) end, fn -> Enum.map_join([1], 1, & &1) end, fn -> Enum.product([]) end, fn -> Enum.flat_map([1], & &1) end,
          fn -> Enum.concat([1]) end, fn -> Enum.dedup(5) end, fn -> Enum.find([1], 5) end, fn -> Enum.reduce_while([1], 0, fn _, _ -> :bad end) end, fn -> Enum.member?(1, 2) end,
          fn -> Stream.map([1], 2) |> Enum.to_list() end, fn -> Stream.take([1], :a) end, fn -> Stream.cycle([]) |> Enum.take(1) end, fn -> Stream.unfold(0, fn _ -> :bad end) |> Enum.take(1) end, fn -> Stream.resource(fn -> 0 end, fn _ -> :bad end, & &1) |> Enum.take(1) end,
          fn -> Stream.chunk_every([1], 0) |> Enum.to_list() end, fn -> Stream.zip([1], 2) |> Enum.to_list() end, fn -> Map.new([1]) end, fn -> Map.put([], :a, 1) end, fn -> Map.fetch!(%{}, :a) end, fn -> Map.get([], :a) end, fn -> Map.update!(%{}, :a, & &1) end,
          fn -> Map.merge(%{}, 1) end, fn -> Map.merge(%{a: 1}, %{a: 2}, 3) end, fn -> Map.pop!(%{}, :a) end, fn -> Map.replace!(%{}, :a, 1) end, fn -> Map.take(%{}, :a) end, fn -> Map.drop(%{}, 1) end, fn -> Map.from_struct(1) end, fn -> Map.keys([]) end, fn -> Map.split(%{}, 1) end,
          fn -> Map.to_list(nil) end, fn -> Keyword.get(%{}, :a) end, fn -> Keyword.get([], "a") end, fn -> Keyword.fetch!([], :a) end, fn -> Keyword.put(1, :a, 1) end, fn -> Keyword.merge([a: 1], [1]) end, fn -> Keyword.pop!([], :a) end, fn -> Keyword.validate!([b: 1], [:a]) end,
          fn -> Keyword.new([1]) end, fn -> Keyword.update!([], :a, & &1) end, fn -> Keyword.replace!([], :a, 1) |> IO.inspect() end, fn -> Keyword.keys([1]) end, fn -> List.first(1) end, fn -> List.last({}) end, fn -> List.delete_at(1, 1) end, fn -> List.flatten([1 | 2]) end,
          fn -> List.to_tuple(1) end, fn -> List.to_string([:a]) end, fn -> List.to_string([0x110000]) end, fn -> List.to_integer('x') end, fn -> List.to_atom([-1]) end, fn -> List.keyfind([1], 1, :a) end, fn -> List.foldl(1, 0, &+/2) end, fn -> List.insert_at([1], :a, 1) end,
          fn -> List.duplicate(1, -1) end, fn -> List.zip([1]) end, fn -> List.wrap(1..2) end, fn -> List.keysort([{1}], 1) end, fn -> Tuple.append(1, 2) end, fn -> Tuple.delete_at({}, 0) end, fn -> Tuple.insert_at({}, 2, 1) end, fn -> Tuple.sum({:a}) end, fn -> elem({1}, -1) end,
          fn -> put_elem({}, 0, 1) end, fn -> Access.get(1, :a) end, fn -> id([a: 1])["b"] end, fn -> id(%Date{year: 1, month: 1, day: 1})[:year] end, fn -> id("str")[:a] end, fn -> get_in(%{a: 1}, [:a, :b]) end, fn -> put_in(id(%{}), [:a, :b], 1) end, fn -> update_in(id(nil), [:a], & &1) end,
          fn -> get_in([1, 2], [Access.at(:a)]) end, fn -> get_in(%{}, [Access.key!(:a)]) end, fn -> get_in({1}, [Access.elem(3)]) end, fn -> get_in([1], [Access.filter(1)]) end, fn -> pop_in(%{a: nil}, [:a, :b]) end, fn -> MapSet.new(1) end, fn -> MapSet.put([], 1) end, fn -> MapSet.union(MapSet.new(), []) end,
          fn -> struct!(URI, bogus: 1) end, fn -> struct(1) end, fn -> struct!(Nope) end, fn -> %{id(%{a: 1}) | b: 2} end, fn -> id(%{a: 1}).b end, fn -> id(nil).a end, fn -> id([]).a end, fn -> id(:lists).nope end, fn -> id(1).a() end, fn -> id(5).(1) end, fn -> id(&id/1).(1, 2) end,
          fn -> Range.new(1, :a) end, fn -> Range.new(1, 2, 0) end, fn -> id(1)..id(:b) end, fn -> Enum.count(id(1)..id(10)//id(0)) end, fn -> apply(id(1), :f, []) end, fn -> apply(id(&id/1), [1, 2]) end, fn -> if(id(1), do: raise("x")) end, fn -> id(1) and true end, fn -> not id(nil) end, fn -> id(nil) or 5 end
        ] do
      p(f.())
    end
  end
end
