# SPDX-License-Identifier: Apache-2.0
# iex fed from a pipe: values, errors, helpers, several lines, unfinished input; what it prints.
defmodule Case.ShIex do
  def main do
    lines = [
      "1 + 1", "x = 5", "x * y", "[1, 2", "3]", "(defmodule Foo do", "def f(x), do: x + 1", "end; :made)", "Foo.f(1)", "Foo.f(:a)", "Foo.g(1)", "raise \"boom\"", "throw :ball", "exit :bye",
      ":erlang.error(:x)", "v(1)", "v(-1)", "%{a: 1}.b", "%{b: 1} = %{a: 1}", "case 1 do 2 -> 3 end", "fn -> 1 end.(2)", "\"héllo\"", "'abc'", "<<1, 2>>", "~D[2020-01-01]", "1 / 0", "String.upcase(:a)",
      "h Foo", "i 1", "i \"ab\"", "1 +", "2", ")", "foo(", "#iex:break", "inspect(self()) |> is_binary", "spawn(fn -> :ok end) |> is_pid", "send(self(), :hi)", "flush()", "import Enum", "map([1], & &1)", "exports Foo", "struct(URI, host: 1).host",
      "undefined_fun(1)", "Enum.map(1, & &1)", "hd([])", "elem({}, 0)", "binary_to_atom(1)", ":lists.nope(1)", "Integer.parse(1)", "Map.fetch!(%{a: 1}, :b)", "Keyword.fetch!([a: 1], :b)", "%Foo{}", "if 1 do", ":ok", "end", "System.halt(4)"
    ]
    file = Path.join(System.tmp_dir!(), "sh_iex_#{System.pid()}")
    File.write!(file, Enum.map_join(lines, "\n", & &1) <> "\n")
    # Values and errors go different ways, and the last prompt may not be written any more.
    out = :os.cmd('TERM=dumb iex < #{file} 2> #{file}.err; echo status $?; echo errors; cat #{file}.err') |> :unicode.characters_to_binary()
    Enum.each([file, file <> ".err"], &File.rm/1)
    out |> String.replace(~r/iex\(\d+\)> status/, "status") |> String.split("\n") |> Enum.reject(&(&1 =~ ~r"Interactive Elixir|^Erlang/OTP")) |> Enum.join("\n")
    |> String.replace(~r/#PID<[\d.]+>/, "#PID") |> String.replace(~r/0x[0-9a-f]+/, "0xX") |> IO.puts()
  end
end
