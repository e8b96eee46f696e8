# SPDX-License-Identifier: Apache-2.0
# Process: spawn, send, receive, links, monitors, flags, dictionary, aliases, sleep, exit reasons, timers.
defmodule Case.ProcessBasic do
  import CaseHelper

  def main do
    :logger.set_primary_config(:level, :none)
    me = self()
    spawn(fn -> send(me, {:hi, 1}) end)
    p (receive do {:hi, n} -> n end)
    spawn(__MODULE__, :worker, [me, 5])
    p (receive do {:worker, n} -> n end)
    p (receive do :never -> 1 after 0 -> :timeout end)
    {pid, ref} = spawn_monitor(fn -> exit(:because) end)
    p (receive do {:DOWN, ^ref, :process, ^pid, r} -> r end)
    {_, ref} = spawn_monitor(fn -> raise "err" end)
    p (receive do {:DOWN, ^ref, _, _, {e, [_ | _]}} -> e end)
    {_, ref} = spawn_monitor(fn -> throw(:t) end)
    p (receive do {:DOWN, ^ref, _, _, {e, _}} -> e end)
    Process.flag(:trap_exit, true)
    l = spawn_link(fn -> exit(:linked) end)
    p (receive do {:EXIT, ^l, r} -> r end)
    q = spawn_link(fn -> receive do :stop -> :ok end end)
    p Process.alive?(q)
    p Process.info(q, :links) == {:links, [me]}
    p Process.unlink(q)
    p Process.link(q)
    p Process.exit(q, :kill)
    p (receive do {:EXIT, ^q, r} -> r end)
    p Process.alive?(q)
    p Process.put(:k, 1)
    p Process.get(:k)
    p Process.get(:q, :default)
    p Process.delete(:k)
    p Process.register(self(), :elixir_me)
    p Process.whereis(:elixir_me) == self()
    p (try do Process.register(self(), :other) rescue e -> e.__struct__ end)
    send(:elixir_me, :named)
    p (receive do :named -> :ok end)
    p Process.unregister(:elixir_me)
    p send(:nobody_here, 1)
    t = Process.send_after(self(), :tick, 5)
    p (receive do :tick -> :tick end)
    p Process.cancel_timer(t)
    t2 = Process.send_after(self(), :tock, 50_000)
    p Process.read_timer(t2) > 40_000
    p Process.cancel_timer(t2) > 40_000
    p Process.monitor(spawn(fn -> :ok end)) |> is_reference()
    p (receive do {:DOWN, _, :process, _, r} -> r in [:normal, :noproc] end)
    p Process.demonitor(make_ref(), [:flush])
    p Process.sleep(2)
    p Process.info(self(), :message_queue_len)
    p Process.group_leader() == :erlang.group_leader()
    p Process.flag(:priority, :high)
    p Process.flag(:priority, :normal)
    p Process.hibernate_missing()
    ps = for i <- 1..500, do: spawn_link(fn -> receive do {:ping, f} -> send(f, {:pong, i}) end end)
    for x <- ps, do: send(x, {:ping, me})
    p (for(_ <- ps, do: (receive do {:pong, i} -> i end)) |> Enum.sum())
    p Process.list() |> Enum.member?(me)
    p inspect(self()) =~ ~r/^#PID<\d+\.\d+\.\d+>$/
    p inspect(make_ref()) =~ ~r/^#Reference<[\d.]+>$/
    p Node.self()
    p Node.alive?()
  end

  def worker(to, n), do: send(to, {:worker, n * 2})
end
