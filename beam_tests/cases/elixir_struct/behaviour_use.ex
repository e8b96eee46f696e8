# SPDX-License-Identifier: Apache-2.0
# use, behaviours with callbacks and optional callbacks, module attributes, defdelegate, defoverridable, import, alias.
defmodule Case.BehaviourUse do
  import CaseHelper

  defmodule Greeter do
    @callback greet(String.t()) :: String.t()
    @callback style() :: atom
    @optional_callbacks style: 0

    defmacro __using__(opts) do
      quote do
        @behaviour Case.BehaviourUse.Greeter
        @prefix unquote(opts[:prefix] || "Hi")
        def greet(n), do: "#{@prefix} #{n}"
        def twice(n), do: greet(n) <> "/" <> greet(n)
        defoverridable greet: 1
      end
    end
  end

  defmodule Plain do
    use Greeter
  end

  defmodule Loud do
    use Greeter, prefix: "HEY"
    def greet(n), do: String.upcase(super(n)) <> "!"
    def style, do: :loud
  end

  defmodule Attrs do
    Module.register_attribute(__MODULE__, :acc, accumulate: true)
    Module.register_attribute(__MODULE__, :kept, persist: true)
    @acc 1
    @acc 2
    @kept {:some, :value}
    @plain "first"
    def first, do: @plain
    @plain "second"
    def second, do: @plain
    def acc, do: @acc
    @sq for n <- 1..3, do: {n, n * n}
    for {n, s} <- @sq do
      def square(unquote(n)), do: unquote(s)
    end

    defdelegate up(s), to: String, as: :upcase
    def env, do: {__MODULE__, __ENV__.function, __ENV__.line, Path.basename(__ENV__.file)}
    def default(a, b \\ a_default(), c \\ 3), do: {a, b, c}
    defp a_default, do: :computed
    def guarded(x) when is_integer(x) and x > 0 when is_list(x), do: :ok
    def guarded(_), do: :no
    defguard is_even(x) when is_integer(x) and rem(x, 2) == 0
    def even?(x) when is_even(x), do: true
    def even?(_), do: false
  end

  def main do
    p Plain.greet("bob")
    p Plain.twice("bob")
    p Loud.greet("bob")
    p Loud.twice("bob")
    p Loud.style()
    p Plain.style()
    p function_exported?(Plain, :style, 0)
    p Greeter.behaviour_info(:callbacks) |> Enum.sort()
    p Greeter.behaviour_info(:optional_callbacks)
    p Attrs.first()
    p Attrs.second()
    p Attrs.acc()
    p Attrs.__info__(:attributes)[:kept]
    p Attrs.square(3)
    p Attrs.square(9)
    p Attrs.up("x")
    p Attrs.env()
    p Attrs.default(1)
    p Attrs.default(1, 2)
    p Attrs.guarded([])
    p Attrs.guarded(-1)
    p Enum.map([1, 2, :x], &Attrs.even?/1)
    p Attrs.__info__(:functions) |> Keyword.keys() |> Enum.uniq()
    p Attrs.__info__(:module)
    p Attrs.__info__(:macros)
    p apply(Attrs, :default, [1, 2, 4])
    p Code.ensure_loaded?(Nope.Module)
    p Code.ensure_loaded(Attrs)
    p Nope.Module.f(1)
    p Attrs.nope()
    p Module.concat(Foo, Bar)
    p Module.split(Foo.Bar.Baz)
    p inspect(Foo.Bar)
    p :"Elixir.Foo" == Foo
  end
end
