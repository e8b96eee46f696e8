# SPDX-License-Identifier: Apache-2.0
# raise, rescue, catch, after, else, custom exceptions, reraise, exits and throws, stack traces with file and line.
defmodule Case.ExceptionBasic do
  import CaseHelper

  defmodule MyError do
    defexception [:code, message: "my default"]
  end

  defmodule Custom do
    defexception [:who]
    @impl true
    def message(e), do: "custom for #{inspect(e.who)}"
    @impl true
    def exception(who) when is_atom(who), do: %__MODULE__{who: who}
  end

  def main do
    p raise "plain"
    p raise ArgumentError
    p raise ArgumentError, "with message"
    p raise MyError
    p raise MyError, code: 7
    p raise MyError, message: "m", code: 8
    p raise Custom, :ann
    p raise %Custom{who: 5}
    p (try do raise "x" rescue e in RuntimeError -> {:rescued, e.message} end)
    p (try do raise ArgumentError rescue RuntimeError -> :no; ArgumentError -> :arg end)
    p (try do :erlang.error(:badarg) rescue e -> e.__struct__ end)
    p (try do :erlang.error({:badkey, :k}) rescue e in KeyError -> e.key end)
    p (try do throw(:ball) catch x -> {:caught, x} end)
    p (try do exit(:bye) catch :exit, r -> {:exit, r} end)
    p (try do :erlang.error(:weird) catch :error, r -> {:error, r} end)
    p (try do 1 rescue _ -> 2 else 1 -> :else_one end)
    p (try do 5 rescue _ -> 2 else 1 -> :else_one end)
    p (try do raise "a" rescue _ -> :r after IO.puts("after") end)
    p (try do try do raise "in" after IO.puts("inner after") end rescue e -> e.message end)
    p (try do try do raise "one" rescue e -> reraise e, __STACKTRACE__ end rescue e -> {:again, e.message} end)
    p (try do with_clause(1) rescue e in FunctionClauseError -> {e.function, e.arity, e.module} end)
    p (try do Enum.fetch!([], 1) rescue e -> Exception.message(e) end)
    p (try do String.to_integer("x") rescue e -> Exception.message(e) end)
    p (try do Map.fetch!(%{a: 1}, :b) rescue e -> Exception.message(e) end)
    p (try do id(1) + id(:a) rescue e -> Exception.message(e) end)
    p (try do id(nil).field rescue e -> Exception.message(e) end)
    p (try do Nope.f() rescue e -> Exception.message(e) end)
    p (try do id(5).(1) rescue e -> Exception.message(e) end)
    p (try do (fn x -> x end).(1, 2) rescue e -> Exception.message(e) end)
    p (try do hd(id([])) rescue e -> Exception.message(e) end)
    p (try do deep(3) rescue e -> {e.message, trace(__STACKTRACE__)} end)
    p (try do with_clause(:x) rescue _ -> trace(__STACKTRACE__) end)
    p Exception.normalize(:error, :badarith)
    p Exception.normalize(:error, {:badmatch, 1})
    p Exception.format_banner(:error, %RuntimeError{message: "b"})
    p Exception.format_banner(:exit, :normal)
    p Exception.format_banner(:throw, {:x, 1})
    p Exception.format_exit({:shutdown, :r})
    p Exception.format_exit({:noproc, {GenServer, :call, [:x, :y, 5000]}})
    p Exception.format_mfa(Foo, :bar, 2)
    p Exception.format_mfa(Foo, :bar, [1, "x"])
    p Exception.format_fa(fn -> 1 end, 0) =~ "#Function"
    p Exception.exception?(%MyError{})
    p Exception.format_stacktrace_entry({Foo, :bar, 1, [file: 'f.ex', line: 3]})
  end

  defp deep(0), do: raise("bottom")
  defp deep(n), do: [deep(n - 1)]
  defp with_clause(0), do: 0

  defp trace(st) do
    st
    |> Enum.take_while(fn {m, f, _, _} -> {m, f} != {__MODULE__, :main} end)
    |> Enum.map(fn {m, f, a, l} -> {m, f, if(is_list(a), do: a, else: a), l[:file] && Path.basename(l[:file]), l[:line]} end)
    |> Enum.filter(fn {m, _, _, _, _} -> m == __MODULE__ end)
  end
end
