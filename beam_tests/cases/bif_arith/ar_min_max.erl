%% SPDX-License-Identifier: Apache-2.0
%% erlang:min/2 and max/2: the first argument when both are equal, numbers of two types, any terms.
-module(ar_min_max).
-include("../bif.hrl").

main() ->
    bif(erlang, min, 2, [[1, 2], [2, 1], [1, 1.0], [1.0, 1], [0.0, -0.0], [-0.0, 0.0], [a, 1], [[], {}], [<<>>, []], [1 bsl 64,
        1.8446744073709552e19]]),
    bif(erlang, max, 2, [[1, 2], [2, 1], [1, 1.0], [1.0, 1], [0.0, -0.0], [-0.0, 0.0], [a, 1], [[], {}], [<<>>, []], [1 bsl 64,
        1.8446744073709552e19]]),
    ?P(min(id({1, a}), {1.0, a})),
    ?P(max(id({1, a}), {1.0, a})).
