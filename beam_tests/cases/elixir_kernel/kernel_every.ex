# SPDX-License-Identifier: Apache-2.0
# Functions of Kernel, Integer, Float, Bitwise, Tuple, List, Atom, Function, System, Process with values of every type.
defmodule Case.KernelEvery do
  import CaseHelper

  def main do
    vals = [0, -3, 7.5, :a, nil, "s", 'cl', [], [1, [2]], {}, {1, :b}, %{k: 1}, <<1::3>>, 1..3, &is_nil/1]
    for {m, f, extra} <- [{Kernel, :abs, []}, {Kernel, :bit_size, []}, {Kernel, :ceil, []}, {Kernel, :hd, []}, {Kernel, :inspect, []}, {Kernel, :is_exception, []}, {Kernel, :is_struct, []}, {Kernel, :length, []}, {Kernel, :map_size, []}, {Kernel, :not, []}, {Kernel, :round, []}, {Kernel, :tl, []}, {Kernel, :trunc, []}, {Kernel, :tuple_size, []}, {Kernel, :+, [1]}, {Kernel, :/, [2]}, {Kernel, :div, [2]}, {Kernel, :rem, [2]}, {Kernel, :++, [[:x]]}, {Kernel, :--, [[1]]}, {Kernel, :<, [1]}, {Kernel, :elem, [0]}, {Kernel, :put_elem, [0, :z]}, {Kernel, :max, [1]}, {Kernel, :**, [2]}, {Kernel, :struct, [[a: 1]]}, {Kernel, :function_exported?, [:a, 1]}, {Kernel, :is_function, [1]}, {Kernel, :is_map_key, [:k]}, {Kernel, :binary_part, [0, 1]},
          {Integer, :digits, []}, {Integer, :parse, []}, {Integer, :to_string, [2]}, {Integer, :undigits, []}, {Integer, :mod, [3]}, {Integer, :floor_div, [2]}, {Integer, :gcd, [6]}, {Integer, :pow, [3]}, {Integer, :extended_gcd, [5]}, {Integer, :to_charlist, []}, {Float, :ceil, [1]}, {Float, :round, [0]}, {Float, :ratio, []}, {Float, :parse, []}, {Float, :to_string, []}, {Float, :pow, [2]}, {Bitwise, :&&&, [6]}, {Bitwise, :<<<, [3]}, {Bitwise, :bnot, []}, {Tuple, :to_list, []}, {Tuple, :append, [9]}, {Tuple, :delete_at, [0]}, {Tuple, :insert_at, [1, :i]}, {Tuple, :duplicate, [2]}, {Tuple, :sum, []}, {Tuple, :product, []},
          {List, :flatten, []}, {List, :first, []}, {List, :last, []}, {List, :wrap, []}, {List, :to_tuple, []}, {List, :to_string, []}, {List, :delete, [1]}, {List, :delete_at, [-1]}, {List, :insert_at, [1, :i]}, {List, :replace_at, [0, :r]}, {List, :pop_at, [0]}, {List, :duplicate, [2]}, {List, :starts_with?, [[1]]}, {List, :ascii_printable?, []}, {List, :improper?, []}, {List, :myers_difference, [[1]]}, {List, :zip, []}, {List, :foldr, [0, &{&1, &2}]}, {List, :update_at, [0, &{&1}]}, {List, :keyfind, [1, 0]}, {List, :to_integer, []}, {List, :to_existing_atom, []}, {Atom, :to_string, []}, {Atom, :to_charlist, []}, {Function, :info, [:arity]}, {Module, :concat, [:B]}, {Module, :split, []}, {Code, :ensure_loaded, []}, {System, :get_env, []}, {Process, :alive?, []}, {Process, :whereis, []}, {Process, :info, []}, {Process, :sleep, []}, {Base, :encode16, []}, {Base, :decode64, []}, {Base, :url_encode64, []}, {Range, :size, []}, {Range, :disjoint?, [2..5]}, {IO, :iodata_length, []}, {IO, :chardata_to_string, []}, {URI, :encode, []}, {URI, :parse, []}, {Path, :basename, []}, {Path, :split, []}, {Version, :parse, []}, {String.Chars, :to_string, []}, {List.Chars, :to_charlist, []}, {Enum, :to_list, []}, {Collectable, :into, []}, {Exception, :message, []}, {Exception, :normalize_, []}],
        f != :normalize_ do
      rs = for v <- vals, not (m == Process and f == :sleep and v == 0), do: show(fn -> apply(m, f, [v | extra]) end)
      IO.puts("#{inspect(m)}.#{f}: " <> Enum.join(rs, " | "))
    end
    for {a, b} <- [{1..0, 1..5}, {1..10//3, 10..1//-2}], do: p({Enum.to_list(a), Enum.to_list(b), a == b, Range.disjoint?(a, b)})
    p(1..id(2.5))
    p(id(1)..id(3)//id(0))
    p("a" <> id(1))
    p("#{id({1})}")
    p("#{id([1, [?a | "b"]])}")
    p(id(%{a: 1}).b)
    p(id(nil).b)
    p(id(:nomod).f())
    p(id(5).())
    p(id(fn a -> a end).(1, 2))
    p(raise(id(:not_a_module)))
    p(raise(id(5)))
    p(raise(ArgumentError, id(5)))
    p(raise(KeyError, key: :k, term: %{kk: 1}))
    p(reraise("again", []))
    p(throw(id({:t})))
    p(exit(id(:e)))
    p(struct!(URI, nope: 1))
    p(struct(URI, nope: 1).host)
    p(binding())
    p(apply(Kernel, :+, [1]))
    p(spawn(id(5)))
    p(send(id(:nosuch_name), 1))
    p(String.to_atom(id(String.duplicate("a", 300))))
    p(Integer.parse("12abc", 40))
    p(tuple_size(List.to_tuple(Enum.to_list(1..300))))
    p(max("a", :a))
    p(Enum.sort([3, :a, "b", nil, [1], {1}, %{}, 1.5, fn -> 1 end]) |> Enum.take(7))
  end


  defp show(f) do
    text = try do inspect(f.(), limit: 6) rescue e -> "#{inspect(e.__struct__)}: #{Exception.message(e) |> String.split("\n") |> hd()}" catch k, r -> inspect({k, r}) end
    String.replace(text, ~r/#(PID|Function|Reference)<[^>]*>/, "#\\1")
  end
end
