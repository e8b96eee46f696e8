%% SPDX-License-Identifier: Apache-2.0
%% erlang:split_binary/2: both ends, unaligned binaries, positions outside, bad arguments.
-module(bits_split_binary).
-include("../bif.hrl").

main() ->
    bif(erlang, split_binary, 2, [[<<>>, 0], [<<1, 2, 3>>, 0], [<<1, 2, 3>>, 1], [<<1, 2, 3>>, 3], [<<1, 2, 3>>, 4], [<<1, 2, 3>>, -1],
        [<<>>, 1], [<<1, 2:3>>, 1], [<<1, 2:3>>, 2],
                                  [<<1:7>>, 0], [<<1>>, a], [<<1>>, 0.0], [<<1>>, 1 bsl 64], [<<1>>, -(1 bsl 64)], [a, 0], [[1], 0], [a, b],
                                      ["abc", -1]]),
    <<_:3, U:32/bits, _/bits>> = id(<<0:3, "abcd", 0:5>>),
    ?P(split_binary(U, 2)),
    {A, B} = split_binary(binary:copy(<<"xyz">>, 100), 150),
    ?P({byte_size(A), byte_size(B), A =:= B}).
