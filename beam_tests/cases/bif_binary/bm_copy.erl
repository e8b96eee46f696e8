%% SPDX-License-Identifier: Apache-2.0
%% binary:copy/1,2: zero and many copies, sizes around 64, what is too large, bad arguments.
-module(bm_copy).
-include("../bif.hrl").

main() ->
    bif(binary, copy, 1, [[<<>>], [<<1, 2>>], [<<1:1>>], [<<1, 1:1>>], [a], ["x"]]),
    bif(binary, copy, 2, [[<<>>, 0], [<<>>, 1000], [<<1>>, 0], [<<1, 2>>, 3], [<<1>>, -1], [<<1>>, a], [<<1>>, 1.0], [<<1>>, 1 bsl 64],
        [<<>>, 1 bsl 64], [<<1:1>>, 2], [a, 1], [a, b]]),
    ?P([N || N <- [63, 64, 65, 1000], S <- [1, 3], binary:copy(binary:copy(<<5>>, S), N) =/= list_to_binary(lists:duplicate(N * S, 5))]),
    ?P(binary:copy(<<1:1>>)).
