# SPDX-License-Identifier: Apache-2.0
# template_elixir.ex -- a page of HTML from an EEx template compiled once, with Calendar, URI and Regex work in it.
defmodule Bench.TemplateElixir do
  def sizes, do: {2, 300}

  def run(n) do
    template = EEx.compile_string(page())
    {render, _} = Code.eval_quoted({:fn, [], [{:->, [], [[{:assigns, [], nil}], template]}]})
    rows = for i <- 1..40, do: %{name: "row <#{i}>", at: Date.add(~D[2024-01-31], i), url: "https://x.org/a?q=#{i}&r=ö"}
    Enum.reduce(1..n, 0, fn i, acc -> acc + byte_size(render.(%{rows: rows, title: "Page #{i}", count: i})) end)
  end

  def escape(text), do: text |> String.replace("&", "&amp;") |> String.replace("<", "&lt;") |> String.replace(">", "&gt;")

  def link(url) do
    uri = URI.parse(url)
    query = uri.query |> URI.decode_query() |> Enum.map_join(";", fn {k, v} -> k <> "=" <> v end)
    "#{uri.host}#{uri.path} (#{query})"
  end

  defp page do
    """
    <html><head><title><%= assigns.title %></title></head><body>
    <%= for row <- assigns.rows do %>
      <p class="<%= if rem(row.at.day, 2) == 0, do: "even", else: "odd" %>"><%= Bench.TemplateElixir.escape(row.name) %>
      <%= Calendar.strftime(row.at, "%Y-%m-%d %A") %> <%= Bench.TemplateElixir.link(row.url) %></p>
    <% end %>
    <%= if assigns.count > 3 do %><b>many: <%= assigns.count %></b><% end %></body></html>
    """
  end
end
