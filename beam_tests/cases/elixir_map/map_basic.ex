# SPDX-License-Identifier: Apache-2.0
# Map: get, put, update, pop, merge, split, nested access, key errors, update syntax, pattern matching.
defmodule Case.MapBasic do
  import CaseHelper

  def main do
    m = id(%{:a => 1, {:b} => 2, "s" => 3, 4 => 5})
    p m
    p m.a
    p m.zzz
    p m[:zzz]
    p m["s"]
    p %{m | a: 10}
    p %{m | zzz: 1}
    p Map.get(m, :q, :default)
    p Map.fetch(m, :a)
    p Map.fetch!(m, :q)
    p Map.put_new(m, :a, 9)
    p Map.put_new_lazy(m, :q, fn -> :lazy end)
    p Map.get_lazy(m, :q, fn -> :lazy end)
    p Map.update(m, :a, 0, &(&1 + 1))
    p Map.update(m, :q, 0, &(&1 + 1))
    p Map.update!(m, :q, & &1)
    p Map.get_and_update(m, :a, fn v -> {v, v * 100} end)
    p Map.get_and_update(m, :a, fn _ -> :pop end)
    p Map.pop(m, :a)
    p Map.pop!(m, :q)
    p Map.delete(m, :a)
    p Map.drop(m, [:a, "s"])
    p Map.take(m, [:a, :q])
    p Map.split(m, [:a, 4])
    p Map.merge(m, %{a: :new, c: 3})
    p Map.merge(%{a: 1, b: 2}, %{b: 3, c: 4}, fn _k, x, y -> x + y end)
    p Map.new([{:x, 1}, {:y, 2}])
    p Map.new(1..3, &{&1, &1 * &1})
    p Map.from_struct(%URI{host: "h"}) |> Map.get(:host)
    p Map.to_list(%{:a => 2, "b" => 1})
    p Map.keys(m)
    p Map.values(m)
    p Map.has_key?(m, "s")
    p Map.filter(m, fn {_, v} -> v > 2 end)
    p Map.reject(m, fn {_, v} -> v > 2 end)
    p Map.equal?(%{a: 1}, %{a: 1.0})
    p Map.replace(m, :q, 1)
    p Map.replace!(m, :q, 1)
    p Map.from_keys([:a, :b], 0)
    p (case m do %{:a => x, {:b} => y} when x < y -> {x, y}; %{} -> :no end)
    p (fn %{"s" => v} -> v end).(m)
    p (fn %{nope: v} -> v end).(m)
    p Enum.map(m, fn {k, v} -> {v, k} end) |> Enum.sort()
    p map_size(m)
    p is_map_key(m, :a)
    p Map.put(:not_map, :a, 1)
    p Map.get(id([]), :a)
    p inspect(Map.new(1..40, &{&1, &1}), limit: 0)
  end
end
