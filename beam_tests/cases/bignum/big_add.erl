%% SPDX-License-Identifier: Apache-2.0
%% Addition, subtraction, negation and abs around the limits of small integers and machine words.
-module(big_add).
-include("../case.hrl").

main() ->
    Widths = [27, 28, 31, 32, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128, 129, 1000],
    [io:format("~w: ~w~n", [W, around(1 bsl W)]) || W <- Widths],
    [io:format("-~w: ~w~n", [W, around(-(1 bsl W))]) || W <- Widths],
    ?P(id(576460752303423487) + id(1)),
    ?P(id(-576460752303423488) - id(1)),
    ?P(id(1 bsl 64) - id(1 bsl 64)),
    ?P(id(1 bsl 64) - id((1 bsl 64) - 1)),
    ?P(id(1 bsl 128) + id(-(1 bsl 128)) =:= 0),
    ?P(-id(-576460752303423488)),
    ?P(-id(1 bsl 59)),
    ?P(-id(-(1 bsl 63))),
    ?P(abs(id(-576460752303423488))),
    ?P(abs(id(-(1 bsl 70)))),
    ?P(+id(1 bsl 70)),
    ?P(lists:sum([id(1 bsl 59) || _ <- lists:seq(1, 64)])),
    ?P(id(1 bsl 100) + id(a)),
    ?P(id([]) - id(1 bsl 100)),
    ?P(-id("x")),
    ?P(id(1 bsl 64) + id(0.5)),
    ?P(carry(id(200))).

around(N) -> [id(N) - 1, id(N), id(N) + 1, id(N) + id(N), id(N) - id(-N), id(-1) - id(N)].

carry(K) ->
    Ones = (1 bsl K) - 1,
    {Ones + 1 =:= 1 bsl K, (Ones + 1) - 1 =:= Ones, Ones - (Ones - 1), -Ones - 1 =:= -(1 bsl K), Ones + (-Ones)}.
