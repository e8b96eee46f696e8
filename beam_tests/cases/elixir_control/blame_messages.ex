# SPDX-License-Identifier: Apache-2.0
# Exception.blame and formatted stack traces; messages of every built-in exception; did-you-mean hints.
defmodule Case.BlameMessages do
  import CaseHelper

  def main do
    for f <- [
          fn -> f(:nope) end,
          fn -> String.upcase(id(5)) end,
          fn -> Enum.map(id(5), & &1) end,
          fn -> Keyword.get(id(%{}), :a) end,
          fn -> String.upcas("x") end,
          fn -> Strin.upcase("x") end,
          fn -> %{id(%{ab: 1}) | abc: 2} end,
          fn -> id(%{abcd: 1}).abce end,
          fn -> Map.fetch!(%{name: 1}, :nam) end,
          fn -> Integer.parse(id(5)) end,
          fn -> elem(id({1}), 3) end,
          fn -> id(:a) <> "x" end,
          fn -> "#{id({1})}" end,
          fn -> Date.new!(2023, 2, 30) end,
          fn -> :erlang.binary_to_atom(id(5)) end,
          fn -> case(id(1), do: (2 -> 3)) end,
          fn -> cond(do: (id(nil) -> 1)) end,
          fn -> with(1 <- id(2), do: 3, else: (4 -> 5)) end,
          fn -> try(do: id(1), rescue: (_ -> 2), else: (7 -> 8)) end,
          fn -> List.first(id(:x)) end,
          fn -> id(1).(2) end,
          fn -> apply(id(:lists), :nth, [9, [1]]) end,
          fn -> Enum.max([]) end,
          fn -> 1 / id(0) end,
          fn -> Process.sleep(id(:x)) end,
          fn -> GenServer.call(:no_server_here, :x) end,
          fn -> exit({:timeout, {GenServer, :call, [:a, :b, 10]}}) end,
          fn -> throw({:a, 1}) end,
          fn -> :erlang.raise(:error, :strange, []) end
        ] do
      try do
        f.()
        IO.puts("no error")
      catch
        kind, reason ->
          {e, st} = Exception.blame(kind, reason, __STACKTRACE__)
          IO.puts(Exception.format_banner(kind, e, st))
          if kind == :error, do: IO.puts("  " <> inspect(e.__struct__))
          st |> Enum.take(2) |> Enum.each(&IO.puts("    " <> entry(&1)))
      end
    end
  end

  defp entry({m, f, a, l}), do: "#{inspect(m)} #{f} #{if is_list(a), do: length(a), else: a} #{l[:line] != nil}"
  def f(x) when is_integer(x) and x > 1, do: x
  def f(x) when is_binary(x), do: x
end
