%% SPDX-License-Identifier: Apache-2.0
%% erlang:integer_to_binary/2: bases 2 to 36, borders, and bad arguments of both kinds.
-module(int_to_binary_base).
-include("../bif.hrl").

main() ->
    Ints = [0, 1, -1, 35, 36, 255, -(1 bsl 59), 1 bsl 60, (1 bsl 64) - 1, -(1 bsl 64), 1 bsl 128],
    bif(erlang, integer_to_binary, 2, [[X, B] || X <- Ints, B <- [2, 7, 10, 16, 36]]),
    bif(erlang, integer_to_binary, 2, [[1, B] || B <- [1, 0, -1, 37, 1 bsl 64, 10.0, a, []]]),
    bif(erlang, integer_to_binary, 2, [[X, 10] || X <- [a, 1.0, "1", <<"1">>]]),
    bif(erlang, integer_to_binary, 2, [[a, 1], [1.0, a], [1 bsl 64, 37], [1 bsl 64, a]]),
    ?P([{B, X} || B <- lists:seq(2, 36), X <- edge_ints(), binary_to_integer(integer_to_binary(X, B), B) =/= X]).
