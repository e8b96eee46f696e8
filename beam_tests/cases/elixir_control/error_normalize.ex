# SPDX-License-Identifier: Apache-2.0
# Exception.normalize of every Erlang reason, with and without stack traces; format_exit, format_banner, format_mfa, format_fa.
defmodule Case.ErrorNormalize do
  import CaseHelper

  def main do
    for r <- [
          :badarg, :badarith, :system_limit, :cond_clause, :function_clause, :undef, {:badmatch, 1}, {:badmap, 1}, {:badkey, :k}, {:badkey, :k, %{a: 1}},
          {:badbool, :and, 1}, {:badstruct, Date, 1}, {:badfun, 1}, {:badarity, {&id/1, [1, 2]}}, {:case_clause, 1}, {:with_clause, 1}, {:try_clause, 1},
          {:badarg, 1}, :other, {:other, 1}, %ArgumentError{message: "kept"}, {:EXIT, 1}, :timeout, {:timeout, 1}, :if_clause, :noproc, {:unbound_var, :X}
        ] do
      e = Exception.normalize(:error, r, [])
      p({r, e.__struct__, Exception.message(e)})
    end

    for {r, st} <- [
          {:badarg, [{:erlang, :abs, [:a], [error_info: %{module: :erl_erts_errors}]}]},
          {:badarg, [{:erlang, :binary_to_atom, [1, :utf8], [error_info: %{module: :erl_erts_errors}]}]},
          {:badarg, [{:ets, :lookup, [:no, 1], [error_info: %{module: :erl_stdlib_errors, cause: :id}]}]},
          {:badarith, [{:erlang, :+, [1, :a], [error_info: %{module: :erl_erts_errors}]}]},
          {:undef, [{Foo, :bar, [1, 2], []}]}, {:undef, [{String, :upcas, 1, []}]}, {:undef, [{String, :upcase, 7, []}]},
          {:function_clause, [{Foo, :bar, [1, 2], []}]}, {:function_clause, [{Foo, :bar, 3, [file: 'a.ex', line: 1]}]},
          {{:badkey, :a}, [{:erlang, :map_get, [:a, %{b: 1}], []}]}, {{:badkey, :a}, [{Map, :update!, [%{b: 1}, :a, &id/1], []}]},
          {{:badkey, :a}, [{:maps, :get, [:a, %{b: 1}], []}]}, {:system_limit, [{:erlang, :list_to_atom, ['x'], [error_info: %{module: :erl_erts_errors}]}]}
        ] do
      e = Exception.normalize(:error, r, st)
      p({r, e.__struct__, Exception.message(e)})
    end

    for x <- [
          :normal, :shutdown, {:shutdown, 1}, :noproc, :killed, :calling_self, :timeout, {:timeout, {M, :f, [1]}}, :noconnection, {:nodedown, :n@h}, {:calling_self, {M, :f, []}},
          {:noproc, {GenServer, :call, [:a, :b, 5000]}}, {{:nodedown, :n@h}, {M, :f, 2}}, {:EXIT, 1}, {%RuntimeError{message: "r"}, []}, {:badarg, [{M, :f, 1, []}]},
          {{:nocatch, 1}, [{M, :f, [1], [file: 'm.ex', line: 4]}]}, {:bad_return_value, 1}, {{:bad_return_value, 1}, {M, :f, []}}, {:already_started, 1}, "str", {{%RuntimeError{}, []}, {M, :f, []}},
          {:invalid_child_spec, 1}, {:not_a_restart, 1}, {:shutdown, {:failed_to_start_child, A, :x}}, {:failed_to_start_child, A, {:undef, []}}, {:undef, [{M, :f, [], []}]}
        ] do
      p(Exception.format_exit(x))
    end

    for {k, r} <- [error: :x, error: %KeyError{key: 1, term: %{}}, exit: :x, exit: {:a, []}, throw: {1, 2}], do: p(Exception.format_banner(k, r, []))
    p(Exception.format(:error, :x, [{M, :f, 1, []}, {:lists, :map, 2, [file: 'lists.erl', line: 3]}]))
    p(Exception.format(:throw, :x, []))
    p(Exception.format(:exit, :x, [{M, :f, [1, "a"], [file: 'm.ex', line: 1]}]))
    p({:EXIT, self()} |> then(fn {k, _} -> k end))

    for {m, f, a} <- [{M, :f, 1}, {M, :f, [1, :b]}, {:lists, :"a b", 0}, {M, :+, 2}, {M, :"-f/1-fun-0-", 1}, {M, :"-f/1-lists^map/2-", 2}, {nil, :f, 0}, {M, :F, 1}, {M, :f?, 1}, {M, :"f g", [1]}],
        do: p(Exception.format_mfa(m, f, a))

    p(Exception.format_fa(fn -> 1 end, 0) =~ "anonymous fn/0")
    p(Exception.format_file_line("f.ex", 3))
    p(Exception.format_file_line("f.ex", 3, " "))
    p(Exception.format_file_line("f.ex", nil))
    p(Exception.format_file_line_column("f.ex", 3, 4))
    for e <- [{M, :f, 1, []}, {M, :f, [1], [file: 'x', line: 2]}, {fn x -> x end |> then(fn _ -> &String.length/1 end), 1, []}, {M, :__MODULE__, 0, [file: 'a.ex', line: 1]}, {:elixir_compiler_0, :__FILE__, 1, [file: 'a.exs', line: 9]}],
        do: p(Exception.format_stacktrace_entry(e))
  end
end
