# SPDX-License-Identifier: Apache-2.0
# Registry: unique and duplicate keys, lookup, dispatch, via names, values, unregistering, owner death.
defmodule Case.RegistryBasic do
  import CaseHelper

  def main do
    :logger.set_primary_config(:level, :none)
    {:ok, _} = Registry.start_link(keys: :unique, name: R.U)
    {:ok, _} = Registry.start_link(keys: :duplicate, name: R.D)
    me = self()
    p Registry.register(R.U, "k", :v) |> elem(0)
    p Registry.register(R.U, "k", :w) == {:error, {:already_registered, me}}
    p Registry.lookup(R.U, "k") == [{me, :v}]
    p Registry.lookup(R.U, "none")
    p Registry.update_value(R.U, "k", fn v -> {v, 2} end)
    p Registry.values(R.U, "k", me)
    p Registry.keys(R.U, me)
    p Registry.count(R.U)
    p Registry.match(R.U, "k", {:_, :"$1"}) |> Enum.map(&elem(&1, 1))
    p Registry.unregister(R.U, "k")
    p Registry.lookup(R.U, "k")
    {:ok, a} = Agent.start(fn -> 5 end, name: {:via, Registry, {R.U, :agent}})
    p Agent.get({:via, Registry, {R.U, :agent}}, & &1)
    p Registry.whereis_name({R.U, :agent}) == a
    p Agent.start(fn -> 6 end, name: {:via, Registry, {R.U, :agent}}) == {:error, {:already_started, a}}
    ref = Process.monitor(a)
    Agent.stop(a)
    p (receive do {:DOWN, ^ref, _, _, r} -> r end)
    wait(fn -> Registry.lookup(R.U, :agent) == [] end)
    p Registry.whereis_name({R.U, :agent})
    p (try do Agent.get({:via, Registry, {R.U, :agent}}, & &1) catch :exit, {r, _} -> r end)
    p Registry.register(R.D, :topic, 1) |> elem(0)
    p Registry.register(R.D, :topic, 2) |> elem(0)
    pids = for i <- 3..5, do: spawn(fn -> Registry.register(R.D, :topic, i); send(me, :reg); receive do {:pub, m} -> send(me, {:got, i, m}) end end)
    for _ <- pids, do: (receive do :reg -> :ok end)
    p Registry.lookup(R.D, :topic) |> Enum.map(&elem(&1, 1)) |> Enum.sort()
    p Registry.dispatch(R.D, :topic, fn es -> for({pid, v} <- es, v > 2, do: send(pid, {:pub, :hi})) end)
    p (for(_ <- 1..3, do: (receive do {:got, i, m} -> {i, m} end)) |> Enum.sort())
    wait(fn -> Registry.count(R.D) == 2 end)
    p Registry.count(R.D)
    p Registry.count_match(R.D, :topic, 1)
    p Registry.unregister_match(R.D, :topic, 1)
    p Registry.values(R.D, :topic, me)
    p Registry.select(R.D, [{{:"$1", :_, :"$2"}, [], [{{:"$1", :"$2"}}]}])
    p Registry.put_meta(R.U, :m, 1)
    p Registry.meta(R.U, :m)
    p Registry.meta(R.U, :q)
    p Registry.send({R.U, :nobody}, :x)
    p (for i <- 1..200, do: Registry.register(R.U, i, i * i)) |> length()
    p Registry.select(R.U, [{{:"$1", :_, :_}, [{:<, :"$1", 5}], [:"$1"]}]) |> Enum.sort()
  end

  defp wait(f), do: unless(f.(), do: (Process.sleep(2); wait(f)))
end
