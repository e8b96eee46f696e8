# SPDX-License-Identifier: Apache-2.0
# What every Elixir case imports. p(expr) prints the source of expr and its value, or the exception.
defmodule CaseHelper do
  defmacro p(expr) do
    text = Macro.to_string(expr)
    quote do: CaseHelper.show(unquote(text), fn -> unquote(expr) end)
  end

  def show(text, fun) do
    result =
      try do
        " = " <> inspect(fun.(), limit: :infinity, width: 98)
      rescue
        e -> " !! " <> inspect(e.__struct__) <> ": " <> Exception.message(e)
      catch
        kind, reason -> " !! #{kind} #{inspect(reason)}"
      end

    IO.puts(text <> result)
  end

  # id/1 hides a value from the compiler.
  def id(x), do: x
end
