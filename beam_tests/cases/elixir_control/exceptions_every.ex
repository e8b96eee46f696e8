# SPDX-License-Identifier: Apache-2.0
# Messages and blame of every exception struct, Exception.format of all kinds, normalization of Erlang errors, stack entries.
defmodule Case.ExceptionsEvery do
  import CaseHelper

  def main do
    for e <- [%ArgumentError{message: "m"}, %ArithmeticError{}, %BadArityError{function: &is_nil/1, args: [1, 2]}, %BadBooleanError{operator: :and, term: 1}, %BadFunctionError{term: 1}, %BadMapError{term: 1}, %{__struct__: BadStructError, __exception__: true, struct: URI, term: 1}, %CaseClauseError{term: {1, "a"}}, %Code.LoadError{file: "f", reason: :enoent}, %CompileError{file: "f", line: 3, description: "d"}, %CondClauseError{}, %Enum.EmptyError{}, %Enum.OutOfBoundsError{}, %ErlangError{original: {:a, 1}}, %File.CopyError{reason: :enoent, action: "copy", source: "s", destination: "d", on: ""}, %File.Error{reason: :eacces, action: "read", path: "p"}, %File.LinkError{existing: "a", new: "b", reason: :eexist, action: "link"}, %FunctionClauseError{module: M, function: :f, arity: 2}, %IO.StreamError{reason: :x}, %KeyError{key: :a, term: %{aa: 1, b: 2}}, %KeyError{key: :a, term: [ab: 1]}, %KeyError{key: "a", term: nil}, %MatchError{term: [1]}, %OptionParser.ParseError{message: "m"}, %Protocol.UndefinedError{protocol: Enumerable, value: 1, description: "d"}, %Regex.CompileError{message: "m"}, %RuntimeError{}, %SyntaxError{file: "f", line: 1, column: 2, description: "d"}, %SystemLimitError{}, %TokenMissingError{file: "f", line: 1, column: 2, description: "d"}, %TryClauseError{term: 1}, %UndefinedFunctionError{module: String, function: :nope, arity: 1}, %UndefinedFunctionError{module: NoSuchMod, function: :f, arity: 0}, %UndefinedFunctionError{module: nil, function: :f, arity: 0}, %UnicodeConversionError{encoded: "a", message: "m"}, %URI.Error{action: :parse, reason: "r", part: "p"}, %Version.InvalidVersionError{version: "x"}, %WithClauseError{term: 1}] do
      IO.puts(inspect(e.__struct__) <> ": " <> (try do Exception.message(e) rescue x -> "failed " <> inspect(x.__struct__) end))
      IO.puts(try do Exception.format(:error, e, [{M, :f, [1, :a], [file: 'x.ex', line: 3]}]) rescue x -> "failed " <> inspect(x.__struct__) end)
    end
    for r <- [:badarg, :badarith, :function_clause, :undef, {:badmatch, 1}, {:case_clause, 1}, {:try_clause, 1}, :if_clause, {:badfun, 1}, {:badarity, {&is_nil/1, [1, 2]}}, {:badkey, :k}, {:badkey, :k, %{a: 1}}, {:badmap, 1}, {:badbool, :or, 1}, {:badstruct, URI, 1}, :system_limit, {:else_clause, 1}, {:with_clause, 1}, :cond_clause, {:nocatch, 1}, :other, {:badarg, 1}, {:badrecord, :r}] do
      p(Exception.normalize(:error, r, [{:lists, :nope, [1], []}]) |> Exception.message())
      IO.puts(Exception.format_exit({r, [{M, :f, 1, [file: 'x', line: 1]}]}))
    end
    for x <- [:normal, :shutdown, {:shutdown, 1}, :noproc, {:noproc, {GenServer, :call, [:a, :b, 5000]}}, {:timeout, {GenServer, :call, [:a, :b, 5000]}}, :calling_self, {:nodedown, :n}, {:bad_return_value, 1}, {:bad_call, 1}, {:EXIT, :x}, {:already_started, :p}, :killed, :noconnection, {%RuntimeError{message: "r"}, []}, {{%ArgumentError{message: "in"}, [{M, :f, 0, []}]}, {GenServer, :call, [1, 2, 3]}}, {:start_spec, :x}, {:invalid_child_type, 1}, "text"], do: IO.puts(Exception.format_exit(x))
    for s <- [[], [{M, :f, 1, []}], [{M, :"-f/1-fun-0-", 2, [file: 'a.ex', line: 9]}], [{fn -> 1 end, [], []}], [{:erlang, :+, [1, :a], [error_info: %{module: :erl_erts_errors}]}], [{Elixir.Foo, :__MODULE__, 0, []}], [{M, :"odd name", ["long" |> String.duplicate(30)], [file: 'b', line: 0]}], [{:m, :f, 1, [file: 'x']}], [{M, :__info__, 1, [line: 1]}]], do: IO.puts("[" <> (Exception.format_stacktrace(s) |> String.replace(~r/#Function<[^>]*>/, "#F")) <> "]")
    p(Exception.format_mfa(M, :f, [1, "a"]))
    p(Exception.format_mfa(M, :"a b", 2))
    p(Exception.format_fa(&is_nil/1, 1) |> is_binary())
    p(Exception.format_file_line("f", 3))
    p(Exception.format_file_line_column("f", 3, 4, " "))
    p(Exception.exception?(%RuntimeError{}))
    p(Exception.message(%{__struct__: NoEx, __exception__: true}))
    for {f, args} <- [{:hd, [[]]}, {:element, [3, {1}]}, {:binary_to_atom, [1]}, {:+, [1, :a]}, {:apply, [:nomod, :f, []]}, {:map_get, [:a, %{}]}, {:list_to_integer, ['x']}, {:send, [:nope_name, 1]}, {:spawn, [1]}, {:round, ["x"]}] do
      try do apply(:erlang, f, args)
      rescue e -> {b, st} = Exception.blame(:error, e, __STACKTRACE__); IO.puts("#{f} " <> Exception.message(b) <> " " <> inspect(Enum.take(st, 1) |> Enum.map(fn {m, f, a, _} -> {m, f, a} end)))
      end
    end
    for fun <- [fn -> Map.fetch!(%{abc: 1}, :abd) end, fn -> String.upcase(1) end, fn -> Enum.map(1, 2) end, fn -> Date.new!(1, 2, 33) end, fn -> Keyword.get(%{}, :a) end, fn -> List.first(:a) end, fn -> Integer.to_string("a") end, fn -> Strin.foo() end, fn -> String.upcas("a") end, fn -> :lists.revers([]) end] do
      try do fun.()
      rescue e -> {b, _} = Exception.blame(:error, e, __STACKTRACE__); IO.puts(Exception.message(b)); IO.puts(Exception.format_banner(:error, b))
      end
    end
  end
end
