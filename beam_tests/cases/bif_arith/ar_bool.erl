%% SPDX-License-Identifier: Apache-2.0
%% erlang:'and'/2, 'or'/2, 'xor'/2, 'not'/1: strict, and a bad argument on either side even when the result is known.
-module(ar_bool).
-include("../bif.hrl").

main() ->
    B = [true, false],
    [bif(erlang, Op, 2, [[X, Y] || X <- B, Y <- B]) || Op <- ['and', 'or', 'xor']],
    bif(erlang, 'and', 2, [[false, 1], [1, false], [true, a], ['TRUE', true], [[], {}]]),
    bif(erlang, 'or', 2, [[true, 1], [1, true], [false, a], [undefined, true], [[], {}]]),
    bif(erlang, 'xor', 2, [[true, 1], [1, true], [0, 1], [[], {}]]),
    bif(erlang, 'not', 1, [[true], [false] | [[X] || X <- edge_terms()]]),
    ?E(id(true) and id(1)),
    ?E(id(true) or id(1)),
    ?E(id(true) xor id(1)),
    ?E(not id(1)),
    ?E(id(1) andalso true),
    ?E(id(1) orelse true),
    ?E(id(true) andalso id(7)).
