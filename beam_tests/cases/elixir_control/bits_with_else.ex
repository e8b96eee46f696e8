# SPDX-License-Identifier: Apache-2.0
# Special forms: with and else of every kind, try with all its parts, receive, for over bitstrings, reduce, uniq, into; guards that fail; pins; nested captures.
defmodule Case.BitsWithElse do
  import CaseHelper

  def main do
    for x <- [{:ok, 1}, {:ok, :a}, {:error, 2}, :none, {:ok, nil}] do
      p(with {:ok, n} when is_integer(n) <- x, m = n + 1, {:ok, k} <- {:ok, m * 2}, do: {n, m, k})
      p(with({:ok, n} <- x, true <- is_integer(n), do: n, else: ({:error, e} -> {:err, e}; false -> :not_int)))
      p(with {:ok, n} <- x, {:ok, m} <- (case n do 1 -> {:ok, 2}; _ -> {:bad, n} end) do {n, m} else {:bad, v} when is_atom(v) -> {:atom, v}; other -> {:other, other} end)
    end
    for r <- [:return, :raise, :throw, :exit, :error, :arith, :nomatch, :undef] do
      p(try do do_it(r) rescue e in [RuntimeError, ArithmeticError] -> {:rescued, e.__struct__} catch :throw, t -> {:thrown, t}; :exit, t -> {:exited, t} else :value -> :else_value after send(self(), {:after, r}) end)
      p(receive do m -> m after 0 -> nil end)
      p(try do do_it(r) rescue e in ErlangError -> {:erl, e.original}; e -> {:any, Exception.message(e)} catch x -> {:caught, x} end)
      p(try do try do do_it(r) after do_it(:throw) end catch k, v -> {k, v} end)
    end
    p(for <<c <- "hello">>, c != ?l, do: c)
    p(for <<r::4, g::4 <- <<0x12, 0x34, 0x5>> >>, do: {r, g})
    p(for <<b::1 <- <<0b1011::4>> >>, into: "", do: if(b == 1, do: "x", else: "_"))
    p(for <<x::utf8 <- "aé日">>, into: %{}, do: {x, <<x::utf8>>})
    p(for <<x::size(3) <- <<0xFF, 0x0F>> >>, uniq: true, do: x)
    p(for <<len, s::binary-size(len) <- <<1, "a", 2, "bc", 9, "x">> >>, do: s)
    p(for(x <- 1..4, y <- x..4, x + y == 5, do: {x, y}))
    p(for(x <- [1, 2, 1], uniq: true, do: x))
    p(for x <- 1..5, reduce: {0, []} do {s, l} when x > 2 -> {s + x, [x | l]}; acc -> acc end)
    p(for({:ok, x} <- [ok: 1, error: 2, ok: 3], do: x))
    p(for(x <- [1, nil, false, 2], x, do: x))
    p(for(x <- 1..3, into: MapSet.new(), do: rem(x, 2)))
    p(for(x <- [1], into: :nope, do: x))
    p(for(x <- :nope, do: x))
    p(for(<<x <- :nope>>, do: x))
    p(for(x <- [1, 2], into: <<>>, do: <<x::4>>))
    p(for(x <- [1, 2], into: "", do: x))
    n = id(2)
    p(case id({2, 3}) do {^n, m} when m > n -> {:pinned, m}; _ -> :no end)
    p(case id(%{a: %{b: [1, {2, "three"}]}}) do %{a: %{b: [_, {^n, "three" <> _}]}} -> :two; _ -> :none end)
    p(case id("key=val") do <<k::binary-size(3), "=", v::binary>> -> {k, v} end)
    p(case id(<<3, "abcdef">>) do <<l, s::binary-size(l), r::binary>> -> {s, r} end)
    p(case id(5) do 1 -> 1 end)
    p(cond do id(nil) -> 1; id(false) -> 2 end)
    p((fn 1, _ -> :one; _, 2 -> :two end).(3, 3))
    p((&(&1 + &2 * &1)).(3, 4))
    p((&{&1, [&2 | &1]}).([1], 2))
    p((& &1.a.b).(%{a: %{b: 1}}))
    p((&"#{&1}-#{&2}").(1, :b))
    p(Enum.map([1, 2], &Kernel.-/1))
    p(if(id(nil), do: 1))
    p(unless(id(1), do: 2, else: 3))
    p(id(nil) || id(false) || :last)
    p(id(1) && id(nil) && :never)
    p(id(1) and true)
    p(not id(nil))
    p(id(5) in 1..10)
    p(id(5) not in [1, 5.0])
    p(id(5.0) in [5])
    p(guard(1.5)); p(guard("x")); p(guard([])); p(guard(%{k: 1})); p(guard(:a)); p(guard({1, 2, 3})); p(guard(fn _ -> 1 end))
    p(match?({:a, x} when x > 1, id({:a, 2})))
    p(binding() |> Keyword.keys() |> Enum.sort())
    p(get_in(id(%{a: [%{b: 1}, %{b: 2}]}), [:a, Access.all(), :b]))
    p(put_in(id(%{a: %{}}).a[:x], 5))
    p(update_in(id(%{a: [1, 2]}), [:a, Access.at(1)], &(&1 * 10)))
    p(pop_in(id(%{a: %{b: 1, c: 2}}), [:a, :b]))
    p(get_and_update_in(id(%{a: 1}), [:a], &{&1, &1 + 1}))
    p(get_in(id([a: 1]), [Access.key(:a)]))
    p(put_in(id(nil)[:a], 1))
    p(then(5, &(&1 + 1)) |> tap(&send(self(), &1)))
    p(receive do 6 -> :tapped after 0 -> :no end)
    p(dbg_free(1, 2))
  end

  defp do_it(:return), do: :value
  defp do_it(:raise), do: raise("r")
  defp do_it(:throw), do: throw(:t)
  defp do_it(:exit), do: exit(:e)
  defp do_it(:error), do: :erlang.error(:custom)
  defp do_it(:arith), do: 1 + id(:a)
  defp do_it(:nomatch), do: (1 = id(2))
  defp do_it(:undef), do: apply(NoSuch, :f, [])
  defp guard(x) when is_float(x) and x > 1, do: :float
  defp guard(x) when is_map_key(x, :k), do: :has_k
  defp guard(x) when tuple_size(x) == 3 or hd(x) == 1, do: :tuple3
  defp guard(x) when is_function(x, 1), do: :fun1
  defp guard(x) when x in [:a, :b], do: :ab
  defp guard(x) when byte_size(x) > 0, do: :bytes
  defp guard(_), do: :other
  defp dbg_free(a, b), do: {a, b, __ENV__.function, __MODULE__, __ENV__.line > 0}
end
