%% SPDX-License-Identifier: Apache-2.0
%% maps:keys/1, values/1, to_list/1: keys and values in the same order, term order in small maps, badmap.
-module(mp_lists).
-include("../bif.hrl").

main() ->
    [bif(maps, F, 1, [[#{}], [#{mp_b => 1, mp_a => 2}], [#{1.0 => f, 1 => i, a => a, "s" => l, {} => t, <<>> => b,
        #{} => m}] | [[X] || X <- edge_terms(), not is_map(X)]]) || F <- [keys, values, to_list]],
    M = maps:from_list([{{I}, I} || I <- lists:seq(1, 1000)]),
    ?P(lists:zip(maps:keys(M), maps:values(M)) =:= maps:to_list(M)),
    ?P(lists:sort(maps:keys(M)) =:= [{I} || I <- lists:seq(1, 1000)]),
    ?P(lists:sum(maps:values(M))),
    ?P([maps:keys(maps:from_list([{K, x} || K <- lists:seq(N, 1, -1)])) =:= lists:seq(1, N) || N <- [1, 2, 31, 32]]).
