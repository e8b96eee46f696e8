# SPDX-License-Identifier: Apache-2.0
# hello.exs -- a script that defines a module and calls it: compiled in memory, then run.
defmodule Hello do
  defstruct name: "world", times: 2
  def new(times), do: %Hello{times: times}
  def say(%Hello{name: name, times: times}), do: for(i <- 1..times, do: "#{i}: hello #{name}")
end

3 |> Hello.new() |> Hello.say() |> Enum.join("\n") |> IO.puts()
