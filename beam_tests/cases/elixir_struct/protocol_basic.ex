# SPDX-License-Identifier: Apache-2.0
# Protocols: implementations for built-in types, structs, Any and derive, fallback, consolidation off, errors.
defmodule Case.ProtocolBasic do
  import CaseHelper

  defprotocol Size do
    @doc "size of a thing"
    def size(t)
    def unit(t, default \\ :u)
  end

  defprotocol Loud do
    @fallback_to_any true
    def say(t)
  end

  defmodule Box do
    defstruct items: []
  end

  defmodule Plain do
    defstruct [:a]
  end

  defimpl Size, for: BitString do
    def size(b), do: byte_size(b)
    def unit(_, _), do: :bytes
  end

  defimpl Size, for: [List, Tuple] do
    def size(t) when is_list(t), do: length(t)
    def size(t), do: tuple_size(t)
    def unit(_, d), do: {d, @for, @protocol}
  end

  defimpl Size, for: Map do
    def size(m), do: map_size(m)
    def unit(_, d), do: d
  end

  defimpl Size, for: Box do
    def size(b), do: Enum.sum(Enum.map(b.items, &Size.size/1))
    def unit(_, _), do: :box
  end

  defimpl Loud, for: Any do
    defmacro __deriving__(module, _struct, opts) do
      quote do
        defimpl Loud, for: unquote(module) do
          def say(_), do: {:derived, unquote(opts)}
        end
      end
    end

    def say(t), do: {:any, t}
  end

  defmodule Der do
    @derive [Loud]
    defstruct [:a]
  end

  defimpl Loud, for: Atom do
    def say(a), do: String.upcase(Atom.to_string(a))
  end

  defimpl Loud, for: Function do
    def say(f), do: f.()
  end

  defimpl Enumerable, for: Box do
    def count(_), do: {:error, __MODULE__}
    def member?(_, _), do: {:error, __MODULE__}
    def slice(_), do: {:error, __MODULE__}
    def reduce(b, acc, f), do: Enumerable.List.reduce(b.items, acc, f)
  end

  defimpl Collectable, for: Box do
    def into(b), do: {b, fn acc, {:cont, x} -> %{acc | items: acc.items ++ [x]}; acc, :done -> acc; _, :halt -> :ok end}
  end

  def main do
    p Size.size("héllo")
    p Size.size([1, 2])
    p Size.size({1, 2, 3})
    p Size.size(%{a: 1})
    p Size.size(%Box{items: ["ab", [1], %{}]})
    p Size.size(5)
    p Size.size(%Plain{})
    p Size.unit([])
    p Size.unit({}, :d)
    p Size.unit("")
    p Size.impl_for([])
    p Size.impl_for(1.5)
    p Size.impl_for!(1.5)
    p Loud.say(:abc)
    p Loud.say(5)
    p Loud.say(fn -> :called end)
    p Loud.say(%Der{})
    p Loud.say(%Plain{a: 1})
    p Loud.impl_for(%Plain{})
    p Size.__protocol__(:functions)
    p Size.__protocol__(:consolidated?)
    p Enum.map(%Box{items: [3, 1, 2]}, &(&1 * 2))
    p Enum.sort(%Box{items: [3, 1, 2]})
    p Enum.count(%Box{items: [3, 1]})
    p Enum.member?(%Box{items: [3, 1]}, 1)
    p Enum.slice(%Box{items: [3, 1, 4]}, 1..2)
    p Enum.into([1, 2], %Box{items: [0]})
    p for(x <- %Box{items: [1, 2]}, into: %Box{}, do: x + 1)
    p Enum.zip(%Box{items: [1, 2]}, [:a, :b])
    p Protocol.assert_impl!(Size, List)
    p Protocol.assert_impl!(Size, Integer)
    p Enum.take(Stream.map(%Box{items: [1, 2, 3]}, & &1), 2)
    p Enum.reduce_while(%Box{items: [1, 2, 3]}, 0, fn x, a -> if x == 2, do: {:halt, a}, else: {:cont, a + x} end)
  end
end
