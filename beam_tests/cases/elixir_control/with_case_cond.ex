# SPDX-License-Identifier: Apache-2.0
# with, case, cond, if, unless, pin, guards in clauses, and their errors; truthiness; short circuit.
defmodule Case.WithCaseCond do
  import CaseHelper

  def main do
    p with({:ok, a} <- {:ok, 1}, {:ok, b} <- {:ok, 2}, do: a + b)
    p with({:ok, a} <- {:ok, 1}, {:ok, b} <- {:error, :no}, do: a + b)
    p with({:ok, a} <- :bad, do: a, else: (:bad -> :handled; _ -> :other))
    p with({:ok, a} <- :worse, do: a, else: (:bad -> :handled))
    p with(a = 1, b <- a + 1, true <- b > 1, do: {a, b})
    p with({:ok, a} when a > 5 <- {:ok, 1}, do: a)
    p with([h | _] <- [], do: h)
    p (case id({1, 2}) do {x, y} when x > y -> :gt; {x, x} -> :eq; {_, _} -> :lt end)
    p (case id(5) do 1 -> :one end)
    p (cond do id(1) > 2 -> :a; nil -> :b; 0 -> :zero_is_truthy end)
    p (cond do id(false) -> 1 end)
    p if(id(nil), do: 1)
    p if(id(0), do: 1, else: 2)
    p unless(id(false), do: :u)
    p (x = id(5); case 5 do ^x -> :pinned; _ -> :no end)
    p (x = id(5); ^x = 6)
    p id(nil) || :default
    p id(false) && raise("no")
    p id(1) && 2
    p !id(nil)
    p not id(true)
    p not id(1)
    p id(1) and true
    p id(true) and 5
    p id(false) or :x
    p id(1) in [1, 2]
    p id(3) not in [1, 2]
    p ({a, [b | _], %{c: c}} = {1, [2, 3], %{c: 4}}; {a, b, c})
    p ({:ok, _} = id({:error, :x}))
    p ([_, _] = id([1]))
    p (%{k: _} = id(%{}))
    p "x" <> _ = id("abc")
    p (fn 1 -> :one; n when is_integer(n) -> :int end).(2)
    p (fn 1 -> :one end).(id(2))
    p (fn a, b -> a + b end).(1)
    p clauses(1)
    p clauses(%{})
    p clauses(-1)
    p match?({:ok, _}, {:ok, 1})
    p [1, 2 | 3]
    p if(true, do: (y = 1; y + 1))
    p [1, 2, 3] -- [2] ++ [9]
    p id(7) |> Integer.to_string() |> String.pad_leading(3, "0") |> then(&{:ok, &1})
    p id([3, 1]) |> tap(&IO.inspect/1) |> Enum.sort()
  end

  defp clauses(x) when is_integer(x) and x > 0, do: :pos
  defp clauses(x) when is_map(x) or is_list(x), do: :coll
end
