%% SPDX-License-Identifier: Apache-2.0
%% Deep non-tail recursion grows the stack; tail recursion does not; frames of many sizes; mutual recursion.
-module(rec_deep).
-include("../case.hrl").

main() ->
    ?P(count(id(1000000))),
    ?P(length(build(id(300000)))),
    ?P(lists:sum(build(id(100000)))),
    ?P(loop(id(3000000), 0)),
    ?P(depth(nest(id(200000), []))),
    ?P(wide(id(50000), 1, 2, 3, 4, 5, 6, 7, 8)),
    ?P(ping(id(400001), [])),
    ?P(try down(id(100000)) catch throw:{bottom, N} -> N end),
    ?P(catch_each(id(20000))),
    ?P(lists:foldr(fun(X, A) -> X - A end, 0, lists:seq(1, 100001))),
    ?P(length(lists:flatten(nest(id(50000), x)))),
    ?P(cps(id(50000), fun(X) -> X end)),
    ?P(frames(id(3000))).

count(0) -> 0;
count(N) -> 1 + count(N - 1).
build(0) -> [];
build(N) -> [N | build(N - 1)].
loop(0, A) -> A;
loop(N, A) -> loop(N - 1, (A + N) band 16#FFFF).
nest(0, X) -> [X];
nest(N, X) -> [nest(N - 1, X)].
depth([X]) -> 1 + depth(X);
depth([]) -> 0.
wide(0, A, B, C, D, E, F, G, H) -> {A, B, C, D, E, F, G, H};
wide(N, A, B, C, D, E, F, G, H) ->
    {A1, B1, C1, D1, E1, F1, G1, H1} = wide(N - 1, B, C, D, E, F, G, H, A),
    {A1 + (A band 1), B1 + (B band 1), C1, D1, E1, F1, G1, H1 + N band 1}.
ping(0, A) -> length(A);
ping(N, A) -> pong(N - 1, [x | A]).
pong(0, A) -> {pong, length(A)};
pong(N, [_ | A]) -> ping(N - 1, A).
down(0) -> throw({bottom, 0});
down(N) -> {N, down(N - 1)}.
catch_each(0) -> exit(deep);
catch_each(N) ->
    case catch catch_each(N - 1) of
        {'EXIT', deep} -> {caught, N};
        {caught, M} when M < 10 -> {caught, M + 1};
        Other -> Other
    end.
cps(0, K) -> K(0);
cps(N, K) -> cps(N - 1, fun(X) -> K(X + 1) end).
frames(0) -> [];
frames(N) when N rem 3 =:= 0 -> A = id(N), B = id(N + 1), C = frames(N - 1), [A + B | C];
frames(N) when N rem 3 =:= 1 -> [lists:sum([N, N]) - N * 2 | frames(N - 1)] -- [0];
frames(N) -> try [N | frames(N - 1)] -- [N] after id(N) end.
