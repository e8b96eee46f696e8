# SPDX-License-Identifier: Apache-2.0
# Macro.to_string, Code.format_string!, quote/unquote of many forms, Macro functions, Code.eval_string and its errors.
defmodule Case.MacroText do
  import CaseHelper

  def main do
    join_errors()
    for s <- [
          "1+2*3", "(1+2)*3", "a|>b(1)|>c", "fn a,b->a+b end", "fn x when x>1->x;_->0 end", "&(&1+1)", "&foo/1", "&Mod.foo/1", "if a, do: b, else: c", "case x do 1->2; y when y>1->3 end", "cond do a->1; true->2 end",
          "for x<-xs, y=x+1, y>2, into: %{}, do: {x,y}", "with {:ok,a}<-f(), b=a do b else _->nil end", "try do f() rescue e in Foo->e catch :exit,_->1 else x->x after g() end", "receive do x->x after 10->nil end",
          "%{m|a: 2}", "%Foo{a: 1}", "%Foo{f|a: 1}", "[a: 1, b: [c: 2]]", "[1,2|t]", "{1,2,3}", "{:a}", "<<a::8,b::binary-size(3),c::little-16>>", "\"a\#{b}c\"", "'a\#{b}'", "~r/a\\/b/i", "~w(a b)a", "~s|x|", ":\"a b\"", ":\"a\#{b}\"",
          "not a and b or !c", "a in b", "a not in b", "-a+ +b", "@foo 1", "@foo", "a.b.c", "a.b()", "Foo.bar(1)", "Foo.{A,B}", "a.(1)", "f 1, a: 2", "x..y", "x..y//2", "a<>b<>c", "a++b--c", "x=y=1", "^x", "a when b", "unquote(x)", "quote do: 1",
          "def f(x,y\\\\1) when x>1, do: x", "defmodule A do\n@moduledoc \"x\"\nuse B\ndef f, do: 1\nend", "import A, only: [b: 1]", "a; b", "(a; b)", "x[1][:a]", "__MODULE__.f", "?a", "0xFF", "1_000_000", "1.0e10", "nil", "true and false", "fn -> :ok end", "a |> (fn x -> x end).()", "super(1)", "...", ".."
        ] do
      q = Code.string_to_quoted!(s)
      IO.puts("#{s |> String.replace("\n", "\\n")}  =>  #{Macro.to_string(q)}")
      IO.puts(Code.format_string!(s) |> IO.iodata_to_binary())
    end

    for s <- ["1 +", "(", "\"abc", "foo(1", "end", "%{a", "1 2", "fn -> ", "a b c d", "[1, 2", "@", "x = )", "\#{", "'", "if true do", "<<1", "a.1", "0x", "~r/", "&", ":", "<<>", "do: 1", "\"\\u{110000}\"", "1..2..3..4", "a when", "not", "é.", "1.e5", "?"] do
      p(Code.string_to_quoted(s))
    end

    p(Code.eval_string("a + b", a: 1, b: 2))
    p(Code.eval_string("x = 5; y = x * 2"))
    p(Code.eval_string("fn x -> x end") |> elem(0) |> is_function(1))
    p(Code.eval_string("1 + :a"))
    p(Code.eval_string("raise \"x\""))
    p(Code.eval_string("defmodule Case.Evald do\ndef f(x), do: x * 2\nend; Case.Evald.f(4)") |> elem(0))
    p(Code.eval_quoted(quote(do: unquote(3) * 2)))
    p(quote(do: a.b(unquote(1), [unquote_splicing([2, 3])])) |> Macro.to_string())
    p(Macro.escape(%{a: {1, [2]}, b: "x"}))
    p(Macro.prewalk(quote(do: 1 + 2 * 3), fn x when is_integer(x) -> x * 10; x -> x end) |> Macro.to_string())
    p(Macro.postwalk(quote(do: f(g(1))), [], fn x, acc -> {x, [Macro.to_string(x) | acc]} end) |> elem(1))
    p(Macro.expand(quote(do: unless(a, do: b)), __ENV__) |> Macro.to_string())
    p(Macro.expand_once(quote(do: a |> f(1)), __ENV__) |> Macro.to_string())
    p(Macro.decompose_call(quote(do: Foo.bar(1, 2))))
    p(Macro.camelize("foo_bar/baz"))
    p(Macro.underscore("FooBar.BazQUX"))
    p(Macro.operator?(:+, 2))
    p(Macro.validate({:a, 1}))
    p(Macro.validate({:a, :b}))
    p(Macro.quoted_literal?(quote(do: [1, {2, 3}])))
    p(Macro.inspect_atom(:remote_call, :"a b"))
    p(Macro.path(quote(do: [1, {:a, 2}]), &(&1 == 2)))
    p(Macro.unpipe(quote(do: a |> b |> c(1))) |> length())
    p(Macro.generate_arguments(2, Foo) |> Enum.map(&Macro.to_string/1))
    p(Macro.classify_atom(:Foo))
  end
end
