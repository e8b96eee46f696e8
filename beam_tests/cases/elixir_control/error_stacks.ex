# SPDX-License-Identifier: Apache-2.0
# Formatted errors and stack traces of exceptions raised in many kinds of Elixir functions, with file and line.
defmodule Case.ErrorStacks do
  import Kernel, except: [+: 2]
  def main do
    for f <- [
          fn -> a(0) end, fn -> private(:x) end, fn -> Enum.map([1, 2], fn x -> x / 0 end) end, fn -> for(x <- [1], do: div(x, 0)) end,
          fn -> Enum.each(1..2, &guarded/1) end, fn -> default() end, fn -> %{a: 1} |> Map.fetch!(:b) end, fn -> pipe("x") end,
          fn -> Stream.map([1], fn _ -> raise "in stream" end) |> Enum.to_list() end, fn -> with({:ok, x} <- g(1), do: raise(x)) end,
          fn -> try(do: raise("first"), rescue: (_ -> raise("second"))) end, fn -> reraised() end, fn -> try(do: raise("a"), after: IO.puts("after")) end,
          fn -> apply(__MODULE__, :nope, [1]) end, fn -> Case.Nope.f(1) end, fn -> q?(1) end, fn -> Case.ErrorStacks.+(1, 2) end,
          fn -> Keyword.fetch!([a: 1], :b) end, fn -> Agent.get(:no_such, & &1) end, fn -> String.to_existing_atom("no such atom, really") end,
          fn -> receive_match() end, fn -> unsafe("a", 1) end, fn -> Enum.reduce([1, :b], &Kernel.+/2) end, fn -> raise ArgumentError end, fn -> raise KeyError, key: 1, term: %{} end,
          fn -> raise Case.MyError, code: 7 end, fn -> Regex.run(1, "a") end, fn -> throw(:t) end, fn -> exit({:shutdown, :s}) end
        ] do
      try do
        f.()
      catch
        k, r ->
          st = Enum.take_while(__STACKTRACE__, fn {m, f, _, _} -> {m, f} != {__MODULE__, :"-main/0-fun-29-"} and {m, f} != {__MODULE__, :main} end)
          {r, st} = Exception.blame(k, r, st)
          IO.puts(Exception.format(k, r, Enum.reject(st, fn {m, f, _, _} -> m == __MODULE__ and f |> to_string() |> String.contains?("main") and false end)))
      end
    end
  end

  def a(0), do: [b(1)]
  def b(x), do: [raise(ArgumentError, "bad #{x}")]
  defp private(:y), do: 1
  def guarded(x) when is_binary(x) or x > 5 and x != :z, do: x
  def default(x \\ nil), do: x.field
  def pipe(x), do: x |> String.to_integer() |> Kernel.+(1)
  def g(x), do: {:ok, "g#{x}"}
  def reraised do
    raise "orig"
  rescue
    e -> reraise(RuntimeError.exception("again: " <> e.message), __STACKTRACE__)
  end
  def q?(%{a: _}), do: true
  def :a + :b, do: 1

  def receive_match do
    send(self(), {:m, 1})
    receive do
      {:m, x} -> {:ok, ^x} = {:ok, 2}
    end
  end
  def unsafe(a, b) when is_integer(a), do: b
  def unsafe(a, b) when is_binary(b) and byte_size(a) > 1, do: b
end

defmodule Case.MyError do
  defexception [:code]
  @impl true
  def message(e), do: "code #{e.code}"
  @impl true
  def blame(e, st), do: {%{e | code: {:blamed, e.code} |> elem(1)}, st}
end
