%% SPDX-License-Identifier: Apache-2.0
%% erlang:phash2/1,2 over terms of every type and around every border of representation; ranges; bad arguments.
-module(hash_phash2).
-include("../bif.hrl").

main() ->
    [?P({T, erlang:phash2(T)}) || T <- edge_terms() ++ edge_ints() ++ edge_floats()],
    ?P([erlang:phash2(a, R) || R <- [1, 2, 3, 1 bsl 27, (1 bsl 27) + 1, (1 bsl 32) - 1, 1 bsl 32]]),
    bif(erlang, phash2, 2, [[a, 0], [a, -1], [a, (1 bsl 32) + 1], [a, 1 bsl 64], [a, b], [a, 1.0], [1, 1 bsl 32], ["x", (1 bsl 32) - 1],
        [<<>>, 1 bsl 31]]),
    bif(erlang, phash2, 1, [[[]], [""], [{}], [#{}]]),
    Bin = binary:copy(<<"abcdefgh">>, 1000),
    ?P([erlang:phash2(binary:part(Bin, 0, N)) || N <- lists:seq(0, 26) ++ [255, 256, 257, 4095, 8000]]),
    ?P([erlang:phash2(<<16#ABCDEF:N>>) || N <- lists:seq(0, 24)]),
    ?P([erlang:phash2(lists:seq(1, N)) || N <- [1, 2, 3, 15, 16, 17, 255, 256, 1000, 20000]]),
    ?P([erlang:phash2(lists:duplicate(N, $a)) || N <- [1, 2, 3, 4, 5, 20, 1000]]),
    ?P([erlang:phash2(list_to_tuple(lists:seq(1, N))) || N <- [1, 2, 3, 4, 255, 1000]]),
    ?P([erlang:phash2(maps:from_list([{I, {I}} || I <- lists:seq(1, N)])) || N <- [1, 2, 31, 32, 33, 34, 100, 1000]]),
    ?P([erlang:phash2(T) || T <- [[1 | 2], [a, b | c], [[1], [2]], [[[]]], [300], [1, 300], [-1], [255 | 256], "abc" ++ [1.0]]]),
    ?P([erlang:phash2(list_to_atom([C])) || C <- [0, 127, 128, 255, 256, 16#20AC, 16#1F600]]),
    ?P([erlang:phash2(F) || F <- [fun lists:map/2, fun a:b/0, fun a:b/255]]),
    ?P(erlang:phash2(lists:foldl(fun(I, A) -> {I, [A]} end, x, lists:seq(1, 100000)))),
    ?P([erlang:phash2(N) || I <- [0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 127, 128, 1000], N <- [1 bsl I, -(1 bsl I), (1 bsl I) - 1]]).
