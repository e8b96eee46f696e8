%% SPDX-License-Identifier: Apache-2.0
%% The order in which large maps are walked, for keys whose hash does not depend on atom numbers: lists, folds, iterators, printing.
-module(map_order_large).
-include("../case.hrl").

main() ->
    Kinds = [{small, fun(I) -> I end}, {negative, fun(I) -> -I * 7919 end}, {big, fun(I) -> (1 bsl 64) + I end}, {negbig, fun(I) -> -(1 bsl 70) - I * I end},
             {float, fun(I) -> I * 1.5 end}, {bin, fun(I) -> integer_to_binary(I * I) end}, {bits, fun(I) -> <<I:16, 1:3>> end}, {list, fun(I) -> [I, I + 1] end},
             {string, fun(I) -> integer_to_list(I) end}, {tuple, fun(I) -> {I, I * 2.0, <<I>>} end}, {nested, fun(I) -> {[{I}], {}, [[]]} end},
             {map, fun(I) -> #{I => I} end}, {improper, fun(I) -> [I | I] end}, {longbin, fun(I) -> binary:copy(<<I>>, I) end}, {mixed, fun(I) -> case I rem 4 of 0 -> I; 1 -> float(I); 2 -> {I}; 3 -> [I] end end}],
    [begin
         M = maps:from_list([{F(I), I} || I <- lists:seq(1, N)]),
         io:format("~p ~p: ~p ~0p~n", [Name, N, erlang:phash2(maps:values(M)), lists:sublist(maps:values(M), 14)]),
         Same = [maps:to_list(M), maps:fold(fun(K, V, A) -> A ++ [{K, V}] end, [], M), walk(maps:next(maps:iterator(M))), lists:zip(maps:keys(M), maps:values(M))],
         1 = length(lists:usort(Same))
     end || {Name, F} <- Kinds, N <- [33, 40, 200]],
    M1 = maps:from_list([{I, x} || I <- lists:seq(1, 40)]),
    ?P(M1),
    ?P(maps:keys(maps:remove(7, M1))),
    ?P(maps:keys(M1#{41 => y, 42 => z})),
    ?P(maps:keys(maps:merge(M1, #{100 => 1, 101 => 2}))),
    ?P(maps:keys(maps:filter(fun(K, _) -> K < 36 end, M1))),
    ?P(maps:keys(maps:filter(fun(K, _) -> K < 20 end, M1))),
    ?P(maps:keys(lists:foldl(fun maps:remove/2, M1, lists:seq(1, 10)))),
    ?P(element(1, maps:next(maps:iterator(M1)))),
    ?P(maps:take(3, maps:with([1, 2, 3], M1))),
    ?P(maps:keys(maps:map(fun(K, _) -> -K end, M1))),
    ?P(maps:keys(binary_to_term(term_to_binary(M1)))),
    ?P(maps:keys(maps:from_list(lists:reverse(maps:to_list(M1)))) =:= maps:keys(M1)).

walk(none) -> [];
walk({K, V, I}) -> [{K, V} | walk(maps:next(I))].
