# SPDX-License-Identifier: Apache-2.0
# lesson.ex -- the classic lesson in concurrency, told by the processes themselves.
#
# `make demo` compiles it with the installed elixirc and runs it on Joist. On stock BEAM:
#   elixirc -o build/demo beam_tests/demo/lesson.ex && elixir -pa build/demo -e 'Lesson.main([])'
#
# Each chapter is one function. What is printed is printed by the process that did it, when it did it;
# a chapter waits for its processes, so chapters do not mix. Colour only on a terminal, boxes only
# where the locale is UTF-8.

defmodule Lesson.Style do
  @moduledoc "How the lesson looks: {colour?, unicode?}, found out once."

  defstruct colour: false, unicode: false

  def detect do
    unicode = Enum.find_value(~w(LC_ALL LC_CTYPE LANG), &set_variable/1) || ""
    unicode = String.upcase(unicode) =~ "UTF"
    if unicode, do: :io.setopts(:standard_io, encoding: :unicode)
    %__MODULE__{colour: IO.ANSI.enabled?(), unicode: unicode}
  end

  defp set_variable(name) do
    value = System.get_env(name)
    if value in [nil, ""], do: nil, else: value
  end

  def paint(%{colour: false}, _codes, text), do: text
  def paint(_style, codes, text), do: "\e[#{codes}m#{text}\e[0m"

  def arrow(%{unicode: true}), do: "→"
  def arrow(_style), do: "->"

  def bar(%{unicode: true}, n), do: String.duplicate("█", n)
  def bar(_style, n), do: String.duplicate("#", n)

  def box(style, lines) do
    width = lines |> Enum.map(&String.length/1) |> Enum.max()

    {top, side, bottom} =
      if style.unicode do
        line = String.duplicate("─", width + 4)
        {"╭#{line}╮", "│", "╰#{line}╯"}
      else
        line = "+" <> String.duplicate("-", width + 4) <> "+"
        {line, "|", line}
      end

    body = for line <- lines, do: "#{side}  #{String.pad_trailing(line, width)}  #{side}"
    IO.puts(paint(style, "36", Enum.join([top | body] ++ [bottom], "\n")))
  end

  def chapter(style, number, title) do
    IO.puts("")
    IO.puts(paint(style, "1;33", "#{number}. #{title}"))
  end

  # A line of the program that is being explained.
  def code(style, text), do: IO.puts("   " <> paint(style, "2", text))

  # Something that happened just now, and who says so.
  def say(style, text) do
    who = String.pad_trailing(inspect(self()), 14)
    IO.puts("   #{paint(style, "32", who)} #{arrow(style)} #{text}")
  end

  def grouped(number) do
    number
    |> Integer.to_charlist()
    |> Enum.reverse()
    |> Enum.chunk_every(3)
    |> Enum.map_join(",", &List.to_string/1)
    |> String.reverse()
  end
end

defmodule Lesson.Account do
  @moduledoc "A GenServer: state behind a mailbox, one message at a time."

  use GenServer

  def start_link(balance), do: GenServer.start_link(__MODULE__, balance)
  def deposit(account, amount), do: GenServer.cast(account, {:deposit, amount})
  def withdraw(account, amount), do: GenServer.call(account, {:withdraw, amount})
  def balance(account), do: GenServer.call(account, :balance)

  @impl true
  def init(balance), do: {:ok, balance}

  @impl true
  def handle_cast({:deposit, amount}, balance), do: {:noreply, balance + amount}

  @impl true
  def handle_call(:balance, _from, balance), do: {:reply, balance, balance}

  def handle_call({:withdraw, amount}, _from, balance) when amount > balance do
    {:reply, {:error, :not_enough}, balance}
  end

  def handle_call({:withdraw, amount}, _from, balance), do: {:reply, :ok, balance - amount}

  @impl true
  def handle_info({:tell, pid}, balance) do
    send(pid, {:balance_of, self(), balance})
    {:noreply, balance}
  end
end

