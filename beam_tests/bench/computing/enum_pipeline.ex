# SPDX-License-Identifier: Apache-2.0
# enum_pipeline.ex -- pipelines of Enum over ranges and lists, with captures and group_by.
defmodule Bench.EnumPipeline do
  def sizes, do: {500, 500_000}

  def run(n) do
    groups =
      1..n
      |> Enum.map(&(&1 * 7 + 3))
      |> Enum.filter(&(rem(&1, 3) != 0))
      |> Enum.with_index()
      |> Enum.group_by(fn {x, _} -> rem(x, 97) end, fn {x, i} -> x - i end)
      |> Enum.map(fn {key, values} -> {key, Enum.sum(values), Enum.count(values)} end)
      |> Enum.sort_by(fn {_, sum, _} -> -sum end)

    chunks = 1..n |> Enum.chunk_every(4) |> Enum.map(&Enum.join(&1, ",")) |> Enum.uniq_by(&byte_size/1)
    {min, max} = 1..n |> Enum.map(&rem(&1 * &1, 1009)) |> Enum.min_max()
    zipped = Enum.zip_reduce(1..n, n..1, 0, fn a, b, acc -> acc + abs(a - b) end)
    frequencies = 1..n |> Enum.frequencies_by(&rem(&1, 50)) |> map_size()
    {Enum.take(groups, 2), length(chunks), min, max, zipped, frequencies, Enum.reduce(1..n, 0, &(&1 + &2))}
  end
end
