%% SPDX-License-Identifier: Apache-2.0
%% binary:matches/2,3: matches do not overlap, the longest pattern wins, scopes, bad arguments.
-module(bm_matches).
-include("../bif.hrl").

main() ->
    B = <<"aaaabaaab">>,
    bif(binary, matches, 2, [[B, <<"a">>], [B, <<"aa">>], [B, <<"aab">>], [B, [<<"a">>, <<"aab">>]], [B, [<<"ab">>, <<"b">>, <<"aaaa">>]],
        [B, <<"c">>], [<<>>, <<"a">>], [B, B], [B, [<<"a">>, <<"a">>]],
                             [<<"abababa">>, <<"aba">>], [<<"abcde">>, [<<"bcd">>, <<"cd">>]], [<<"abcde">>, [<<"bcdf">>, <<"cd">>]],
                                 [<<"xyzabc">>, [<<"zab">>, <<"yza">>, <<"bc">>]],
                             [B, <<>>], [B, []], [B, [<<>>]], [B, [a]], [B, a], [a, <<"a">>], [<<1:3>>, <<"a">>], [B,
                                 [<<"a">> | <<"b">>]]]),
    bif(binary, matches, 3, [[B, <<"a">>, [{scope, {2, 4}}]], [B, <<"aa">>, [{scope, {9, -5}}]], [B, <<"a">>, [{scope, {0, 0}}]], [B,
        <<"a">>, [{scope, {9, 1}}]], [B, <<"a">>, [x]], [B, <<"a">>, x], [B, a, []], [a, <<"a">>, []],
                             [B, <<"a">>, []]]),
    Large = binary:copy(<<"0123456789">>, 20000),
    ?P(length(binary:matches(Large, <<"9">>))),
    ?P(length(binary:matches(Large, <<"890123">>))),
    ?P(length(binary:matches(Large, [<<"89012">>, <<"5">>, <<"none">>]))),
    ?P(binary:match(Large, <<"99">>)).
