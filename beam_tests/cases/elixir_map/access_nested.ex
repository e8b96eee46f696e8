# SPDX-License-Identifier: Apache-2.0
# Access: get_in, put_in, update_in, pop_in, get_and_update_in with keys, functions, lists, structs without Access.
defmodule Case.AccessNested do
  import CaseHelper

  defmodule S do
    defstruct [:a, b: %{c: 1}]
  end

  def main do
    d = id(%{users: [%{name: "ann", age: 30, langs: ["ex", "erl"]}, %{name: "bob", age: 20, langs: []}], meta: %{n: 2}})
    p get_in(d, [:users, Access.at(0), :name])
    p get_in(d, [:users, Access.all(), :name])
    p get_in(d, [:users, Access.filter(&(&1.age > 25)), :langs])
    p get_in(d, [:users, Access.at(9), :name])
    p get_in(d, [:nope, :deeper])
    p put_in(d, [:meta, :n], 3).meta
    p put_in(d.meta.n, 4).meta
    p update_in(d, [:users, Access.all(), :age], &(&1 + 1)) |> get_in([:users, Access.all(), :age])
    p update_in(d.meta[:n], &(&1 * 100)).meta
    p pop_in(d, [:users, Access.at(0), :langs]) |> elem(0)
    p pop_in(d.meta[:n])
    p get_and_update_in(d, [:meta, :n], &{&1, :new}) |> elem(0)
    p get_and_update_in([1, 2, 3], [Access.all()], &{&1, &1 * 2})
    p get_in(%{a: {1, 2}}, [:a, Access.elem(1)])
    p put_in(%{a: {1, 2}}, [:a, Access.elem(0)], :x)
    p get_in(%{}, [Access.key(:q, :def)])
    p get_in(%{}, [Access.key!(:q)])
    p put_in(%{}, [Access.key(:a, %{}), :b], 1)
    s = id(%S{a: 5})
    p s.b.c
    p s[:a]
    p get_in(s, [Access.key(:b), :c])
    p put_in(s.b.c, 9)
    p update_in(s.a, &(&1 + 1))
    p Access.fetch(%{a: 1}, :a)
    p Access.fetch(nil, :a)
    p Access.pop([a: 1], :a)
    p nil[:anything]
    p id(5)[:x]
    p Access.get_and_update([a: 1], :a, fn v -> {v, 2} end)
    p get_in([%{v: 1}, %{v: 2}], [Access.slice(0..0), :v])
  end
end
