# SPDX-License-Identifier: Apache-2.0
# for: generators, filters, into, uniq, reduce, binaries, patterns that skip, nesting, maps.
defmodule Case.ComprehensionFor do
  import CaseHelper

  def main do
    p for(x <- 1..5, do: x * x)
    p for(x <- 1..5, rem(x, 2) == 1, do: x)
    p for(x <- [1, 2], y <- [:a, :b], do: {x, y})
    p for(x <- 1..4, y <- x..4, x + y == 5, do: {x, y})
    p for({:ok, v} <- [{:ok, 1}, :error, {:ok, 2}, {:err, 3}], do: v)
    p for({k, v} <- %{a: 1, b: 2}, into: %{}, do: {v, k})
    p for(x <- [1, 1, 2, 3, 2], uniq: true, do: x)
    p for(x <- 1..10, reduce: 0, do: (acc -> acc + x))
    p for(w <- ~w(a b a), reduce: %{}, do: (acc -> Map.update(acc, w, 1, &(&1 + 1))))
    p for(<<c <- "abc">>, do: c + 1)
    p for(<<c::utf8 <- "aé€">>, into: "", do: <<c + 1::utf8>>)
    p for(<<a::4, b::4 <- <<0x12, 0x34>> >>, do: {a, b})
    p for(x <- 1..3, into: "", do: Integer.to_string(x))
    p for(x <- 1..3, into: MapSet.new(), do: rem(x, 2))
    p for(x <- [1, 2, 3], y = x * 2, y > 2, do: {x, y})
    p for(n when n > 2 <- [1, 2, 3, 4], do: n)
    p for(%{id: i} <- [%{id: 1}, %{}, %{id: 2}], do: i)
    p for(x <- [], do: x)
    p for(a <- 1..20, b <- a..20, c <- b..20, a * a + b * b == c * c, do: {a, b, c})
    p for(x <- 1..3, do: for(y <- 1..x, do: y))
    p for(i <- 1..3, j <- 1..3, into: %{}, do: {{i, j}, i * j}) |> map_size()
    p for(x <- :oops, do: x)
    p for(x <- 1..2, into: :oops, do: x)
    p for(f <- [&(&1 + 1), &(&1 * 10)], x <- [1, 2], do: f.(x))
    p for({name, age} <- [ann: 30, bob: 20], age > 25, do: name)
    p (x = 10; for(x <- 1..2, do: x) ++ [x])
    p for(line <- String.split("a=1\nb=2\nbad", "\n"), [k, v] <- [String.split(line, "=")], into: %{}, do: {k, String.to_integer(v)})
    p for(<<r::8, g::8 <- <<1, 2, 3>> >>, do: {r, g})
    p for(x <- Stream.iterate(1, &(&1 + 1)) |> Stream.take(3), do: -x)
  end
end
