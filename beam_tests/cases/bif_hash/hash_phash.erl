%% SPDX-License-Identifier: Apache-2.0
%% erlang:phash/2, the old portable hash, over terms of every type; ranges; bad arguments.
-module(hash_phash).
-include("../bif.hrl").

main() ->
    R = 1 bsl 32,
    [?P({T, erlang:phash(T, R)}) || T <- edge_terms() ++ edge_ints() ++ edge_floats()],
    ?P([erlang:phash(abc, N) || N <- [1, 2, 3, 1 bsl 27, (1 bsl 32) - 1, 1 bsl 32]]),
    bif(erlang, phash, 2, [[a, 0], [a, -1], [a, (1 bsl 32) + 1], [a, 1 bsl 64], [a, b], [a, 1.0]]),
    Bin = binary:copy(<<"abcdefgh">>, 100),
    ?P([erlang:phash(binary:part(Bin, 0, N), R) || N <- lists:seq(0, 17) ++ [255, 256, 800]]),
    ?P([erlang:phash(<<16#ABCDEF:N>>, R) || N <- lists:seq(0, 24)]),
    ?P([erlang:phash(lists:seq(1, N), R) || N <- [1, 2, 3, 255, 256, 1000]]),
    ?P([erlang:phash(list_to_tuple(lists:seq(1, N)), R) || N <- [1, 2, 3, 1000]]),
    ?P([erlang:phash(maps:from_list([{I, {I}} || I <- lists:seq(1, N)]), R) || N <- [1, 2, 32]]),
    ?P([erlang:phash(T, R) || T <- [[1 | 2], [a, b | c], [[1], [2]], [[[]]], [300], "abc" ++ [1.0], [$a | $b]]]),
    ?P([erlang:phash(N, R) || I <- [0, 31, 32, 33, 63, 64, 65, 96, 128], N <- [1 bsl I, -(1 bsl I), (1 bsl I) - 1]]).
