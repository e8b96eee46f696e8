# SPDX-License-Identifier: Apache-2.0
# Structs: defaults, enforce_keys, update, matching, inspect, derive, errors, struct/2, __struct__.
defmodule Case.StructBasic do
  import CaseHelper

  defmodule Point do
    defstruct x: 0, y: 0
  end

  defmodule User do
    @enforce_keys [:name]
    defstruct [:name, age: 18, tags: []]
  end

  defmodule Hidden do
    @derive {Inspect, only: [:shown]}
    defstruct shown: 1, secret: 2
  end

  defmodule Custom do
    defstruct [:v]

    defimpl Inspect do
      import Inspect.Algebra
      def inspect(c, opts), do: concat(["#Custom<", to_doc(c.v, opts), ">"])
    end

    defimpl String.Chars do
      def to_string(c), do: "custom:#{c.v}"
    end
  end

  def main do
    pt = id(%Point{x: 1})
    p pt
    p %{pt | y: 5}
    p %Point{pt | y: 6}
    p pt.z
    p %{pt | z: 1}
    p pt.__struct__
    p Map.from_struct(pt)
    p is_struct(pt)
    p is_struct(pt, Point)
    p is_struct(pt, User)
    p is_map(pt)
    p (case pt do %Point{x: x} when x > 0 -> {:pos, x}; _ -> :other end)
    p (fn %User{} -> 1; %{x: x} -> {:map, x} end).(pt)
    p (fn %mod{} -> mod end).(pt)
    p struct(Point, x: 9, bogus: 1)
    p struct!(Point, bogus: 1)
    p struct!(User, age: 3)
    p struct(User, age: 3)
    p %User{name: "ann"}
    p %User{name: "ann", tags: [:a, {:b, "c"}]}
    p %Hidden{}
    p %Custom{v: [1, %Custom{v: :in}]}
    p "#{%Custom{v: 7}}"
    p to_string(%Point{})
    p pt == %Point{x: 1, y: 0}
    p pt == Map.from_struct(pt)
    p Enum.map(pt, & &1)
    p pt[:x]
    p inspect(pt, structs: false, custom_options: [sort_maps: true])
    p %{__struct__: Nope, a: 1}
    p map_size(pt)
    p Map.put(pt, :x, 2)
    p Map.keys(%User{name: 1})
    p Point.__struct__()
    p Point.__struct__(x: 4)
    p Enum.sort([%Point{x: 2}, %Point{x: 1, y: 9}, %Point{x: 1}])
    p id(%{pt | x: %{pt | y: %Point{}}})
  end
end
