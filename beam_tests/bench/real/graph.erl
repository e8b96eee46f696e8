%% SPDX-License-Identifier: Apache-2.0
%% graph.erl -- the digraph and sofs libraries over a generated graph: components, order, paths, relations.
-module(graph).
-export([sizes/0, run/1]).

sizes() -> {50, 25000}.

run(N) ->
    G = digraph:new(),
    [digraph:add_vertex(G, V) || V <- lists:seq(1, N)],
    Edges = [{V, (V * 31 + K * 17) rem N + 1} || V <- lists:seq(1, N), K <- [1, 2]],
    [digraph:add_edge(G, A, B) || {A, B} <- Edges],
    Components = length(digraph_utils:strong_components(G)),
    Reach = length(digraph_utils:reachable([1], G)),
    Path = case digraph:get_short_path(G, 1, N) of false -> 0; P -> length(P) end,
    Small = sofs:relation([E || {A, B} = E <- Edges, A < 300, B < 300]),
    Closed = length(sofs:to_external(sofs:relative_product1(Small, Small))),
    digraph:delete(G),
    {Components, Reach, Path, Closed}.
