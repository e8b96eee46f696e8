%% SPDX-License-Identifier: Apache-2.0
%% maps:find/2, get/2,3, is_key/2: badmap, badkey and defaults.
-module(mp_find_get).
-include("../bif.hrl").

main() ->
    M = #{a => 1, 1 => int, 1.0 => float},
    Args = [[K, M] || K <- [a, b, 1, 1.0, 2.0]] ++ [[a, #{}]] ++ [[a, X] || X <- edge_terms(), not is_map(X)],
    bif(maps, find, 2, Args),
    bif(maps, get, 2, Args),
    bif(maps, is_key, 2, Args),
    bif(maps, get, 3, [[a, M, d], [b, M, d], [a, #{}, d], [a, [], d], [a, b, c]]),
    Large = maps:from_list([{{I}, I} || I <- lists:seq(1, 500)]),
    ?P([maps:find({500}, Large), maps:find({501}, Large), maps:find({1.0}, Large), maps:is_key({1}, Large)]).
