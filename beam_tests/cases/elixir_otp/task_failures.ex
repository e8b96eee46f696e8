# SPDX-License-Identifier: Apache-2.0
# Tasks that crash, time out, exit or are ignored; await, yield, shutdown, async_stream with errors; what the caller gets.
defmodule Case.TaskFailures do
  import CaseHelper

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    for f <- [fn -> 1 end, fn -> raise "r" end, fn -> throw(:t) end, fn -> exit(:e) end, fn -> exit(:normal) end, fn -> :erlang.error(:x) end, fn -> Process.exit(self(), :kill) end] do
      p(scrub(try(do: {:ok, Task.await(Task.async(f), 500)}, catch: (k, r -> {k, r}))))
      p(scrub(Task.yield(Task.async(f), 500)))
      p(scrub(drain()))
    end

    p(scrub(try(do: Task.await(Task.async(fn -> Process.sleep(:infinity) end), 5), catch: (k, r -> {k, r}))))
    p(Task.yield(t = Task.async(fn -> Process.sleep(:infinity) end), 0) || Task.shutdown(t, :brutal_kill))
    p(Task.shutdown(Task.async(fn -> :done |> tap(fn _ -> Process.sleep(1) end) end) |> tap(fn _ -> Process.sleep(30) end)))
    p(Task.await_many([Task.async(fn -> 1 end), Task.async(fn -> 2 end)]))
    p(Task.async_stream([1, 2, 3], &(&1 * 2)) |> Enum.to_list())
    p(Task.async_stream([3, 1, 2], fn x -> Process.sleep(x * 3); x end, ordered: false, max_concurrency: 3) |> Enum.map(&elem(&1, 1)) |> Enum.sort())
    p(Task.async_stream([1, :slow, 3], fn :slow -> Process.sleep(:infinity); x -> x end, timeout: 30, on_timeout: :kill_task) |> Enum.to_list())
    p(Task.async_stream([1, 2], __MODULE__, :add, [10]) |> Enum.to_list())
    p(Task.async_stream([1, 2], fn _ -> exit(:odd) end) |> Enum.to_list())
    p(scrub(drain()))
    {:ok, sup} = Task.Supervisor.start_link()
    p(scrub(Task.Supervisor.async_nolink(sup, fn -> raise "nolink" end) |> Task.yield(500)))
    p(Task.Supervisor.async_stream_nolink(sup, [1, 0], fn x -> div(4, x) end) |> Enum.map(fn {:ok, x} -> x; {:exit, {e, _}} -> e end))
    p(Task.Supervisor.children(sup))
    p(Task.completed(5) |> Task.await())
    p(Task.start(fn -> :ok end) |> elem(0))
    p(Task.start_link(fn -> exit(:linked) end) |> elem(0))
    p(receive(do: ({:EXIT, _, :linked} -> :got), after: (500 -> :none)))
    p(Task.child_spec(fn -> 1 end) |> Map.delete(:start))
  end

  def add(a, b), do: a + b
  defp drain, do: receive(do: (m -> [m | drain()]), after: (20 -> []))
  def scrub(x) when is_pid(x), do: :pid
  def scrub(x) when is_reference(x), do: :ref
  def scrub(x) when is_function(x), do: :fun
  def scrub([{m, f, a, l} | _]) when is_atom(m) and is_atom(f) and is_list(l), do: {:trace, m, f, if(is_list(a), do: length(a), else: a)}
  def scrub([h | t]), do: [scrub(h) | scrub(t)]
  def scrub(x) when is_tuple(x), do: x |> Tuple.to_list() |> Enum.map(&scrub/1) |> List.to_tuple()
  def scrub(%{__struct__: _} = x), do: x |> Map.from_struct() |> scrub() |> Map.put(:s, x.__struct__)
  def scrub(x) when is_map(x), do: Map.new(x, fn {k, v} -> {k, scrub(v)} end)
  def scrub(x), do: x
end
