%% SPDX-License-Identifier: Apache-2.0
%% lists:keyfind/3, keymember/3, keysearch/3: compare with ==, pass over what is no tuple or too small, bad positions and lists.
-module(lst_keyfind).
-include("../bif.hrl").

main() ->
    L = [a, {}, {x}, {1, one}, {1.0, float}, {b, 2, z}, [1], {b, 3}, <<1>>, {{k}, v}, {"s", t}],
    Args = [[K, N, L] || K <- [1, 1.0, b, {k}, "s", x, nope], N <- [1, 2, 3]] ++
        [[x, 1, []], [x, 0, []], [x, -1, []], [x, a, []], [x, 1.0, []], [x, 1 bsl 64, []], [x, 1 bsl 64, L], [x, 1, a], [nope, 1,
            [{a} | b]], [a, 1, [{a} | b]], [x, 1, {}], [x, 0, a], [x, 4, L], [0.0, 1, [{-0.0, neg}]], [a, b, c]],
    bif(lists, keyfind, 3, Args),
    bif(lists, keymember, 3, Args),
    bif(lists, keysearch, 3, Args),
    Long = [{I, I * I} || I <- lists:seq(1, 100000)],
    ?P([lists:keyfind(100000, 1, Long), lists:keymember(0, 1, Long), lists:keysearch(10000000000, 2, Long), lists:keyfind(9.0, 2, Long)]).
