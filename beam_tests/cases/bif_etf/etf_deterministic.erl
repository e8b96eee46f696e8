%% SPDX-License-Identifier: Apache-2.0
%% term_to_binary with `deterministic`: map keys in order whatever the size; the same bytes for equal maps.
-module(etf_deterministic).
-include("../bif.hrl").

main() ->
    M = maps:from_list([{{k, I rem 7, I}, I} || I <- lists:seq(1, 200)]),
    Ks = fun(B) -> maps:keys(binary_to_term(B)) end,
    B = term_to_binary(M, [deterministic]),
    ?P(erlang:md5(B)),
    ?P(lists:sort(Ks(B)) =:= lists:sort(maps:keys(M))),
    Rebuilt = lists:foldl(fun({K, V}, A) -> A#{K => V} end, #{}, lists:reverse(lists:sort(maps:to_list(M)))),
    ?P(term_to_binary(Rebuilt, [deterministic]) =:= B),
    ?P(term_to_binary([id(#{}), {id(#{})}], [deterministic])),
    ?P(term_to_binary(#{b => 1, a => 2, 1 => 3, 1.0 => 4, "s" => 5}, [deterministic])),
    ?P(term_to_binary(maps:from_list([{I, x} || I <- lists:seq(1, 40)]), [deterministic, {minor_version, 2}])),
    Mixed = maps:from_list([{K, x} || K <- [1.5, 1, -1, 1 bsl 64, a, b, {}, {1}, [], "x", <<>>, <<1:1>>, #{}] ++ lists:seq(100, 130)]),
    ?P(term_to_binary(Mixed, [deterministic])),
    bif(erlang, term_to_binary, 2, [[a, [deterministic, compressed]], [a, [{deterministic, true}]], [a, [deterministic | x]]]).
