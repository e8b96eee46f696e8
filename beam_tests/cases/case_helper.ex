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
        " = " <> text_of(fun.(), limit: :infinity, width: 98)
      rescue
        e -> " !! " <> inspect(e.__struct__) <> ": " <> Exception.message(e)
      catch
        kind, reason -> " !! #{kind} #{text_of(reason, [])}"
      end

    IO.puts(text <> result)
  end

  # From OTP 26 on the order of a map's keys follows from what was loaded before: sort them.
  def text_of(value, options), do: inspect(value, [custom_options: [sort_maps: true]] ++ options)

  # What is written to stderr (warnings) goes where stdout goes, in one order.
  def join_errors do
    output = Process.group_leader()
    Process.unregister(:standard_error)
    pid = spawn(fn -> forward(output) end)
    Process.register(pid, :standard_error)
  end

  defp forward(to) do
    receive do
      request -> send(to, request)
    end

    forward(to)
  end

  # id/1 hides a value from the compiler.
  def id(x), do: x
end
