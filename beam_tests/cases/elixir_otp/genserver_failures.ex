# SPDX-License-Identifier: Apache-2.0
# GenServer, Agent, Supervisor, DynamicSupervisor, Registry: failures and their messages as the caller formats them.
defmodule Case.GenServerFailures do
  import CaseHelper
  use GenServer

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    f = fn fun -> try(do: fun.(), catch: (k, r -> IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, Exception.format_banner(k, r), "#X")))) end
    for a <- [:ok, {:stop, :r}, {:raise, "m"}, {:throw, :t}, {:exit, :e}, :ignore, :bad], do: p(scrub(GenServer.start(__MODULE__, a)))
    {:ok, g} = GenServer.start(__MODULE__, :ok, name: :gsf)
    p(GenServer.start(__MODULE__, :ok, name: :gsf) |> elem(0))
    p(GenServer.start(__MODULE__, :ok, name: "bad"))
    f.(fn -> GenServer.call(g, {:raise, "boom"}) end)
    f.(fn -> GenServer.call(:gsf, :x) end)
    {:ok, g} = GenServer.start(__MODULE__, :ok)
    f.(fn -> GenServer.call(g, :noreply, 5) end)
    f.(fn -> GenServer.call(g, {:stop, :why}) end)
    {:ok, g} = GenServer.start(__MODULE__, :ok)
    f.(fn -> GenServer.call(g, :unknown) end)
    {:ok, g} = GenServer.start(__MODULE__, :ok)
    f.(fn -> GenServer.call(g, :bad_return) end)
    f.(fn -> GenServer.call(self(), :x) end)
    f.(fn -> GenServer.call({:gsf, :nonode@nohost}, :x) end)
    f.(fn -> GenServer.call({:gsf, :other@nohost}, :x) end)
    f.(fn -> GenServer.stop(:nope) end)
    f.(fn -> GenServer.call(nil, :x) end)
    f.(fn -> Agent.get(:nope, & &1) end)
    {:ok, a} = Agent.start(fn -> 1 end)
    f.(fn -> Agent.get(a, fn _ -> raise "in agent" end) end)
    f.(fn -> Agent.update(a, & &1) end)
    p(scrub(Agent.start(fn -> raise "init" end)))
    p(Agent.start(fn -> 1 end, name: 1))
    f.(fn -> Registry.lookup(:nope, 1) end)
    {:ok, _} = Registry.start_link(keys: :unique, name: R1)
    p(Registry.register(R1, :k, 1) |> elem(0))
    p(scrub(Registry.register(R1, :k, 2)))
    p(scrub(GenServer.start(__MODULE__, :ok, name: {:via, Registry, {R1, :k}})))
    f.(fn -> GenServer.call({:via, Registry, {R1, :none}}, :x) end)
    p(Registry.start_link(keys: :bogus, name: R2))
    for c <- [[1], [Nope], [{Nope, 1}], [%{id: 1}], [%{id: 1, start: {__MODULE__, :start_fail, []}}], [{Agent, fn -> raise "child" end}], [{Task, fn -> 1 end}, {Task, fn -> 2 end}]],
        do: p(scrub(try(do: Supervisor.start_link(c, strategy: :one_for_one), catch: (k, r -> {k, r}))))
    p(scrub(Supervisor.start_link([], [])))
    p(scrub(Supervisor.start_link([], strategy: :bogus)))
    {:ok, d} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 1)
    p(scrub(DynamicSupervisor.start_child(d, {Agent, fn -> 1 end})))
    p(scrub(DynamicSupervisor.start_child(d, {Agent, fn -> 1 end})))
    p(scrub(DynamicSupervisor.start_child(d, %{id: 1})))
    p(DynamicSupervisor.count_children(d))
    p(DynamicSupervisor.terminate_child(d, self()))
    p(Supervisor.child_spec({Agent, fn -> 1 end}, id: :x, restart: :bogus) |> Map.delete(:start))
    p(Supervisor.child_spec(Nope, []))
    p(child_spec(5))
  end

  def start_fail, do: {:error, :failed}
  def init(:ok), do: {:ok, 0}
  def init({:stop, r}), do: {:stop, r}
  def init({:raise, m}), do: raise(m)
  def init({:throw, t}), do: throw(t)
  def init({:exit, e}), do: exit(e)
  def init(x), do: x
  def handle_call({:raise, m}, _, _), do: raise(m)
  def handle_call(:noreply, _, s), do: {:noreply, s}
  def handle_call({:stop, r}, _, s), do: {:stop, r, s}
  def handle_call(:bad_return, _, _), do: :oops
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
