%% SPDX-License-Identifier: Apache-2.0
%% list_sort.erl -- lists:sort/1, keysort/2, usort/1 and sort/2 with a fun over pseudo-random data.
-module(list_sort).
-export([sizes/0, run/1]).

sizes() -> {2000, 300000}.

run(N) ->
    Numbers = random(N, 42, []),
    Pairs = [{X, I} || {X, I} <- lists:zip(Numbers, lists:seq(1, N))],
    {lists:nth(N div 2, lists:sort(Numbers)), lists:nth(N div 3, lists:keysort(1, Pairs)),
     length(lists:usort([X rem 1000 || X <- Numbers])), hd(lists:sort(fun(A, B) -> A >= B end, Numbers))}.

random(0, _, Acc) -> Acc;
random(N, Seed, Acc) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    random(N - 1, Next, [Next bsr 8 | Acc]).
