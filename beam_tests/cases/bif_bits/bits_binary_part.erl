%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_part/2,3: negative lengths, both ends, and each bad start, length and pair.
-module(bits_binary_part).
-include("../bif.hrl").

main() ->
    B = <<1, 2, 3, 4, 5>>,
    Good = [{0, 0}, {0, 5}, {5, 0}, {5, -5}, {4, 1}, {3, -2}, {0, -0}],
    Bad = [{6, 0}, {0, 6}, {-1, 1}, {0, -1}, {5, 1}, {3, -4}, {1 bsl 64, 0}, {0, 1 bsl 64}, {0, -(1 bsl 64)}, {1 bsl 59, -(1 bsl 59)}, {a,
        1}, {1, a}, {1.0, 1}, {1, 1.0}],
    bif(erlang, binary_part, 3, [[B, S, N] || {S, N} <- Good ++ Bad] ++ [[<<1:7>>, 0, 0], [<<1, 2:3>>, 0, 1], [<<1, 2:3>>, 0, 2], [a, 0, 0],
        ["abc", 0, 1], [a, b, c]]),
    bif(erlang, binary_part, 2, [[B, P] || P <- Good ++ Bad] ++ [[B, {1}], [B, {1, 2, 3}], [B, 1], [B, []], [<<1:7>>, {0, 0}], [a, {0, 0}],
        [a, b]]),
    ?E(binary_part(id(B), id(2), id(-2))),
    ?E(binary_part(id(B), id({6, 1}))),
    ?P((fun(X, N) when binary_part(X, 0, N) =:= <<1, 2>> -> yes; (_, _) -> no end)(B, id(2))),
    ?P((fun(X, N) when binary_part(X, 0, N) =:= <<1, 2>> -> yes; (_, _) -> no end)(B, id(9))).