defmodule Lesson do
  @moduledoc "The chapters, in order. `main/1` runs them all."

  import Lesson.Style

  @crowd 100_000

  def main(_args) do
    style = detect()
    started = now_ms()
    processes = length(Process.list())

    box(style, [
      "A lesson in concurrency, told by processes",
      "OTP #{System.otp_release()}, Elixir #{System.version()}, " <>
        "#{:erlang.system_info(:schedulers_online)} schedulers"
    ])

    spawning(style)
    mailboxes(style)
    links(style)
    monitors(style)
    agents(style)
    tasks(style)
    servers(style)
    crowd(style)
    schedulers(style)
    idle(style)

    IO.puts("")

    box(style, [
      "Done in #{now_ms() - started} ms.",
      "Processes at the start: #{processes}, now: #{settle(processes, 100)}."
    ])
  end

  # ---- 1: a process is cheap to make, and has a life of its own --------------------------------

  defp spawning(style) do
    chapter(style, 1, "A process is a function with a life of its own")
    say(style, "I run the lesson")

    code(style, "spawn(fn -> ... end)")
    parent = self()

    pid =
      spawn(fn ->
        say(style, "hello, I was spawned by #{inspect(parent)}")
        send(parent, {:done, self()})
      end)

    wait_done(pid)

    code(style, "spawn(Lesson, :greet, [...])")
    pid = spawn(__MODULE__, :greet, [style, parent, "module, function, arguments"])
    wait_done(pid)
    say(style, "#{inspect(pid)} is alive: #{Process.alive?(wait_gone(pid))}")
  end

  def greet(style, parent, how) do
    say(style, "hello, I was named by #{how}")
    send(parent, {:done, self()})
  end

  # ---- 2: messages wait in a mailbox until somebody wants them ---------------------------------

  defp mailboxes(style) do
    chapter(style, 2, "Messages wait until somebody wants them")
    code(style, "send(self(), {:low, ...}), send(self(), {:high, ...}), receive by pattern")

    send(self(), {:low, "sweep the floor"})
    send(self(), {:low, "water the plants"})
    send(self(), {:high, "put out the fire"})

    for priority <- [:high, :low, :low] do
      receive do
        {^priority, task} -> say(style, "#{priority}: #{task}")
      end
    end

    code(style, "receive do ... after 50 -> ... end")
    before = now_ms()

    receive do
      :never -> say(style, "this cannot be")
    after
      50 -> say(style, "nobody wrote for #{now_ms() - before} ms; I go on")
    end
  end

  # ---- 3: linked processes die together, unless one of them wants to know ----------------------

  defp links(style) do
    chapter(style, 3, "Linked processes die together, unless one wants to know")
    code(style, "Process.flag(:trap_exit, true); spawn_link(fn -> exit(:kaboom) end)")
    old = Process.flag(:trap_exit, true)

    child =
      spawn_link(fn ->
        say(style, "I exit with :kaboom")
        exit(:kaboom)
      end)

    receive do
      {:EXIT, ^child, reason} -> say(style, "{:EXIT, #{inspect(child)}, #{inspect(reason)}}")
    end

    Process.flag(:trap_exit, old)
  end

  # ---- 4: a monitor looks in one direction, and its news comes once ----------------------------

  defp monitors(style) do
    chapter(style, 4, "A monitor tells, and does not bind")
    code(style, "{pid, ref} = spawn_monitor(fn -> exit(:tired) end)")

    {pid, ref} =
      spawn_monitor(fn ->
        say(style, "I worked enough")
        exit(:tired)
      end)

    receive do
      {:DOWN, ^ref, :process, ^pid, reason} ->
        say(style, "{:DOWN, ref, :process, #{inspect(pid)}, #{inspect(reason)}}")
    end

    ref = Process.monitor(pid)

    receive do
      {:DOWN, ^ref, :process, ^pid, reason} ->
        say(style, "asked again about the dead: #{inspect(reason)}")
    end
  end

  # ---- 5 to 7: what Elixir builds from that ----------------------------------------------------

  defp agents(style) do
    chapter(style, 5, "An Agent keeps a value")
    code(style, "Agent.update(words, &Map.update(&1, word, 1, fn n -> n + 1 end))")
    {:ok, words} = Agent.start_link(fn -> %{} end)

    for word <- ~w(ping pong ping ping) do
      Agent.update(words, &Map.update(&1, word, 1, fn n -> n + 1 end))
    end

    say(style, "#{inspect(words)} counted #{inspect(Agent.get(words, & &1))}")
    Agent.stop(words)
  end

  defp tasks(style) do
    chapter(style, 6, "A Task is a question whose answer comes later")
    code(style, "tasks = for n <- [20, 21, 22, 23], do: Task.async(fn -> fib(n) end)")

    tasks =
      for n <- [20, 21, 22, 23] do
        Task.async(fn ->
          result = fib(n)
          say(style, "fib(#{n}) = #{grouped(result)}")
          result
        end)
      end

    sum = tasks |> Enum.map(&Task.await(&1, 60_000)) |> Enum.sum()
    say(style, "their sum is #{grouped(sum)}")
  end

  defp fib(n) when n < 2, do: n
  defp fib(n), do: fib(n - 1) + fib(n - 2)

  defp servers(style) do
    chapter(style, 7, "A GenServer is a process that keeps its word")
    code(style, "{:ok, account} = Lesson.Account.start_link(100)")
    {:ok, account} = Lesson.Account.start_link(100)
    Lesson.Account.deposit(account, 20)
    say(style, "cast deposit 20, call balance: #{Lesson.Account.balance(account)}")
    say(style, "call withdraw 500: #{inspect(Lesson.Account.withdraw(account, 500))}")
    say(style, "call withdraw 70: #{inspect(Lesson.Account.withdraw(account, 70))}")
    send(account, {:tell, self()})

    receive do
      {:balance_of, ^account, balance} -> say(style, "a plain message, answered: #{balance}")
    end

    GenServer.stop(account)
  end

  # ---- 8: many ---------------------------------------------------------------------------------

  defp crowd(style) do
    chapter(style, 8, "#{grouped(@crowd)} processes at once, and each one answers")
    code(style, "for n <- 1..#{@crowd}, do: spawn(fn -> wait for a question, answer n end)")
    me = self()
    memory = :erlang.memory(:processes)
    before = now_ms()
    pids = for n <- 1..@crowd, do: spawn(fn -> answer_once(n) end)
    spawned = now_ms()
    alive = :erlang.system_info(:process_count)
    each = div(:erlang.memory(:processes) - memory, @crowd)
    say(style, "spawned in #{spawned - before} ms; processes alive now: #{grouped(alive)}")
    say(style, "each takes about #{grouped(each)} bytes")

    Enum.each(pids, &send(&1, {:question, me}))
    sum = collect(@crowd, 0)
    say(style, "asked all, heard all, in #{now_ms() - spawned} ms")
    right = div(@crowd * (@crowd + 1), 2)
    verdict = if sum == right, do: "as it must be", else: "which is WRONG"
    say(style, "the answers add up to #{grouped(sum)}, #{verdict}")
  end

  defp answer_once(n) do
    receive do
      {:question, from} -> send(from, {:answer, n})
    end
  end

  defp collect(0, sum), do: sum

  defp collect(left, sum) do
    receive do
      {:answer, n} -> collect(left - 1, sum + n)
    end
  end

  # ---- 9: on all processors --------------------------------------------------------------------

  defp schedulers(style) do
    online = :erlang.system_info(:schedulers_online)
    chapter(style, 9, "Work spreads over the #{online} schedulers by itself")
    code(style, ":erlang.system_info(:scheduler_id), asked by 40 workers between their work")
    me = self()

    for _ <- 1..40 do
      spawn(fn ->
        seen = for _ <- 1..5, do: (fib(17); :erlang.system_info(:scheduler_id))
        send(me, {:seen, seen})
      end)
    end

    counts = Enum.reduce(1..40, %{}, fn _, counts -> count_seen(counts) end)

    for {id, count} <- Enum.sort(counts) do
      say(style, "scheduler #{id} #{bar(style, max(1, div(count, 5)))} #{count}")
    end

    say(style, "schedulers that worked: #{map_size(counts)} of #{online}")
  end

  defp count_seen(counts) do
    receive do
      {:seen, ids} -> Enum.reduce(ids, counts, &Map.update(&2, &1, 1, fn n -> n + 1 end))
    end
  end

  # ---- 10: idle --------------------------------------------------------------------------------

  defp idle(style) do
    chapter(style, 10, "Who waits costs memory, and no time")
    code(style, ":erlang.process_info(pid, :memory)")
    pid = spawn(fn -> answer_once(0) end)
    {:memory, bytes} = wait_idle(pid)
    {:reductions, work} = Process.info(pid, :reductions)
    Process.sleep(50)
    {:reductions, later} = Process.info(pid, :reductions)
    say(style, "#{inspect(pid)} waits and takes #{grouped(bytes)} bytes")
    say(style, "in 50 ms of waiting it did #{later - work} reductions of work")
    Process.exit(pid, :kill)
  end

  # ---- waiting ---------------------------------------------------------------------------------

  defp wait_done(pid) do
    receive do
      {:done, ^pid} -> :ok
    end
  end

  defp wait_gone(pid) do
    ref = Process.monitor(pid)

    receive do
      {:DOWN, ^ref, :process, ^pid, _reason} -> pid
    end
  end

  defp wait_idle(pid) do
    case Process.info(pid, :status) do
      {:status, :waiting} ->
        :erlang.process_info(pid, :memory)

      _ ->
        Process.sleep(1)
        wait_idle(pid)
    end
  end

  # Processes that were told to die need a moment.
  defp settle(wanted, tries) do
    now = length(Process.list())

    if now <= wanted or tries == 0 do
      now
    else
      Process.sleep(10)
      settle(wanted, tries - 1)
    end
  end

  defp now_ms, do: System.monotonic_time(:millisecond)
end
