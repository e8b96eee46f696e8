# SPDX-License-Identifier: Apache-2.0
# Macros and quoted expressions: quote, unquote, hygiene, expansion, Macro functions, Code.eval_string, sigils.
defmodule MacroBasicM do
  defmacro unless2(c, do: b), do: quote(do: if(!unquote(c), do: unquote(b)))
  defmacro hyg, do: quote(do: (x = 99; x))
  defmacro unhyg, do: quote(do: var!(x) = 99)
  defmacro dbg2(e), do: quote(do: {unquote(Macro.to_string(e)), unquote(e)})
  defmacro times(n, do: b), do: {:__block__, [], for(_ <- 1..n, do: b)}
  defmacro consts(kv), do: for({k, v} <- kv, do: quote(do: def(unquote(k)(), do: unquote(v))))
end

defmodule MacroBasicC do
  require MacroBasicM
  MacroBasicM.consts(one: 1, two: {:b, 2})
end

defmodule Case.MacroBasic do
  import CaseHelper

  alias MacroBasicM, as: M
  alias MacroBasicC, as: C
  require M

  def main do
    x = id(1)
    p M.unless2(false, do: :ran)
    p M.unless2(true, do: :ran)
    p {M.hyg(), x}
    p M.dbg2(1 + 2 * x)
    p M.times(3, do: IO.puts("again"))
    p {C.one(), C.two()}
    p quote(do: 1 + 2)
    p quote(do: foo(unquote(x), [1 | t]))
    p quote(do: f(unquote_splicing([1, 2])))
    p Macro.to_string(quote do: if(a > 1, do: b, else: c))
    p Macro.to_string(quote do: fn x, y when x > y -> [x | y] end)
    p Macro.to_string(quote do: %{a | b: 1, c: <<x::8>>})
    p Macro.to_string(quote do: a |> b(1) |> C.d())
    p Macro.expand(quote(do: unless(a, do: b)), __ENV__) |> Macro.to_string()
    p Macro.prewalk(quote(do: 1 + 2), fn n when is_integer(n) -> n * 10; o -> o end) |> Macro.to_string()
    p Macro.postwalk(quote(do: [1, {2, 3}]), 0, fn n, a when is_integer(n) -> {n, a + n}; o, a -> {o, a} end) |> elem(1)
    p Macro.escape(%{a: {1, 2, 3}})
    p Macro.camelize("foo_bar/baz")
    p Macro.underscore("FooBar.Baz")
    p Macro.var(:v, nil)
    p Macro.decompose_call(quote(do: A.f(1, 2)))
    p Macro.operator?(:+, 2)
    p Code.eval_string("a + b * 2", a: 1, b: 5)
    p Code.eval_string("Enum.map(1..3, fn x -> x * x end)")
    p Code.eval_string("x = 5; y = x + 1")
    p Code.eval_quoted(quote(do: 1 + 1)) |> elem(0)
    p Code.eval_string("1 +")
    p Code.eval_string("foo(")
    p Code.eval_string("raise \"from eval\"")
    p Code.string_to_quoted("x |> y")
    p Code.string_to_quoted("a b c :")
    p Code.format_string!("a   =  [1,2,  3]") |> IO.iodata_to_binary()
    p Code.string_to_quoted!("%{a: 1}")
    p (Code.eval_string("defmodule Case.Gen.Tmp do def v, do: {__MODULE__, 42} end") |> elem(0) |> elem(1))
    p apply(Case.Gen.Tmp, :v, [])
    p Module.create(Case.Gen.Made, quote(do: def(hi, do: :hi)), Macro.Env.location(__ENV__)) |> elem(1)
    p apply(Case.Gen.Made, :hi, [])
    p :code.delete(Case.Gen.Made)
  end
end
