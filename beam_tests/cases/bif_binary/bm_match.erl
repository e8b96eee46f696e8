%% SPDX-License-Identifier: Apache-2.0
%% binary:match/2,3: first and longest match, several patterns, scopes of both signs, every bad argument.
-module(bm_match).
-include("../bif.hrl").

main() ->
    B = <<"abcabcdabcde">>,
    bif(binary, match, 2, [[B, <<"a">>], [B, <<"abcd">>], [B, <<"abcde">>], [B, <<"x">>], [B, [<<"bc">>, <<"abcd">>]], [B, [<<"ab">>,
        <<"abc">>, <<"abcd">>]], [B, [<<"de">>, <<"e">>]],
                           [B, B], [<<>>, <<"a">>], [<<"a">>, <<"aa">>], [B, <<>>], [B, []], [B, [<<>>]], [B, [<<"a">>, <<>>]], [B,
                               [<<"a">>, a]], [B, [<<"a">> | b]], [B, [<<1:1>>]], [B, <<1:9>>],
                           [B, a], [B, "a"], [B, {ac, 1}], [B, {bm, a}], [a, <<"a">>], [<<1:1>>, <<"a">>], ["abc", <<"a">>], [a, b]]),
    S = fun(P, L) -> [B, <<"abc">>, [{scope, {P, L}}]] end,
    bif(binary, match, 3, [S(0, 12), S(0, 3), S(0, 2), S(1, 11), S(1, 4), S(1, 5), S(12, -12), S(12, -5), S(12, -3), S(12, 0), S(0, 0), S(0,
        13), S(13, 0), S(-1, 3), S(3, -4), S(a, 1), S(1, a), S(1 bsl 64, 1),
                           [B, <<"a">>, []], [B, <<"a">>, [bogus]], [B, <<"a">>, [{scope, 1}]], [B, <<"a">>, [{scope, {1}}]], [B, <<"a">>,
                               bogus], [B, <<"a">>, [{scope, {0, 1}} | x]], [B, <<"a">>, [global]],
                           [B, <<"a">>, [{scope, {0, 1}}, {scope, {3, 1}}]], [a, <<"a">>, []], [B, a, []], [a, b, c], [B, <<>>, [x]]]).
