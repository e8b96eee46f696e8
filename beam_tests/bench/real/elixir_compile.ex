# SPDX-License-Identifier: Apache-2.0
# elixir_compile.ex -- Elixir source compiled in memory: parser, macro expansion, type checks, then Erlang's compiler.
defmodule Bench.ElixirCompile do
  def sizes, do: {1, 2}

  def run(n) do
    Code.put_compiler_option(:ignore_module_conflict, true)

    for i <- 1..n do
      modules = Code.compile_string(source(i))
      Enum.each(modules, fn {module, _} -> :code.purge(module) && :code.delete(module) end)
      modules |> Enum.map(&elem(&1, 0)) |> Enum.sort()
    end
  end

  defp source(i) do
    functions =
      for f <- 1..25 do
        """
        @doc "Function #{f}."
        @spec f#{f}(integer, keyword) :: {:ok, map} | :error
        def f#{f}(x, opts \\\\ []) when is_integer(x) do
          with {:ok, limit} <- Keyword.fetch(opts, :limit), true <- x < limit do
            result = for y <- 1..x, rem(y, #{f + 1}) == 0, into: %{}, do: {y, "\#{y}: \#{inspect(opts)}"}
            {:ok, result |> Map.put(:x, x) |> Map.update(:n, #{f}, &(&1 + #{f}))}
          else
            :error -> if x > #{f}, do: f#{f}(x - 1, limit: #{f * 10}), else: :error
            false -> unless(x == 0, do: raise(ArgumentError, "too large: \#{x}"))
          end
        end
        """
      end

    """
    defmodule Generated#{rem(i, 2)} do
      use GenServer
      defstruct [:a, b: #{i}, c: %{}]
      @type t :: %__MODULE__{a: term, b: integer, c: map}
      defmacro twice(expr), do: quote(do: unquote(expr) * 2)
      def init(arg), do: {:ok, %__MODULE__{a: arg}}
      def handle_call({:get, key}, _from, state), do: {:reply, Map.get(state, key), state}
      #{Enum.join(functions, "\n")}
    end

    defimpl String.Chars, for: Generated#{rem(i, 2)} do
      def to_string(%{b: b}), do: "generated \#{b}"
    end
    """
  end
end
