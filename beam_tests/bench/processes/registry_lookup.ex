# SPDX-License-Identifier: Apache-2.0
# registry_lookup.ex -- processes registered under a name in a Registry, called through it, and dispatched to.
defmodule Bench.RegistryLookup do
  defmodule Counter do
    use GenServer
    def start_link(name), do: GenServer.start_link(__MODULE__, 0, name: name)
    def init(count), do: {:ok, count}
    def handle_call({:add, by}, _from, count), do: {:reply, count + by, count + by}
  end

  def sizes, do: {200, 160_000}

  def run(n) do
    # Who registers is linked to the registry, which ends before us.
    Process.flag(:trap_exit, true)
    {:ok, registry} = Registry.start_link(keys: :unique, name: Bench.Names)
    {:ok, subscribers} = Registry.start_link(keys: :duplicate, name: Bench.Topics)
    pids = for i <- 1..20, do: elem(Counter.start_link({:via, Registry, {Bench.Names, {:counter, i}}}), 1)
    for topic <- 1..5, do: {:ok, _} = Registry.register(Bench.Topics, topic, topic)

    sum =
      Enum.reduce(1..n, 0, fn i, acc ->
        name = {:via, Registry, {Bench.Names, {:counter, rem(i, 20) + 1}}}
        Registry.dispatch(Bench.Topics, rem(i, 5) + 1, fn entries -> for {pid, v} <- entries, do: send(pid, v) end)
        received = receive do: (v when is_integer(v) -> v)
        rem(acc + GenServer.call(name, {:add, 2}) + received, 1_000_003)
      end)

    Enum.each(pids, &GenServer.stop/1)
    Enum.each([registry, subscribers], &Supervisor.stop/1)
    sum
  end
end
