# SPDX-License-Identifier: Apache-2.0
# Registry, DynamicSupervisor, PartitionSupervisor, Task.Supervisor, Agent, GenServer with continue, timeouts, hibernate, handle_info: orders and errors.
defmodule Case.BehavioursMore do
  import CaseHelper

  defmodule S do
    use GenServer
    def start_link(arg), do: GenServer.start_link(__MODULE__, arg)
    def init({:continue, to}), do: {:ok, to, {:continue, :go}}
    def init({:timeout, to}), do: {:ok, to, 1}
    def init({:stop, r}), do: {:stop, r}
    def init(:ignore), do: :ignore
    def init(:raise), do: raise("in init")
    def init(x), do: {:ok, x}
    def handle_continue(:go, to), do: (send(to, :continued); {:noreply, to, :hibernate})
    def handle_info(:timeout, to), do: (send(to, :timed_out); {:noreply, to})
    def handle_info({:tell, m}, to), do: (send(to, {:told, m}); {:noreply, to})
    def handle_call(:later, from, to), do: (spawn(fn -> GenServer.reply(from, :late) end); {:noreply, to})
    def handle_call(:stop, _, to), do: {:stop, :shutdown, :stopping, to}
    def handle_call(:state, _, to), do: {:reply, is_pid(to), to}
    def handle_call(:never, _, to), do: {:noreply, to}
    def handle_cast(:die, _), do: exit(:shutdown)
    def terminate(r, to) when is_pid(to), do: send(to, {:terminated, r})
    def terminate(_, _), do: :ok
  end

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    me = self()
    {:ok, a} = S.start_link({:continue, me})
    p(receive do x -> x end)
    p(GenServer.call(a, :later))
    p(GenServer.call(a, :state))
    p(GenServer.stop(a, :normal))
    p(flush(2))
    {:ok, b} = S.start_link({:timeout, me})
    p(receive do x -> x end)
    p(GenServer.call(b, :stop))
    p(flush(2))
    p(S.start_link({:stop, :why}))
    p(S.start_link(:ignore))
    p(S.start_link(:raise) |> elem(1) |> elem(0))
    p(catch_exit(fn -> GenServer.call(b, :x) end))
    {:ok, c} = S.start_link(me)
    p(catch_exit(fn -> GenServer.call(c, :never, 5) end))
    p(GenServer.multi_call([node()], :nosuch, :x))
    p(GenServer.whereis(:nosuch))
    p(GenServer.cast(:nosuch, 1))
    p(catch_exit(fn -> GenServer.call(:nosuch, 1) end))
    p(catch_exit(fn -> GenServer.call(c, :unknown_message) end) |> is_tuple())
    flush(1)

    {:ok, _} = Registry.start_link(keys: :unique, name: R1)
    {:ok, _} = Registry.start_link(keys: :duplicate, name: R2, partitions: 2)
    p(Registry.register(R1, "k", :v) |> elem(0))
    p(Registry.register(R1, "k", :w) |> elem(0))
    p(Registry.lookup(R1, "k") |> Enum.map(&elem(&1, 1)))
    p(Registry.update_value(R1, "k", &{&1, 1}))
    p(Registry.values(R1, "k", me))
    for i <- 1..3, do: Registry.register(R2, "d", i)
    p(Registry.lookup(R2, "d") |> Enum.map(&elem(&1, 1)) |> Enum.sort())
    p(Registry.dispatch(R2, "d", fn l -> send(me, {:dispatched, length(l)}) end))
    p(flush(1))
    p(Registry.count(R2))
    p(Registry.count_match(R2, "d", :_, [{:is_integer, :_}]))
    p(Registry.match(R2, "d", 2) |> length())
    p(Registry.select(R1, [{{:"$1", :_, :"$2"}, [], [{{:"$1", :"$2"}}]}]))
    p(Registry.unregister(R2, "d"))
    p(Registry.keys(R2, me))
    p(Registry.lookup(Nope, 1))
    p({:via, Registry, {R1, :name}} |> then(&GenServer.start_link(S, me, name: &1)) |> elem(0))
    p(GenServer.call({:via, Registry, {R1, :name}}, :state))
    p(Registry.meta(R1, :x))

    {:ok, d} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 2)
    {:ok, k} = DynamicSupervisor.start_child(d, {S, me})
    p(DynamicSupervisor.start_child(d, {S, {:stop, :bad}}))
    p(DynamicSupervisor.start_child(d, {S, :ignore}))
    p(DynamicSupervisor.start_child(d, {S, me}) |> elem(0))
    p(DynamicSupervisor.start_child(d, {S, me}))
    p(DynamicSupervisor.count_children(d))
    p(DynamicSupervisor.terminate_child(d, k))
    p(DynamicSupervisor.terminate_child(d, k))
    p(DynamicSupervisor.which_children(d) |> Enum.map(fn {a, p, t, m} -> {a, is_pid(p), t, m} end))
    p(DynamicSupervisor.start_child(d, :nope))
    p(Supervisor.stop(d))
    flush(2)

    {:ok, ts} = Task.Supervisor.start_link()
    p(Task.Supervisor.async(ts, fn -> 1 end) |> Task.await())
    p(Task.Supervisor.async_nolink(ts, fn -> exit(:oops) end) |> Task.yield())
    p(Task.Supervisor.async_stream(ts, 1..4, &(&1 * &1), max_concurrency: 2) |> Enum.to_list())
    p(Task.Supervisor.async_stream_nolink(ts, 1..3, fn 2 -> exit(:two); x -> x end, ordered: true) |> Enum.to_list())
    p(Task.Supervisor.children(ts))
    p(Task.async_stream([1, 2], fn 1 -> Process.sleep(:infinity); x -> x end, timeout: 20, on_timeout: :kill_task) |> Enum.to_list())
    p(Task.yield_many([Task.async(fn -> :a end), Task.async(fn -> Process.sleep(:infinity) end)], 30) |> Enum.map(fn {t, r} -> Task.shutdown(t, :brutal_kill); r end))
    p(Task.await_many([Task.async(fn -> :x end), Task.async(fn -> :y end)]))
    p(catch_exit(fn -> Task.await(Task.async(fn -> Process.sleep(:infinity) end), 5) end) |> elem(0))
    p(Task.completed(5) |> Task.await())

    {:ok, ag} = Agent.start_link(fn -> %{n: 1} end)
    p(Agent.get_and_update(ag, &{&1.n, Map.put(&1, :n, 5)}))
    p(Agent.get(ag, & &1))
    p(Agent.update(ag, Map, :put, [:m, 2]))
    p(Agent.cast(ag, fn s -> Map.delete(s, :n) end))
    p(Agent.get(ag, Map, :keys, []))
    p(catch_exit(fn -> Agent.get(ag, fn _ -> raise "in agent" end) end) |> elem(0) |> elem(0))
    p(Agent.start(fn -> exit(:no) end))

    {:ok, ps} = PartitionSupervisor.start_link(child_spec: {Agent, fn -> 0 end}, name: PS, partitions: 3)
    p(PartitionSupervisor.partitions(PS))
    p(for(k <- 0..5, do: Agent.get_and_update({:via, PartitionSupervisor, {PS, k}}, &{&1, &1 + 1})))
    p(PartitionSupervisor.count_children(PS))
    p(Supervisor.stop(ps))
    p(Supervisor.child_spec({Agent, fn -> 1 end}, id: :x, restart: :temporary) |> Map.drop([:start]))
    p(Supervisor.start_link([{S, me}, {S, me}], strategy: :one_for_one) |> elem(1) |> inspect() =~ "more than one child")
    p(Supervisor.init([], strategy: :one_for_all, max_restarts: 7))
    p(Supervisor.start_link([%{id: 1}], strategy: :one_for_one))
  end

  defp catch_exit(f) do
    try do f.() catch :exit, r -> scrub(r) end
  end
  defp scrub(t) when is_tuple(t), do: t |> Tuple.to_list() |> Enum.map(&scrub/1) |> List.to_tuple()
  defp scrub(l) when is_list(l) and length(l) >= 0, do: Enum.map(l, &scrub/1)
  defp scrub([h | t]), do: [scrub(h) | scrub(t)]
  defp scrub(x) when is_pid(x) or is_reference(x), do: :hidden
  defp scrub(x), do: x
  defp flush(0), do: []
  defp flush(n), do: (receive do x -> [scrub(x) | flush(n - 1)] after 200 -> [:nothing] end)
end
