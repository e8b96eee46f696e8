%% SPDX-License-Identifier: Apache-2.0
%% Rings of 1,000 processes: a token goes round several times; every process then ends in order.
-module(pr_ring).
-include("../case.hrl").

main() ->
    ?P(ring(id(1000), 10)),
    ?P(ring(id(1), 5)),
    ?P(ring(id(10), 1000)),
    ?P(pipeline(id(200), lists:seq(1, 50))),
    ?P(tree(id(9))),
    ?P(length(pmap(fun(X) -> X * X end, lists:seq(1, 3000)))),
    ?P(lists:sum(pmap(fun(X) -> X * X end, lists:seq(1, 300)))),
    ?P(chain(id(2000))),
    ?P(sieve(id(150))).

ring(N, Laps) ->
    Me = self(),
    Last = lists:foldl(fun(_, Next) -> spawn(fun() -> member(Next) end) end, Me, lists:seq(1, N)),
    Sum = lap(Last, Laps, 0),
    Last ! stop,
    receive stop -> Sum end.
lap(_, 0, T) -> T;
lap(First, L, T) -> First ! {token, T}, receive {token, T1} -> lap(First, L - 1, T1) end.
member(Next) -> receive {token, T} -> Next ! {token, T + 1}, member(Next); stop -> Next ! stop end.

pipeline(N, Items) ->
    Me = self(),
    First = lists:foldl(fun(I, Next) -> spawn(fun() -> stage(Next, I) end) end, Me, lists:seq(1, N)),
    [First ! {item, I} || I <- Items],
    First ! done,
    collect([]).
stage(Next, I) -> receive {item, X} -> Next ! {item, (X + I) rem 1009}, stage(Next, I); done -> Next ! done end.
collect(L) -> receive {item, X} -> collect([X | L]); done -> lists:reverse(L) end.

tree(0) -> 1;
tree(D) ->
    Me = self(),
    Ps = [spawn(fun() -> Me ! {self(), tree(D - 1)} end) || _ <- [l, r]],
    1 + lists:sum([receive {P, N} -> N end || P <- Ps]).

pmap(F, L) ->
    Me = self(),
    Ps = [spawn(fun() -> Me ! {self(), F(X)} end) || X <- L],
    [receive {P, V} -> V end || P <- Ps].

chain(0) -> end_of_chain;
chain(N) -> {P, R} = spawn_monitor(fun() -> exit({depth, N}) end), receive {'DOWN', R, process, P, {depth, N}} -> chain(N - 1) end.

sieve(Max) ->
    Me = self(),
    P = spawn(fun() -> filter_start(Me) end),
    [P ! I || I <- lists:seq(2, Max)],
    P ! done,
    primes().
filter_start(Me) -> receive done -> Me ! done; P -> Me ! {prime, P}, Next = spawn(fun() -> filter_start(Me) end), filter(P, Next) end.
filter(P, Next) -> receive done -> Next ! done; N when N rem P =:= 0 -> filter(P, Next); N -> Next ! N, filter(P, Next) end.
primes() -> receive {prime, P} -> [P | primes()]; done -> lists:sort(rest()) end.
rest() -> receive {prime, P} -> [P | rest()] after 0 -> [] end.
