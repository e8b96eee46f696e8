# SPDX-License-Identifier: Apache-2.0
# Code.compile_string of wrong modules: messages of compile errors and the warnings on stderr.
defmodule Case.CompileErrors do
  def main do
    one_stream()
    for {s, i} <- Enum.with_index(sources()) do
      IO.puts("--- #{i} #{String.replace(s, "\n", "; ")}")
      try do
        Code.compile_string(s, "f#{i}.ex") |> Enum.map(&elem(&1, 0)) |> IO.inspect()
      rescue
        e -> IO.puts("#{inspect(e.__struct__)}: #{Exception.message(e)}")
      catch
        k, r -> IO.inspect({k, r})
      end
    end
  end

  # Warnings and errors in one order: standard_error becomes a process that hands on to user.
  defp one_stream do
    Process.unregister(:standard_error)
    Process.register(spawn_link(fn -> forward(Process.whereis(:user)) end), :standard_error)
  end

  defp forward(to) do
    receive do m -> send(to, m) end
    forward(to)
  end

  defp sources do
    bodies = ["def f(x), do: y", "def f(x), do: x\ndef f(y, z), do: y\ndef f(z), do: z", "def f(x, x \\\\ 1), do: x", "@spec g(integer) :: atom\ndef f, do: 1", "defp f, do: 1", "def f, do: g()", "import Nope", "alias Foo.Bar\ndef f, do: 1", "require Nope", "use Nope", "def f(a), do: %Nope{a: a}",
              "defstruct [:a]\ndef f, do: %__MODULE__{b: 1}", "defstruct [:a]\ndefstruct [:b]", "@enforce_keys [:a]\ndefstruct [:a]\ndef f, do: %CeX{}", "def f(x) when y, do: x", "def f(x) when foo(x), do: x", "def f do\n x = 1\n end", "def f, do: (case 1 do\n a -> a\n b -> b\nend)", "def 1, do: 2", "def f, do: quote(do: unquote(1)", "defmacro m(x), do: x\ndef f, do: m(1)",
              "def f, do: for(x <- [1], into: 1, foo: 2, do: x)", "def f, do: with(1, else: (_ -> 1))", "def f, do: receive(do: (x -> x), foo: 1)", "def f, do: try(do: 1)", "def f, do: &(&2)", "def f, do: &1", "def f, do: ^x", "def f, do: fn -> ^x = 1 end", "def f(<<a::binary, b>>), do: a", "def f, do: <<1::foo>>", "def f, do: <<1::size(\"a\")>>", "def f(%{a => 1}), do: 1",
              "def f(x), do: super(x)", "@behaviour GenServer\ndef f, do: 1", "@behaviour Nope\ndef f, do: 1", "@impl true\ndef f, do: 1", "def f, do: @undefined_attr", "@doc \"x\"\ndefp f, do: 1\ndef g, do: f()", "def f(_a), do: _a", "def f(a, b, a), do: a", "def f, do: __MODULE__.g()", "def f, do: String.nope(1)", "def f, do: Enum.map()", "def f, do: 1\ndef f, do: 2", "def f, do: raise(1, 2, 3)",
              "def f(x), do: x |> 1", "def f(x), do: if(x)", "def f(x), do: cond(do: 1)", "def f, do: [1, 2", "def f, do: \"\#{\"", "def f, do: a b c", "def f, do: :erlang.localtim(1)", "throw(:in_body)", "raise ArgumentError, \"in body\"", "exit(:in_body)", "1 + :a", "@type t :: nope()\ndef f, do: 1", "@spec f(foo) :: bar\ndef f(a), do: a", "defguard g(x) when x > y", "defdelegate f(x), to: 1", "defoverridable f: 1", "defexception [:a]\ndef f, do: raise(CeX)", "def f, do: defmodule(1)", "def f(x), do: x.y.z()\ndef unquote(:\"a b\")(), do: 1", "import String\nimport Enum\ndef f, do: reverse(1)", "alias CeX, as: foo", "def f(%__MODULE__{}), do: 1", "for i <- 1..2, do: def(unquote(:\"f\#{i}\")(), do: unquote(i))"]
    Enum.map(bodies, &"defmodule CeX do\n#{&1}\nend") ++ ["x = 1\ny", "defmodule foo do\nend", "defmodule CeY do", "end", "1 +", "fn", "defmodule CeZ, do: 1", "import CeX, only: [a: 1]", "(", "defprotocol P1 do\ndef f(x, y)\ndef g()\nend", "defimpl Nope, for: Integer do\nend", "defimpl Enumerable, for: CeNope do\nend", "%{a: 1}.b", "quote do: 1, 2", "unquote(1)", "&", "a.b.c", "Foo.bar(1)", "'\\x{zz}'", "?", "0b12", "1__0", "foo: 1", "@a 1"]
  end
end
