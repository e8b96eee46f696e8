# SPDX-License-Identifier: Apache-2.0
# GenServer: call, cast, info, continue, timeouts, replies later, stop reasons, names, call errors, terminate.
defmodule Case.GenserverBasic do
  import CaseHelper

  defmodule Counter do
    use GenServer
    def start_link(n, opts \\ []), do: GenServer.start_link(__MODULE__, n, opts)
    @impl true
    def init(:stop), do: {:stop, :init_failed}
    def init(:ignore), do: :ignore
    def init({:continue, n}), do: {:ok, n, {:continue, :more}}
    def init({:timeout, n}), do: {:ok, n, 10}
    def init(n), do: {:ok, n}
    @impl true
    def handle_continue(:more, n), do: {:noreply, n + 100}
    @impl true
    def handle_call(:get, _, n), do: {:reply, n, n}
    def handle_call({:add, k}, _, n), do: {:reply, n + k, n + k}
    def handle_call(:later, from, n) do
      send(self(), {:answer, from})
      {:noreply, n}
    end
    def handle_call({:stop, r}, _, n), do: {:stop, r, :stopping, n}
    def handle_call(:slow, _, n) do
      Process.sleep(100)
      {:reply, :slow, n}
    end
    def handle_call(:hib, _, n), do: {:reply, :ok, n, :hibernate}
    @impl true
    def handle_cast({:add, k}, n), do: {:noreply, n + k}
    def handle_cast({:tell, pid}, n) do
      Process.flag(:trap_exit, true)
      send(pid, :told)
      {:noreply, {n, pid}}
    end
    def handle_cast(:boom, _), do: raise("boom")
    @impl true
    def handle_info({:answer, from}, n) do
      GenServer.reply(from, {:late, n})
      {:noreply, n}
    end
    def handle_info(:timeout, n), do: {:noreply, {:timed_out, n}}
    def handle_info(m, n), do: {:noreply, {m, n}}
    @impl true
    def terminate(r, {_, pid}) when is_pid(pid), do: send(pid, {:terminated, r})
    def terminate(_, _), do: :ok
  end

  def main do
    :logger.set_primary_config(:level, :none)
    Process.flag(:trap_exit, true)
    {:ok, c} = Counter.start_link(5)
    p GenServer.call(c, :get)
    p GenServer.cast(c, {:add, 10})
    p GenServer.call(c, :get)
    p GenServer.call(c, {:add, -1})
    p GenServer.call(c, :later)
    p GenServer.call(c, :hib)
    p GenServer.call(c, :get)
    send(c, :hello)
    p GenServer.call(c, :get)
    p :sys.get_state(c)
    p :sys.replace_state(c, fn _ -> 1 end)
    p GenServer.call(c, :get)
    p (try do GenServer.call(c, :slow, 5) catch :exit, {r, {m, f, _}} -> {r, m, f} end)
    Process.sleep(120)
    p GenServer.call(c, {:stop, :normal})
    p (receive do {:EXIT, ^c, r} -> r end)
    p (try do GenServer.call(c, :get) catch :exit, {r, {m, f, [_ | args]}} -> {r, m, f, args} end)
    p GenServer.cast(c, :x)
    p Counter.start_link(:stop)
    # from OTP 26 on the exit signal has been taken out of the mailbox
    p (receive do {:EXIT, _, r} -> r after 300 -> :nothing end)
    p Counter.start_link(:ignore)
    {:ok, d} = Counter.start_link({:continue, 1}, name: :cnt)
    p GenServer.call(:cnt, :get)
    p GenServer.whereis(:cnt) == d
    p Counter.start_link(1, name: :cnt) == {:error, {:already_started, d}}
    p GenServer.stop(:cnt)
    p (receive do {:EXIT, ^d, r} -> r end)
    p GenServer.whereis(:cnt)
    {:ok, e} = Counter.start_link({:timeout, 3})
    Process.sleep(40)
    p GenServer.call(e, :get)
    {:ok, f} = Counter.start_link(0)
    GenServer.cast(f, {:tell, self()})
    p (receive do :told -> :told end)
    Process.exit(f, :shutdown)
    p (receive do {:terminated, r} -> r after 300 -> :no_terminate end)
    {:ok, g} = Counter.start_link(0)
    GenServer.cast(g, :boom)
    p (receive do {:EXIT, ^g, {ex, _}} -> ex end)
    p GenServer.multi_call([node()], :nobody, :x)
    p GenServer.start(Counter, 7, name: {:global, :glob}) |> elem(0)
    p GenServer.call({:global, :glob}, :get)
    p (for i <- 1..100, do: elem(Counter.start_link(i), 1)) |> Enum.map(&GenServer.call(&1, :get)) |> Enum.sum()
    p Counter.child_spec(5)
  end
end
