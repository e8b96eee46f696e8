# SPDX-License-Identifier: Apache-2.0
# task_async.ex -- Task.async, await_many and async_stream over small pieces of work.
defmodule Bench.TaskAsync do
  def sizes, do: {20, 6_000}

  def run(n) do
    Enum.reduce(1..n, 0, fn i, acc ->
      squares = 1..12 |> Enum.map(fn x -> Task.async(fn -> x * x + i end) end) |> Task.await_many()

      stream =
        1..8
        |> Task.async_stream(fn x -> x * 3 end, max_concurrency: 4, ordered: true)
        |> Enum.reduce(0, fn {:ok, value}, sum -> sum + value end)

      acc + Enum.sum(squares) + stream
    end)
  end
end
