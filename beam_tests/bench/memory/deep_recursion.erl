%% SPDX-License-Identifier: Apache-2.0
%% deep_recursion.erl -- body recursion of millions of frames that makes garbage on the way: a large stack to scan.
-module(deep_recursion).
-export([sizes/0, run/1]).

sizes() -> {10000, 10000000}.

run(N) -> descend(N, 0).

descend(0, Sum) -> Sum;
descend(N, Sum) ->
    Pair = {N, [Sum, N]},
    Below = descend(N - 1, (Sum + N) band 16#ffff),
    {A, [_, B]} = Pair,
    (Below + A bxor B) band 16#ffffff.
