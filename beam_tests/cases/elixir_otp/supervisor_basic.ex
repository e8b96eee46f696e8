# SPDX-License-Identifier: Apache-2.0
# Supervisor: strategies, restarts, restart types, child order, too many restarts, DynamicSupervisor, count_children.
defmodule Case.SupervisorBasic do
  import CaseHelper

  defmodule W do
    use GenServer
    def start_link({name, to}), do: GenServer.start_link(__MODULE__, {name, to}, name: name)
    def init({name, to}) do
      Process.flag(:trap_exit, true)
      send(to, {:started, name})
      {:ok, {name, to}}
    end
    def handle_call(:name, _, s), do: {:reply, elem(s, 0), s}
    def handle_cast({:exit, r}, s), do: {:stop, r, s}
    def terminate(_, {name, to}), do: send(to, {:stopped, name})
  end

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    for strategy <- [:one_for_one, :one_for_all, :rest_for_one] do
      IO.puts("--- #{strategy}")
      {:ok, s} = Supervisor.start_link(children([:w1, :w2, :w3]), strategy: strategy)
      p events(3)
      GenServer.cast(:w2, {:exit, :crash})
      p events(case strategy do :one_for_one -> 2; :one_for_all -> 6; :rest_for_one -> 4 end)
      p Supervisor.count_children(s)
      p Supervisor.which_children(s) |> Enum.map(&elem(&1, 0))
      p Supervisor.terminate_child(s, :w1)
      p events(1)
      p Supervisor.restart_child(s, :w1) |> elem(0)
      p events(1)
      p Supervisor.restart_child(s, :w1)
      p Supervisor.delete_child(s, :w1)
      p Supervisor.stop(s)
      p events(3)
    end
    p Supervisor.start_link([%{id: :bad, start: {Nope, :start, []}}], strategy: :one_for_one) |> elem(0)
    flush()
    {:ok, s} = Supervisor.start_link(children([:w1]), strategy: :one_for_one, max_restarts: 2, max_seconds: 5)
    p events(1)
    for _ <- 1..2 do
      GenServer.cast(:w1, {:exit, :again})
      p events(2)
    end
    GenServer.cast(:w1, {:exit, :last})
    p events(1)
    p (receive do {:EXIT, ^s, r} -> r end)
    for {restart, reason} <- [temporary: :crash, transient: :normal, transient: :crash, permanent: :normal] do
      spec = Supervisor.child_spec({W, {:wr, self()}}, restart: restart, id: :wr)
      {:ok, s} = Supervisor.start_link([spec], strategy: :one_for_one)
      events(1)
      GenServer.cast(:wr, {:exit, reason})
      events(1)
      restarted = receive do {:started, :wr} -> true after 40 -> false end
      IO.puts("#{restart} #{reason} restarted: #{restarted}")
      p Supervisor.count_children(s).specs
      Supervisor.stop(s)
      flush()
    end
    {:ok, d} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 3)
    p (for n <- [:d1, :d2, :d3, :d4], do: elem(DynamicSupervisor.start_child(d, {W, {n, self()}}), 0))
    p events(3)
    p DynamicSupervisor.count_children(d)
    p DynamicSupervisor.terminate_child(d, Process.whereis(:d2))
    p events(1)
    p DynamicSupervisor.count_children(d).active
    DynamicSupervisor.stop(d)
    p Enum.sort(events(2))
    p Supervisor.child_spec(W, id: :x, restart: :temporary)
  end

  defp children(names), do: for(n <- names, do: Supervisor.child_spec({W, {n, self()}}, id: n))
  defp events(n), do: for(_ <- 1..n, do: (receive do {k, name} when k in [:started, :stopped] -> {k, name} after 2000 -> :missing end))
  defp flush do
    receive do _ -> flush() after 20 -> :ok end
  end
end
