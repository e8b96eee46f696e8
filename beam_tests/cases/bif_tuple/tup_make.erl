%% SPDX-License-Identifier: Apache-2.0
%% erlang:make_tuple/2,3: sizes 0 and large, initial values, last one wins, bad sizes and lists.
-module(tup_make).
-include("../bif.hrl").

main() ->
    bif(erlang, make_tuple, 2, [[0, a], [1, a], [3, []], [-1, a], [a, b], [1.0, a], [1 bsl 64, a], [1 bsl 24, a], [1 bsl 60, a]]),
    ?P(tuple_size(erlang:make_tuple((1 bsl 24) - 1, a))),
    bif(erlang, make_tuple, 3, [[0, a, []], [3, a, []], [3, a, [{2, x}]], [3, a, [{2, x}, {2, y}]], [3, a, [{1, x}, {3, z}]], [3, a, [{0,
        x}]], [3, a, [{4, x}]], [3, a, [{a, x}]], [3, a, [x]], [3, a, [{1}]], [3, a, [{1, 2, 3}]],
                                [3, a, [{1, x} | y]], [3, a, x], [-1, a, []], [b, a, []], [3, a, [{1 bsl 64, x}]], [3, a, [{-1, x}]], [-1,
                                    a, x], [0, a, [{1, x}]], [1 bsl 24, a, []]]).
