# SPDX-License-Identifier: Apache-2.0
# ExUnit: a run with passing, failing, crashing, skipped and excluded tests; assertion diffs; exit counts; setup failures.
defmodule Case.ExunitFailures do
  def main do
    Code.append_path(Path.join(:code.lib_dir(:elixir), "../ex_unit/ebin"))
    {:ok, _} = Application.ensure_all_started(:ex_unit)
    apply(ExUnit, :start, [[autorun: false, seed: 0, colors: [enabled: false], formatters: [Case.ExunitFailures.Formatter], max_cases: 1, exclude: [:slow]]])
    Code.compile_string(tests(), "sample_test.exs")
    IO.inspect(apply(ExUnit, :run, []))
  end

  defp tests do
    ~S'''
    defmodule SampleTest do
      use ExUnit.Case
      setup ctx do
        if ctx[:bad_setup], do: raise("setup failed")
        on_exit(fn -> :ok end)
        {:ok, n: 5}
      end
      test "a passes", %{n: n}, do: assert n == 5
      test "b equal", do: assert 1 + 1 == 3
      test "c match", do: assert {:ok, _x} = {:error, [1, 2]}
      test "d strings", do: assert "hello world" == "hello wurld"
      test "e maps", do: assert %{eu_a: 1, eu_b: [1, 2]} == %{eu_a: 2, eu_b: [1, 3], eu_c: 3}
      test "f lists", do: assert [1, 2, 3, 4] == [1, 3, 4, 5]
      test "g refute", do: refute 1 < 2
      test "h raise", do: assert_raise(ArgumentError, "msg", fn -> raise ArgumentError, "other" end)
      test "i raise none", do: assert_raise(RuntimeError, fn -> :ok end)
      test "j receive", do: assert_receive({:x, 1}, 5)
      test "k received" do
        send(self(), {:y, 2})
        assert_received {:x, _}
      end
      test "l flunk", do: flunk("on purpose")
      test "m error", do: 1 / length([])
      test "n exit", do: exit(:out)
      test "o throw", do: throw(:ball)
      @tag :skip
      test "p skipped", do: flunk("never")
      @tag skip: "reason"
      test "q skipped", do: flunk("never")
      @tag :slow
      test "r excluded", do: flunk("never")
      @tag :bad_setup
      test "s setup", do: :ok
      @tag timeout: 400
      test "t timeout", do: Process.sleep(:infinity)
      test "u in", do: assert 1 in [2, 3]
      test "v not implemented"
      test "w delta", do: assert_in_delta(1.0, 1.5, 0.1)
      test "x linked", do: (spawn_link(fn -> exit(:linked) end); Process.sleep(:infinity))
      test "y structs", do: assert ~D[2020-01-01] == ~D[2020-01-02]
      test "z fun", do: assert String.contains?("abc", "z"), "custom message"
    end
    '''
  end

  defmodule Formatter do
    use GenServer
    def init(_), do: {:ok, 0}
    def handle_cast({:test_finished, t}, n) do
      IO.puts("#{t.name}: #{state(t.state)}")
      with {:failed, fs} <- t.state do
        text = ExUnit.Formatter.format_test_failure(t, fs, n + 1, 80, fn _, m -> m end)
        IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, text, "#X"))
      end
      {:noreply, n + 1}
    end
    def handle_cast(_, n), do: {:noreply, n}
    defp state(nil), do: "passed"
    defp state({k, r}) when k in [:skipped, :excluded], do: "#{k} #{inspect(r)}"
    defp state({k, _}), do: "#{k}"
  end
end
