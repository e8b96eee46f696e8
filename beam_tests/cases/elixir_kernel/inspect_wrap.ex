# SPDX-License-Identifier: Apache-2.0
# inspect at many widths and limits, custom Inspect, derive options, Inspect.Algebra by hand, structs with errors in inspect, pretty nested data.
defmodule Case.InspectWrap do
  import CaseHelper

  defmodule Plain do defstruct [:a, :b, c: 3] end
  defmodule Only do @derive {Inspect, only: [:a]}; defstruct [:a, :b] end
  defmodule Except do @derive {Inspect, except: [:a]}; defstruct [:a, :b] end
  defmodule Optional do @derive {Inspect, optional: [:b]}; defstruct [:a, b: nil] end
  defmodule Custom do defstruct [:items] end
  defimpl Inspect, for: Custom do
    import Inspect.Algebra
    def inspect(%{items: i}, o), do: container_doc("#Custom[", i, "]", o, &to_doc/2, separator: ";", break: :flex)
  end
  defmodule Broken do defstruct [:x] end
  defimpl Inspect, for: Broken do
    def inspect(_, _), do: raise("broken")
  end

  def main do
    data = id(%{list: Enum.to_list(1..30), text: "some longer text with \"quotes\" and \n newline", nested: %{"key" => ~D[2020-01-01], a: [b: {1, 2.5, :c}, d: nil]}, s: %Plain{a: %Plain{}}, bin: <<1, 2, 255>>, chars: 'abc', fun: &Enum.map/2, mod: String, big: 1234567890123})
    for w <- [1, 10, 30, 60, 80, 120, 0, :infinity], do: IO.puts("#{w}: " <> inspect(data, width: w, pretty: true, custom_options: [sort_maps: true]))
    for l <- [0, 1, 3, 7, 20, :infinity], do: IO.puts("#{l}: " <> inspect(data, limit: l, custom_options: [sort_maps: true]))
    for o <- [[base: :hex], [base: :binary], [base: :octal], [binaries: :as_strings], [binaries: :as_binaries], [charlists: :as_lists], [charlists: :as_charlists], [structs: false, custom_options: [sort_maps: true]], [printable_limit: 5], [syntax_colors: [number: :red, atom: :blue, string: :green]], [safe: false], [custom_options: [x: 1]], [inspect_fun: fn x, _ -> "<#{is_map(x)}>" end]] do
      IO.puts(inspect(Keyword.keys(o)) <> " " <> inspect([data.nested, 255, 'abc', "xyz", <<255>>, %Plain{}, -16, [7, 8], data.text], o))
    end
    for x <- [%Only{a: 1, b: 2}, %Except{a: 1, b: 2}, %Optional{a: 1}, %Optional{a: 1, b: 2}, %Custom{items: [1, :b, "c"]}, %Custom{items: Enum.to_list(1..40)}, [%Custom{items: []}], %{__struct__: NoSuch, a: 1}, %{__struct__: "x"}, %{__struct__: Plain}, %{__struct__: Plain, a: 1, b: 2, c: 3, d: 4}] do
      IO.puts(inspect(x, width: 40, pretty: true, custom_options: [sort_maps: true]))
    end
    p(inspect(%Broken{x: 1}) =~ "Inspect.Error")
    p(try do inspect(%Broken{x: 1}, safe: false) rescue e -> Exception.message(e) end)
    for x <- [:a, :"a b", :A, :"", :+, :"foo!", :"é", :"Elixir.Foo", :"Elixir.foo bar", Elixir, nil, true, :nil?, :"a@b", :"1a", :%{}, :{}, :<<>>, :.., :"..//", :&&, :!, :when, :do, :"\n", :"日本"], do: IO.puts(inspect(x) <> " " <> inspect([{x, 1}]) <> " " <> inspect(%{x => 1}))
    for x <- ["\0\a\b\t\n\v\f\r\e\d", "\u200b\u00ad\uFEFF", "#" <> "{x}", <<0xD8, 0x00>>, "a\\b", <<1::3>>, <<"abc", 1::1>>, 'é', [0], [7, 27, 65], [97 | 98], [{:a, 1} | :b], [{"a", 1}], [a: 1, b: 2], [{:a, 1}, :b], [{:"a b", 1}], %{"a" => 1}, %{1 => 2, :a => 3}, {}, {1}, [[]], 1.0e100, -0.0, 1.0e-5, 123456.789, 1_000_000, fn -> 1 end |> is_function(), make_ref() |> is_reference(), 1..2, 1..10//3, MapSet.new([1]), ~r/a/i, ~T[10:00:00], ~N[2020-01-01 00:00:00], ~U[2020-01-01 00:00:00Z], %URI{host: "h"}, Version.parse!("1.2.3-a+b"), {:ok, %RuntimeError{message: "m"}}], do: IO.puts(inspect(x, limit: 50))
    import Inspect.Algebra
    doc = group(concat(["begin", nest(concat([break(), "one", break(), "two", line(), glue("three", "four")]), 2), break(""), "end"]))
    for w <- [5, 20, 80], do: IO.puts(format(doc, w) |> IO.iodata_to_binary() |> inspect())
    for w <- [5, 20, 80], do: IO.puts(format(group(fold_doc(Enum.map(1..12, &to_string/1), fn a, b -> flex_glue(a, ",", b) end)), w) |> IO.iodata_to_binary() |> inspect())
    p(format(color("x", :atom, %Inspect.Opts{syntax_colors: [atom: :red]}), 80) |> IO.iodata_to_binary())
    p(format(nest("a" |> line("b"), :reset), 10) |> IO.iodata_to_binary())
    p(format(string("é") |> space("b"), 10) |> IO.iodata_to_binary())
    p(IO.inspect(data.nested, label: "label", width: 20) == data.nested)
    p(Kernel.inspect("x", limit: :foo))
  end
end
