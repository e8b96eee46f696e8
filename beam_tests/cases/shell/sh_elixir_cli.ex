# SPDX-License-Identifier: Apache-2.0
# elixir and elixirc on the command line: -e, --eval, scripts that fail, at_exit, halts, stdin, options, compile errors; exit status.
defmodule Case.ShElixirCli do
  def main do
    dir = Path.join(System.tmp_dir!(), "sh_ecli_#{System.pid()}")
    File.mkdir_p!(dir)
    File.write!(dir <> "/s.exs", "IO.inspect System.argv()\nIO.inspect __ENV__.file |> Path.basename()\nraise ArgumentError, Enum.join(System.argv(), \"+\")")
    File.write!(dir <> "/bad.ex", "defmodule Bad do\n  def f(x), do: y\n  def f(x) do\n    z(x)\n  end\nend\n")
    File.write!(dir <> "/warn.ex", "defmodule Warn do\n  @unused 1\n  def f(x), do: 1\n  defp g, do: Nope.nope(1)\n  def f(x, y \\\\ 1), do: y\nend\n")
    commands =
      for(args <- ["-e 'IO.puts 1' -e 'raise \"x\"'", "-e '1 +'", "-e 'exit({:shutdown, 5})'", "-e 'throw 1'", "-e 'System.at_exit(fn s -> IO.puts(s) end); exit({:shutdown, 2})'",
                   "s.exs a --b c", "nosuch.exs", "-r warn.ex -e 'IO.puts Warn.f(1, 2)'", "--nosuch"], do: "elixir " <> args) ++
      ["printf 'IO.puts(:hi)\\nIO.puts(1 + :a)' | elixir -", "elixirc bad.ex"]

    commands
    |> Task.async_stream(fn c -> {c, run(dir, c)} end, max_concurrency: 3, timeout: :infinity)
    |> Enum.each(fn {:ok, {c, out}} -> IO.puts(c <> "\n" <> out) end)

    File.rm_rf!(dir)
  end

  defp run(dir, command) do
    out = :os.cmd(String.to_charlist("cd #{dir} && (#{command}) 2>&1; echo status $?")) |> :unicode.characters_to_binary()
    out |> String.replace(dir, "DIR") |> String.replace(~r/#PID<[\d.]+>/, "#PID") |> String.replace(~r/\d\d:\d\d:\d\d\.\d+/, "TIME")
  end
end
