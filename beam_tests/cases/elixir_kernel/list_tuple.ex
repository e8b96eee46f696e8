# SPDX-License-Identifier: Apache-2.0
# List and Tuple functions: flatten, zip, keys, inserts, folds, improper lists, wrap, starts_with, deletes, errors.
defmodule Case.ListTuple do
  import CaseHelper

  def main do
    p List.flatten([1, [2, [3, []]]], [4])
    p List.foldl([1, 2, 3], [], &[&1 | &2])
    p List.foldr([1, 2, 3], [], &[&1 | &2])
    p List.first([])
    p List.last([1, 2])
    p List.insert_at([1, 2, 3], 1, :x)
    p List.insert_at([1, 2, 3], -1, :x)
    p List.replace_at([1, 2, 3], 5, :x)
    p List.update_at([1, 2, 3], 0, &(&1 * 10))
    p List.delete_at([1, 2, 3], -1)
    p List.delete([1, 2, 1], 1)
    p List.pop_at([1, 2, 3], 1)
    p List.duplicate(:a, 3)
    p List.keyfind([a: 1, b: 2], :b, 0)
    p List.keyreplace([a: 1], :a, 0, {:a, 9})
    p List.keysort([{:a, 3}, {:b, 1}], 1)
    p List.keystore([], :k, 0, {:k, 1})
    p List.keytake([a: 1, b: 2], :a, 0)
    p List.keymember?([a: 1], :z, 0)
    p List.zip([[1, 2], [:a, :b, :c]])
    p List.wrap(nil)
    p List.wrap([1])
    p List.wrap(1)
    p List.to_tuple([1, 2])
    p List.to_atom('abc')
    p List.to_integer('12', 3)
    p List.to_float('1.5')
    p List.to_charlist(["a", 98])
    p List.to_string([1, [2 | 3]])
    p List.starts_with?([1, 2, 3], [1, 2])
    p List.myers_difference([1, 2, 3], [1, 3, 4])
    p List.ascii_printable?('abc')
    p List.improper?([1 | 2])
    p List.keydelete([a: 1, b: 2], :a, 0)
    p Tuple.append({1}, 2)
    p Tuple.insert_at({1, 2}, 1, :x)
    p Tuple.delete_at({1, 2}, 0)
    p Tuple.to_list({1, 2})
    p Tuple.duplicate(0, 3)
    p Tuple.sum({1, 2})
    p Tuple.product({3, 4})
    p put_elem({1, 2}, 0, :a)
    p elem({1, 2}, id(5))
    p tuple_size({})
    p hd([1]) + length([1, 2, 3])
    p [1, 2] ++ 3
    p [1, 2, 3, 2] -- [2]
    p :lists.sublist([1, 2, 3], 2)
    p Enum.zip_with([[1, 2], [3, 4]], fn [a, b] -> a + b end)
    p in_list(3, [1, 2, 3])
  end

  defp in_list(x, l) when x in [1, 2, 3], do: x in l
end
