%% SPDX-License-Identifier: Apache-2.0
%% exceptions.erl -- throw, error and exit caught near and far, try without any exception, after.
-module(exceptions).
-export([sizes/0, run/1]).

sizes() -> {5000, 1400000}.

run(N) -> loop(N, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) ->
    A = try check(N) catch throw:{odd, X} -> X; error:badarith -> 1 end,
    B = try deep(N rem 20, N) catch exit:Reason -> Reason end,
    C = try N + 1 after ok end,
    D = case catch element(3, {N}) of {'EXIT', {badarg, _}} -> 2; _ -> 3 end,
    loop(N - 1, (Sum + A + B + C + D) band 16#fffffff).

check(N) when N rem 3 =:= 0 -> throw({odd, N});
check(N) when N rem 7 =:= 0 -> N / zero();
check(N) -> N.

zero() -> 0 * erlang:length([]).

deep(0, N) when N band 1 =:= 1 -> exit(N);
deep(0, N) -> N;
deep(Depth, N) -> 1 + deep(Depth - 1, N).
