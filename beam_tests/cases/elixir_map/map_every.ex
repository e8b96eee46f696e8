# SPDX-License-Identifier: Apache-2.0
# Every function of Map and Keyword over small and large maps, wrong keys and wrong arguments.
defmodule Case.MapEvery do
  import CaseHelper

  def main do
    for m <- [%{}, %{:a => 1, "b" => 2}, %{"s" => 1, 2 => :two, nil => nil, 1.0 => 1}, :nomap, [a: 1, b: 2, a: 3]] do
      IO.puts("--- " <> inspect(m))
      for {f, args} <- [delete: [:a], drop: [[:a, :z]], equal?: [%{a: 1}], fetch: [:a], fetch!: [:z], from_keys_: [], get: [:a], get: [:z, :def], get_and_update: [:a, &{&1, 5}], get_and_update!: [:z, &{&1, 5}], get_lazy: [:z, fn -> :lazy end], has_key?: [:a], keys: [], merge: [%{c: 3}], new_: [], pop: [:a], pop: [:z, 9], pop!: [:z], pop_lazy: [:z, fn -> :l end], put: [:k, :v], put_new: [:a, 9], put_new_lazy: [:q, fn -> 1 end], reject: [fn {_, v} -> v == 1 end], filter: [fn {_, v} -> v == 1 end], replace: [:a, 7], replace!: [:z, 7], replace_lazy: [:a, &(&1 * 2)], split: [[:a]], take: [[:a, "s"]], to_list: [], update: [:a, 0, &(&1 + 1)], update!: [:z, & &1], values: [], get_and_update: [:a, fn _ -> :pop end], get_and_update: [:a, fn _ -> :bad end]], f not in [:from_keys_, :new_] do
        IO.puts("Map.#{f} #{show(fn -> apply(Map, f, [m | args]) end)}")
        if function_exported?(Keyword, f, length(args) + 1), do: IO.puts("Keyword.#{f} #{show(fn -> apply(Keyword, f, [m | args]) end)}")
      end
    end
    p(Map.new([1, 2], &{&1, &1 * 2}))
    p(Map.from_struct(%URI{}) |> map_size())
    p(Map.from_keys([:a, :b], 0))
    p(Map.merge(%{a: 1}, %{a: 2}, fn k, x, y -> {k, x, y} end))
    p(Map.new(:x))
    p(Keyword.new([:a]))
    p(Keyword.merge([a: 1, b: 2], [a: 3, a: 4]))
    p(Keyword.get_values([a: 1, b: 2, a: 3], :a))
    p(Keyword.validate([a: 1, c: 2], [:a, b: 5]))
    p(Keyword.validate!([a: 1, c: 2], [:a]))
    p(Keyword.keyword?([{:a, 1} | :b]))
    p(Keyword.update!([a: 1], :b, & &1))
    p(Keyword.pop_values([a: 1, b: 2, a: 3], :a))
    p(Keyword.pop_first([a: 1, a: 2], :a))
    p(Keyword.delete_first([a: 1, a: 2], :a))
    big = Map.new(1..100, &{&1, -&1})
    p(Map.keys(big) |> Enum.sum())
    p(big |> Map.reject(fn {k, _} -> k > 3 end))
    p(Map.split(big, [1, 200]) |> elem(0))
    p(Enum.sum(Map.values(Map.update!(big, 5, &(&1 * 10)))))
    p(Map.equal?(big, Map.new(Enum.reverse(1..100), &{&1, -&1})))
    p(%{big | 5 => :x}[5])
    p(%{big | 500 => :x})
    p(big[500])
    p(Map.take(big, [99, 3]))
    p(match?(%{1 => -1, 100 => x} when x < 0, big))
    p(get_in(%{a: [b: %{c: 1}]}, [:a, :b, :c]))
    p(put_in(%{a: %{}}, [:a, :b], 1))
    p(update_in(%{a: 1}, [:b], fn nil -> :was_nil end))
    p(pop_in(%{a: %{b: 1}}, [:a, :b]))
    p(get_in(%{a: 1}, [:a, :b]))
    p(Access.fetch([a: 1], :a))
    p(Access.get(1, :a))
    p(get_in([[1, 2], [3]], [Access.all(), Access.at(0)]))
    p(get_in(%{l: [%{x: 1}, %{x: 2}]}, [:l, Access.filter(&(&1.x > 1)), :x]))
    p(get_in({1, 2}, [Access.elem(1)]))
    p(get_in([1], [Access.at(-1)]))
    p(update_in(%{}, [Access.key(:a, 5)], &(&1 + 1)))
    p(get_in(%{}, [Access.key!(:a)]))
    p(get_in([1, 2, 3], [Access.slice(1..2)]))
  end

  defp show(f) do
    try do text_of(f.(), []) rescue e -> "#{inspect(e.__struct__)}: #{Exception.message(e) |> String.split("\n") |> hd()}" catch k, r -> inspect({k, r}) end
  end
end
