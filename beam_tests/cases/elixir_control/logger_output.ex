# SPDX-License-Identifier: Apache-2.0
# Logger on the console: levels, formats, metadata, reports, translated crashes of processes, GenServers and Tasks, truncation.
defmodule Case.LoggerOutput do
  require Logger

  def main do
    {:ok, _} = Application.ensure_all_started(:logger)
    Logger.configure_backend(:console, format: "[$level] $message $metadata\n", metadata: [:user, :request], device: :user, colors: [enabled: false])
    for l <- [:debug, :info, :notice, :warning, :error, :critical, :alert, :emergency], do: Logger.log(l, "at #{l}")
    Logger.info(["io", ?l, ["ist"]])
    Logger.info(fn -> "lazy" end)
    Logger.info(fn -> {"lazy meta", user: 1} end)
    Logger.info("meta", user: "u", request: :r, other: 1)
    Logger.metadata(request: 7)
    Logger.warn("with process metadata")
    Logger.reset_metadata()
    Logger.error(%{report: 1, b: "x"})
    Logger.error(report: 2, list: [1, 2])
    :logger.error("erlang ~p ~s", [{:a, 1}, "str"])
    :logger.error(%{label: {:x, :y}, report: [a: 1]})
    :error_logger.error_msg('old ~w~n', [x()])
    Logger.flush()
    Logger.configure(level: :error)
    Logger.info("hidden")
    Logger.error("shown")
    Logger.put_module_level(__MODULE__, :debug)
    Logger.debug("module level")
    Logger.delete_module_level(__MODULE__)
    Logger.disable(self())
    Logger.error("disabled")
    Logger.enable(self())
    Logger.configure(truncate: 20)
    Logger.error(String.duplicate("long ", 20))
    Logger.configure(truncate: 8096)
    Logger.error("bad utf8 " <> <<255>>)
    Logger.flush()
    IO.inspect({Logger.level(), Logger.enabled?(self()), Logger.compare_levels(:info, :error)})
    IO.inspect(catch_it(fn -> Logger.configure(level: :bogus) end))
    IO.inspect(catch_it(fn -> Logger.bare_log(:bogus, "x") end))
  end

  defp x, do: :arg
  defp catch_it(f), do: try(do: f.(), catch: (k, r -> {k, if(is_exception(r), do: r.__struct__, else: r)}))
end
