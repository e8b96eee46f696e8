# SPDX-License-Identifier: Apache-2.0
# Keyword: duplicates, get, put, pop, merge, validate, get_and_update, as options, printing, errors.
defmodule Case.KeywordBasic do
  import CaseHelper

  def main do
    k = id([a: 1, b: 2, a: 3])
    p k
    p Keyword.get(k, :a)
    p Keyword.get_values(k, :a)
    p Keyword.fetch!(k, :q)
    p Keyword.put(k, :a, 9)
    p Keyword.put_new(k, :c, 9)
    p Keyword.delete(k, :a)
    p Keyword.delete_first(k, :a)
    p Keyword.pop(k, :a)
    p Keyword.pop_first(k, :a)
    p Keyword.pop_values(k, :a)
    p Keyword.merge(k, b: 5, c: 6)
    p Keyword.merge([a: 1], [a: 2], fn _, x, y -> x + y end)
    p Keyword.keys(k)
    p Keyword.values(k)
    p Keyword.has_key?(k, :b)
    p Keyword.keyword?([{:a, 1}, {"b", 2}])
    p Keyword.new([{:b, 1}, {:a, 2}, {:b, 3}])
    p Keyword.take(k, [:a])
    p Keyword.drop(k, [:a])
    p Keyword.split(k, [:b])
    p Keyword.update(k, :a, 0, &(&1 * 10))
    p Keyword.update!(k, :zz, & &1)
    p Keyword.validate([a: 1], [:a, b: 2])
    p Keyword.validate([c: 1], [:a, b: 2])
    p Keyword.validate!([c: 1], [:a])
    p Keyword.equal?([a: 1, b: 2], [b: 2, a: 1])
    p Keyword.get_and_update(k, :b, fn v -> {v, v + 1} end)
    p Keyword.filter(k, fn {_, v} -> v > 1 end)
    p Keyword.replace(k, :b, :new)
    p Keyword.to_list(k)
    p k[:b]
    p [{:"odd key", 1}, {:ok?, 2}, {:A, 3}]
    p [{"s", 1}, {:a, 2}]
    p [a: 1] ++ [b: 2]
    p opts(1, x: 2)
    p opts(1)
    p Access.get(k, :a)
    p get_in([a: [b: [c: 1]]], [:a, :b, :c])
    p put_in([a: [b: 1]], [:a, :b], 2)
    p Keyword.get(:not_list, :a)
    p Enum.into([a: 1, a: 2], %{})
  end

  defp opts(v, opts \\ []), do: {v, opts[:x] || :default, Keyword.get(opts, :y, :y)}
end
