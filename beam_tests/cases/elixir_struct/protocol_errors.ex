# SPDX-License-Identifier: Apache-2.0
# Protocols: undefined implementations, fallback, derive errors, consolidated and not, struct creation errors at compile time.
defmodule Case.ProtocolErrors do
  import CaseHelper
  defprotocol Size do
    @doc "size"
    def size(x)
    def other(x, y)
  end
  defprotocol Any1 do
    @fallback_to_any true
    def what(x)
  end
  defimpl Any1, for: Any, do: def(what(_), do: :any)
  defimpl Any1, for: [Integer, BitString], do: def(what(x), do: {:int_or_bin, x})
  defimpl Size, for: Map, do: (def(size(m), do: map_size(m)); def(other(_, y), do: y))
  defmodule S, do: defstruct([:a, b: 2])
  defmodule E, do: (@enforce_keys [:x]; defstruct([:x, :y]))
  defimpl Size, for: S, do: (def(size(_), do: :struct); def(other(x, _), do: x.a))

  def main do
    for v <- [1, 1.0, :a, "b", <<1::3>>, [1], {1}, %{}, %S{}, %E{x: 1}, ~D[2020-01-01], 1..2] do
      p(Size.size(v))
      p(Size.other(v, 1))
      p(Any1.what(v))
      p(Size.impl_for(v))
      p(Any1.impl_for!(v))
    end
    p(Size.impl_for!(1))
    p(Size.__protocol__(:functions))
    p(Size.__protocol__(:consolidated?))
    p(Size.__protocol__(:module))
    p(Protocol.assert_impl!(Size, S))
    p(Protocol.assert_impl!(Size, E))
    p(Protocol.assert_protocol!(Enum))
    p(Enumerable.count(1))
    p(to_string(%S{}))
    p(to_string({1}))
    p(Enum.to_list(%S{}))
    p(for(x <- %S{}, do: x))
    p(for(x <- [1], into: %S{}, do: x))
    p(List.Chars.to_charlist(%S{}))
    p(String.Chars.to_string([1, [2]]))
    p(String.Chars.to_string([:a]))
    p(Enumerable.impl_for(%{}))
    p(Inspect.impl_for(%S{}))
    p(struct!(E, y: 1))
    p(struct(E, y: 1))
    p(struct!(S, c: 1))
    p(struct(S, c: 1, a: 3))
    p(%{%S{} | a: 5})
    p(%{id(%S{}) | zz: 5})
    p(%S{} = id(%E{x: 1}))
    p(is_struct(%S{}, S))
    p(is_struct(id(%{__struct__: 1})))
    p(match?(%{__struct__: S}, %S{}))
    p(Map.from_struct(%S{a: 1}))
    p(%S{a: 1} == %S{a: 1.0})
  end
end
