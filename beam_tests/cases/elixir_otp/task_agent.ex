# SPDX-License-Identifier: Apache-2.0
# Task and Agent: async, await, yield, shutdown, async_stream, failures, Agent get, update, crash.
defmodule Case.TaskAgent do
  import CaseHelper

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    p Task.await(Task.async(fn -> 1 + 1 end))
    p Task.await_many(for(i <- 1..5, do: Task.async(fn -> i * i end)))
    p Task.async(fn -> Process.sleep(200) end) |> Task.yield(5)
    p (t = Task.async(fn -> Process.sleep(5000) end); Task.yield(t, 5) || Task.shutdown(t, :brutal_kill))
    p (t = Task.async(fn -> :fast end); Process.sleep(20); Task.shutdown(t))
    p (try do Task.await(Task.async(fn -> Process.sleep(300) end), 5) catch :exit, {r, {m, f, _}} -> {r, m, f} end)
    p (try do Task.await(Task.async(fn -> exit(:died) end)) catch :exit, {r, {m, f, _}} -> {r, m, f} end)
    p (t = Task.async(fn -> raise "in task" end); case Task.yield(t) do {:exit, {e, _}} -> e end)
    flush()
    p Task.async_stream(1..6, fn x -> x * 10 end, max_concurrency: 2) |> Enum.to_list()
    p Task.async_stream(1..6, fn x -> Process.sleep(6 - x); x end, ordered: true) |> Enum.map(&elem(&1, 1))
    p Task.async_stream([50, 0], fn t -> Process.sleep(t); t end, ordered: false, max_concurrency: 2) |> Enum.to_list()
    p Task.async_stream([1, 500], fn t -> Process.sleep(t) end, max_concurrency: 2, timeout: 100, on_timeout: :kill_task) |> Enum.to_list()
    p Task.async_stream(1..4, Kernel, :+, [100]) |> Enum.to_list()
    flush()
    p Task.completed(:x) |> Task.await()
    {:ok, sup} = Task.Supervisor.start_link()
    p Task.Supervisor.async(sup, fn -> :sup end) |> Task.await()
    p (t = Task.Supervisor.async_nolink(sup, fn -> exit(:oops) end); Task.yield(t))
    p Task.Supervisor.children(sup)
    me = self()
    p Task.Supervisor.start_child(sup, fn -> send(me, :child) end) |> elem(0)
    p (receive do :child -> :child end)
    p Task.Supervisor.async_stream(sup, 1..3, &(&1 * 2)) |> Enum.to_list()
    {:ok, _} = Task.start(fn -> send(me, {:parents, Process.get(:"$ancestors") != nil}) end)
    p (receive do {:parents, b} -> b end)
    {:ok, a} = Agent.start_link(fn -> %{n: 1} end)
    p Agent.get(a, & &1)
    p Agent.update(a, &Map.put(&1, :m, 2))
    p Agent.get_and_update(a, &{&1.n, %{&1 | n: &1.n + 1}})
    p Agent.cast(a, &Map.update!(&1, :n, fn n -> n * 10 end))
    p Agent.get(a, & &1.n)
    p Agent.get(a, Map, :keys, [])
    for(_ <- 1..50, do: Task.async(fn -> Agent.update(a, &Map.update!(&1, :n, fn n -> n + 1 end)) end)) |> Task.await_many()
    p Agent.get(a, & &1.n)
    p (try do Agent.get(a, fn _ -> raise "in agent" end) catch :exit, {{e, _}, _} -> e end)
    p Process.alive?(a)
    p Agent.start(fn -> raise "init" end) |> elem(0)
    {:ok, b} = Agent.start(fn -> 0 end, name: :ag)
    p Agent.get(:ag, &(&1 + 1))
    p Agent.stop(b)
    p Process.whereis(:ag)
  end

  defp flush do
    receive do _ -> flush() after 30 -> :ok end
  end
end
