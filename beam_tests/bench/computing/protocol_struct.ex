# SPDX-License-Identifier: Apache-2.0
# protocol_struct.ex -- structs, protocol dispatch, with, Access and nested updates.
defprotocol Bench.Shape do
  def area(shape)
  def grow(shape, by)
end

defmodule Bench.Circle do
  defstruct radius: 1
end

defmodule Bench.Box do
  defstruct width: 1, height: 1
end

defimpl Bench.Shape, for: Bench.Circle do
  def area(%{radius: r}), do: 3 * r * r
  def grow(circle, by), do: %{circle | radius: rem(circle.radius + by, 100)}
end

defimpl Bench.Shape, for: Bench.Box do
  def area(%{width: w, height: h}), do: w * h
  def grow(%Bench.Box{width: w} = box, by), do: %Bench.Box{box | width: rem(w + by, 50), height: by}
end

defimpl Bench.Shape, for: Tuple do
  def area({w, h}), do: div(w * h, 2)
  def grow({w, h}, by), do: {rem(w + by, 70), h}
end

defmodule Bench.ProtocolStruct do
  alias Bench.Shape

  def sizes, do: {500, 190_000}

  def run(n) do
    shapes = [%Bench.Circle{}, %Bench.Box{height: 3}, {3, 4}, %Bench.Circle{radius: 5}]
    state = %{config: %{limits: %{area: 0}}, seen: 0}
    {_, state} = Enum.reduce(1..n, {shapes, state}, &step/2)
    state
  end

  defp step(i, {shapes, state}) do
    shapes = Enum.map(shapes, &Shape.grow(&1, rem(i, 7)))
    total = shapes |> Enum.map(&Shape.area/1) |> Enum.sum()

    state =
      with true <- total > 10, limit = state.config.limits.area, false <- limit > 1_000_000_000 do
        update_in(state.config.limits.area, &(&1 + total))
      else
        _ -> put_in(state, [:config, :limits, :area], 0)
      end

    {shapes, %{state | seen: state.seen + 1}}
  end
end
