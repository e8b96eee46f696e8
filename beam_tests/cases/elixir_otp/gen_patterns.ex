# SPDX-License-Identifier: Apache-2.0
# Patterns over processes: a cache, a pub/sub, a rate limiter, a worker pool and a state machine, written with receive.
defmodule Case.GenPatterns do
  import CaseHelper

  def main do
    :logger.set_primary_config(:level, :none)
    c = spawn(fn -> cache(%{}) end)
    p call(c, {:put, :a, 1})
    p call(c, {:get, :a})
    p call(c, {:get, :b})
    p (for i <- 1..100, do: call(c, {:put, i, i * i})) |> Enum.uniq()
    p call(c, :size)
    b = spawn(fn -> bus([]) end)
    me = self()
    subs = for i <- 1..3, do: spawn(fn -> call(b, {:sub, self()}); send(me, :subbed); sub(me, i, 0) end)
    for _ <- subs, do: (receive do :subbed -> :ok end)
    for m <- 1..5, do: send(b, {:pub, m})
    send(b, {:pub, :done})
    p (for(_ <- subs, do: (receive do {:total, i, t} -> {i, t} end)) |> Enum.sort())
    p pool(Enum.to_list(1..50), 4) |> Enum.sort() |> Enum.sum()
    fsm = spawn(fn -> locked([1, 2, 3], []) end)
    p (for k <- [1, 9, 3, 1, 2, 3], do: call(fsm, {:key, k}))
    p call(fsm, :lock)
    p call(fsm, {:key, 1})
    p ring(100, 20)
    p tree_sum(8)
    p (bank = spawn(fn -> bank(%{a: 100, b: 0}) end); for(_ <- 1..50, do: spawn_monitor(fn -> call(bank, {:move, :a, :b, 3}) end)) |> Enum.each(fn {_, r} -> receive do {:DOWN, ^r, _, _, _} -> :ok end end); call(bank, :all))
  end

  defp call(pid, req) do
    ref = make_ref()
    send(pid, {ref, self(), req})
    receive do {^ref, r} -> r after 3000 -> :timeout end
  end

  defp cache(m) do
    receive do
      {r, f, {:put, k, v}} -> send(f, {r, :ok}); cache(Map.put(m, k, v))
      {r, f, {:get, k}} -> send(f, {r, Map.fetch(m, k)}); cache(m)
      {r, f, :size} -> send(f, {r, map_size(m)}); cache(m)
    end
  end

  defp bus(subs) do
    receive do
      {r, f, {:sub, pid}} -> send(f, {r, :ok}); bus([pid | subs])
      {:pub, m} -> for(s <- subs, do: send(s, {:msg, m})); bus(subs)
    end
  end

  defp sub(me, i, t) do
    receive do
      {:msg, :done} -> send(me, {:total, i, t})
      {:msg, m} -> sub(me, i, t + m * i)
    end
  end

  defp pool(jobs, n) do
    me = self()
    ws = for _ <- 1..n, do: spawn_link(fn -> pool_worker(me) end)
    r = feed(jobs, length(jobs), [])
    for w <- ws, do: send(w, :quit)
    r
  end

  defp feed(_, 0, acc), do: acc
  defp feed(jobs, left, acc) do
    receive do
      {:ready, w} -> case jobs do [j | t] -> send(w, {:job, j}); feed(t, left, acc); [] -> feed([], left, acc) end
      {:result, r} -> feed(jobs, left - 1, [r | acc])
    end
  end

  defp pool_worker(me) do
    send(me, {:ready, self()})
    receive do {:job, j} -> send(me, {:result, j * j}); pool_worker(me); :quit -> :ok end
  end

  defp locked(code, sofar) do
    receive do
      {r, f, {:key, k}} ->
        s = Enum.take([k | sofar], length(code))
        if Enum.reverse(s) == code, do: (send(f, {r, :open}); open(code)), else: (send(f, {r, :locked}); locked(code, s))
    end
  end

  defp open(code), do: (receive do {r, f, :lock} -> send(f, {r, :locked}); locked(code, []) end)

  defp ring(n, laps) do
    me = self()
    first = Enum.reduce(1..n, me, fn _, next -> spawn(fn -> hop(next) end) end)
    r = Enum.reduce(1..laps, 0, fn _, acc -> send(first, acc); receive do x when is_integer(x) -> x end end)
    send(first, :stop)
    receive do :stop -> r end
  end

  defp hop(next), do: (receive do :stop -> send(next, :stop); x -> send(next, x + 1); hop(next) end)
  defp tree_sum(0), do: 1
  defp tree_sum(d) do
    me = self()
    rs = for _ <- 1..2, do: (r = make_ref(); spawn(fn -> send(me, {r, tree_sum(d - 1)}) end); r)
    Enum.sum(for r <- rs, do: (receive do {^r, v} -> v end))
  end

  defp bank(m) do
    receive do
      {r, f, {:move, a, b, n}} ->
        if m[a] >= n, do: (send(f, {r, :ok}); bank(%{m | a => m[a] - n, b => m[b] + n})), else: (send(f, {r, :poor}); bank(m))
      {r, f, :all} -> send(f, {r, m}); bank(m)
    end
  end
end
