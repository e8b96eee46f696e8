%% SPDX-License-Identifier: Apache-2.0
%% erlang:integer_to_list/1 and integer_to_binary/1: every border, and what is not an integer.
-module(int_to_list).
-include("../bif.hrl").

main() ->
    bif(erlang, integer_to_list, 1, [[X] || X <- edge_ints()]),
    bif(erlang, integer_to_binary, 1, [[X] || X <- edge_ints()]),
    bif(erlang, integer_to_list, 1, [[X] || X <- edge_terms(), not is_integer(X)]),
    bif(erlang, integer_to_binary, 1, [[X] || X <- edge_terms(), not is_integer(X)]),
    ?P([X || N <- lists:seq(0, 120), X <- [ten(N), -ten(N), ten(N) - 1], integer_to_list(X) =/= slow(X)]),
    ?P(erlang:md5(integer_to_binary(id(3) bsl 40000))).

ten(0) -> 1;
ten(N) -> 10 * ten(N - 1).

slow(X) when X < 0 -> [$- | slow(-X)];
slow(X) when X < 10 -> [$0 + X];
slow(X) -> slow(X div 10) ++ [$0 + X rem 10].
