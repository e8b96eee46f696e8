%% SPDX-License-Identifier: Apache-2.0
%% The order of atoms among the keys of a small map, as lists, folds and printing show it: of their names, or, from OTP 26
%% on, of their numbers, that is, the order in which this module names them first. (A word that an atom begins with a
%% capital is no word of another module.)
-module(map_key_order).
-include("../case.hrl").

main() ->
    First = id(#{'K_z' => 1, 'K_b' => 2, 'K_m' => 3, 'K_a' => 4}),
    io:format("~p ~w~n", [First, First]),
    ?P(maps:keys(First)),
    ?P(maps:to_list(First#{1 => x, 'K_0' => 5, "s" => y, 1.0 => z, {t} => w})),
    ?P(maps:fold(fun(K, _, A) -> [K | A] end, [], First)),
    ?P([K || {K, _} <- maps:to_list(maps:merge(#{'K_y' => 1, 'K_c' => 2}, First))]),
    ?P(maps:next(maps:iterator(First)) =/= none),
    ?P(element(1, maps:next(maps:iterator(First)))),
    ?P(#{'K_b' => 1} < #{'K_z' => 1}),
    ?P(#{'K_b' => 1, 'K_a' => 9} < #{'K_a' => 9, 'K_b' => 2}),
    ?P(lists:sort([#{'K_z' => 1}, #{'K_b' => 1}, #{'K_m' => 1}, #{'K_a' => 1}])),
    ?P(maps:keys(maps:from_list([{list_to_atom("K_new" ++ [C]), C} || C <- "cab"]))),
    ?P(maps:values(maps:remove('K_m', First))),
    ?P(term_to_binary(First) =:= term_to_binary(maps:from_list(lists:reverse(maps:to_list(First))))).
