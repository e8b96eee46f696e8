# SPDX-License-Identifier: Apache-2.0
# inspect of every type of value, of structs, nested and long ones, with its options.
defmodule Case.InspectAll do
  import CaseHelper
  defstruct a: 1, b: nil
  defmodule Derived, do: (@derive({Inspect, only: [:x]}); defstruct(x: 1, y: 2))
  defmodule Hidden, do: (@derive({Inspect, except: [:y]}); defstruct(x: 1, y: 2))
  defmodule Raises do
    defstruct [:v]
    defimpl Inspect, do: def(inspect(_, _), do: raise("no inspect"))
  end
  defmodule Custom do
    defstruct [:v]
    defimpl Inspect do
      import Inspect.Algebra
      def inspect(%{v: v}, opts), do: concat(["#Custom<", to_doc(v, opts), ">"])
    end
  end

  def main do
    for v <- [
          1, -1, 1.0, 1.0e100, 1.0e-10, -0.0, 123_456_789.125, 100_000_000_000_000_000_000, :a, :"a b", :A, Foo, Foo.Bar, :"Elixir", :"Elixir.a", nil, true, :+, :"a?", :a?, :"1a", :ñ, :"", :"é b", :..,
          :{}, :%{}, :<<>>, :&&, "str", "a\nb\t\"q\"\\", "é€😀", "\e\0\x7f", <<255, 1>>, <<1::3>>, <<"abc", 1::1>>, "\#{x}", 'abc', [1, 2], [7, 8, 9], 'a\nb', [], [a: 1], [{:a, 1}, {:b, 2}, 3], ["a b": 1], [{Foo, 1}], [1 | 2], {}, {1},
          {:a, [b: {}]}, %{}, %{a: 1}, %{"a" => 1, b: 2}, %{1 => 2}, %{[a: 1] => 2}, %Case.InspectAll{}, %Derived{}, %Hidden{}, %Custom{v: [1, "x"]}, 1..5, 1..10//3, MapSet.new([3, 1]), ~D[2020-02-29], ~T[12:00:01.50], ~N[2020-01-01 00:00:00],
          ~U[2020-01-01 00:00:00Z], ~r/a.b/iu, Version.parse!("1.2.3-rc.1+b"), URI.parse("http://x.y/z?q#f"), %RuntimeError{message: "m"}, &String.length/1, &Kernel.+/2, Stream.map([1], &id/1).__struct__, Date.range(~D[2020-01-01], ~D[2020-01-03]),
          Version.parse_requirement!("~> 1.0"), %{__struct__: Nope, a: 1}, %{__struct__: Date, bogus: 1}
        ] do
      p(v)
    end

    long = Enum.to_list(1..60)
    for o <- [[], [limit: 5], [limit: 0], [limit: :infinity, width: 30], [width: 10, limit: 6], [pretty: true, width: 20, limit: 8], [charlists: :as_lists], [binaries: :as_binaries],
              [base: :hex, limit: 3], [base: :binary, limit: 3], [base: :octal, limit: 3], [structs: false, custom_options: [sort_maps: true]], [safe: false], [printable_limit: 3], [syntax_colors: [number: :red, atom: :blue], limit: 2], [custom_options: [a: 1], limit: 1]] do
      IO.puts(inspect(o) <> ": " <> inspect([long, "a long string", 'charlist', %{1 => 1, b: [x: 1]}, ~D[2020-01-01], {:t, 255, -10}], o))
    end

    IO.puts(inspect(%Raises{v: 1}) |> String.replace(~r/\(case.*$|beam_tests.*/m, "") |> String.slice(0, 120))
    IO.puts(inspect(%{:a => %{b: %{:c => Enum.to_list(1..20), "d" => "some text that is long"}}, "e" => {:tuple, [key: "value", other: 'list']}}, pretty: true, width: 40))
    IO.inspect({1, "two", :three}, label: "lbl")
    IO.inspect(%{:a => 1, "b" => 2}, width: 5, pretty: true)
    p(inspect(:a, opts_bad: 1))
    p(Inspect.Algebra.format(Inspect.Algebra.nest(Inspect.Algebra.glue("a", "b"), 2), 1) |> IO.iodata_to_binary())
  end
end
