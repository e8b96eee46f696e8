%% SPDX-License-Identifier: Apache-2.0
%% lists:member/2: =:= and not ==, found before an improper end, bad lists.
-module(lst_member).
-include("../bif.hrl").

main() ->
    bif(lists, member, 2, [[a, []], [a, [a]], [a, [b, a]], [1, [1.0]], [1.0, [1]], [0.0, [-0.0]], [1 bsl 64, [1 bsl 64]], ["a", ["a"]],
        [<<1>>, [<<1>>]], [{1}, [{1.0}]], [#{a => 1}, [#{a => 1}]],
                           [a, [a | b]], [a, [c | b]], [b, [a | b]], [a, b], [a, {}], [a, <<"a">>], [[], [[]]], [[], []]]),
    ?P([lists:member(N, lists:seq(1, 100000)) || N <- [1, 100000, 100001]]),
    ?P(try lists:member(x, lists:seq(1, 100000) ++ x) catch C:R -> {C, R} end).
