%% SPDX-License-Identifier: Apache-2.0
%% binary:at/2, first/1, last/1: ends, positions outside, empty binaries, bit strings, bad arguments.
-module(bm_at_first_last).
-include("../bif.hrl").

main() ->
    bif(binary, at, 2, [[<<7, 8>>, 0], [<<7, 8>>, 1], [<<7, 8>>, 2], [<<7, 8>>, -1], [<<>>, 0], [<<7>>, a], [<<7>>, 0.0], [<<7>>, 1 bsl 64],
        [<<7>>, -(1 bsl 64)], [<<7:4>>, 0],
                        [<<7, 1:1>>, 0], [a, 0], [[7], 0], [a, b]]),
    bif(binary, first, 1, [[<<7, 8>>], [<<7>>], [<<>>], [<<7:4>>], [<<7, 1:1>>], [a], ["a"], [1]]),
    bif(binary, last, 1, [[<<7, 8>>], [<<7>>], [<<>>], [<<7:4>>], [<<7, 1:1>>], [a], ["a"], [1]]).
