# SPDX-License-Identifier: Apache-2.0
# agent_state.ex -- Agents holding maps, read and updated by funs.
defmodule Bench.AgentState do
  def sizes, do: {200, 80_000}

  def run(n) do
    agents =
      for _ <- 1..4 do
        {:ok, pid} = Agent.start_link(fn -> %{count: 0, seen: []} end)
        pid
      end

    result =
      Enum.reduce(1..n, 0, fn i, acc ->
        agent = Enum.at(agents, rem(i, 4))
        Agent.update(agent, fn state -> %{state | count: state.count + 1, seen: Enum.take([i | state.seen], 5)} end)
        acc + Agent.get(agent, &length(&1.seen)) + rem(Agent.get_and_update(agent, &{&1.count, &1}), 7)
      end)

    Enum.each(agents, &Agent.stop/1)
    result
  end
end
