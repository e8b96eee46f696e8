# SPDX-License-Identifier: Apache-2.0
# inspect: limits, widths, bases, charlists, structs, nesting, custom options, pretty printing with line breaks, algebra documents.
defmodule Case.InspectOpts do
  import CaseHelper

  import Inspect.Algebra

  def main do
    p inspect([1, 2, 3], limit: 2)
    p inspect(%{io_a: 1, io_b: 2}, limit: 1)
    p inspect("long string here", printable_limit: 4)
    p inspect([255, 16], base: :hex)
    p inspect(<<1, 2>>, base: :binary)
    p inspect('abc')
    p inspect('abc', charlists: :as_lists)
    p inspect([97, 0], charlists: :as_charlists)
    p inspect("a\"b\n\t\\#{"\#{"}")
    p inspect(:"with space")
    p inspect([:a, :"b-c", :C, nil, true, :"ok?", :+, :"", :é])
    p inspect([a: 1, "b c": 2])
    p inspect(%{"x" => 1, :y => 2, 3 => 4})
    p inspect({1, {2, {3, {4}}}}, limit: 2)
    p inspect(fn -> 1 end) =~ "#Function<"
    p inspect(&Enum.map/2)
    p inspect([1 | 2])
    p inspect(1..5)
    p inspect(~r/a/)
    p inspect(~D[2024-01-01])
    p inspect(Date.range(~D[2024-01-01], ~D[2024-01-03]))
    p inspect(1.0e100)
    p inspect(<<255, 254>>)
    p inspect(<<1::3>>)
    p inspect("\u200B\u{10FFFF}")
    p inspect(String)
    p inspect(%ArgumentError{message: "m"})
    p inspect(MapSet.new([1]))
    p inspect(%URI{host: "h"}, structs: false) =~ "__struct__"
    IO.puts(inspect(Enum.to_list(1..40), pretty: true, width: 40))
    IO.puts(inspect(%{users: [%{name: "ann", email: "ann@example.com", roles: [:admin, :user]}, %{name: "bob", email: "bob@example.com", roles: []}]}, pretty: true, width: 50))
    IO.puts(inspect([a: [b: [c: [d: "deep value goes here"]]]], pretty: true, width: 20))
    IO.puts(inspect({:ok, "a string that is rather long", "and another one that is long"}, pretty: true, width: 30))
    IO.puts(inspect(%{1 => "x", [2] => %{3 => {4, 5}}}, pretty: true, width: 5))
    IO.inspect([1, 2], label: "label")
    IO.inspect(%{a: 1}, label: "map", width: 1)
    p concat(["a", break("_"), "b"]) |> group() |> format(80) |> IO.iodata_to_binary()
    p glue(glue("hello", "big"), "world") |> group() |> format(8) |> IO.iodata_to_binary()
    p nest(concat("[", concat(break(""), "x")), 4) |> group() |> format(1) |> IO.iodata_to_binary()
    p container_doc("[", [1, 2, 3], "]", %Inspect.Opts{}, fn i, _ -> to_string(i) end) |> format(5) |> IO.iodata_to_binary()
    p fold_doc(["a", "b", "c"], fn d, acc -> concat([d, "!", acc]) end) |> format(80) |> IO.iodata_to_binary()
    p to_string([1, "a", 'b'])
    p to_string(nil)
    p to_string(:atom)
    p "#{[72, "i"]} #{1.5} #{:x} #{nil}"
  end
end
