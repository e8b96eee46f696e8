# SPDX-License-Identifier: Apache-2.0
# EEx: every kind of tag, trim, engines, nested blocks, comments, quoting, errors with their places.
defmodule Case.EexEvery do
  import CaseHelper

  def main do
    join_errors()
    Code.append_path(Path.join(:code.lib_dir(:elixir), "../eex/ebin"))
    {:ok, _} = Application.ensure_all_started(:eex)
    eval = fn s, b, o -> apply(EEx, :eval_string, [s, b, o]) end
    for t <- ["plain", "a <%= 1 + 2 %> b", "<%= x %>-<%= @y %>", "<% z = 5 %><%= z %>", "<%# comment %>x", "<%% raw %>", "<%= if x > 1 do %>big<% else %>small<% end %>", "<%= for i <- 1..3 do %>\n  * <%= i %>\n<% end %>", "<%= case x do %><% 1 -> %>one<% _ -> %>other<% end %>",
              "<%= Enum.map [1, 2], fn i -> %>[<%= i * x %>]<% end %>", "<%= cond do %><% x > 100 -> %>100<% true -> %>t<% end %>", "a\n<% 1 %>\n  <%= 2 %>  \nb\n", "<%= for i <- 1..2 do %><%= for j <- 1..i do %><%= i %><%= j %>,<% end %>;<% end %>", "<%!-- multi\nline --%>end", "é<%= \"ü\" %>日", "<%= nil %>|<%= :a %>|<%= 1.5 %>|<%= 'cl' %>|<%= [\"io\", ?x] %>", "<%= \"<b>\" %>", "<%= x\n + 1 %>",
              "<%= if true do %>a<% end", "<% end %>", "<%= 1 +  %>", "<%= x", "<%= if x do %>", "<%= fn a -> %>", "<% else %>", "a\nb <%= nope %>", "<%= raise \"in\" %>", "<%= %{a: 1} %>", "<%= {1} %>", "<%|  1 %>", "<%/ 1 %>", "<%= foo() %>", "<%", "%>", "<%= @nope %>"] do
      IO.puts("--- " <> inspect(t))
      p(eval.(t, [x: 2, assigns: [y: "Y"]], []))
      p(eval.(t, [x: 2, assigns: %{y: "Y"}], trim: true))
    end
    p(eval.("<%= a %>", [a: 1], line: 10, file: "x.eex"))
    p(apply(EEx, :compile_string, ["a <%= b %>"]) |> Macro.to_string())
    p(apply(EEx, :compile_string, ["a <% b %>c", [engine: EEx.Engine]]) |> Macro.to_string())
    p(apply(EEx, :tokenize, ["a <%= b %>\n<% c do %>d<% end %>"]))
    Code.compile_string("defmodule Case.EexFn do\nrequire EEx\nEEx.function_from_string(:def, :hello, \"Hi <%= name %> <%= n * 2 %>!\", [:name, :n])\nend")
    p(apply(Case.EexFn, :hello, ["Bob", 4]))
    p(apply(Case.EexFn, :hello, ["Bob", :x]))
    p(apply(EEx, :eval_file, ["/nosuch.eex"]))
  end
end
