%% SPDX-License-Identifier: Apache-2.0
%% long_lived_heap.erl -- a large structure that stays alive while small garbage comes and goes: what the
%% collector does with old data.
-module(long_lived_heap).
-export([sizes/0, run/1]).

sizes() -> {500, 120000}.

run(N) ->
    Kept = maps:from_list([{I, {item, I, [I, I + 1, I + 2]}} || I <- lists:seq(1, N)]),
    Sum = churn(N * 8, Kept, [], 0),
    {Sum, maps:fold(fun(_, {item, I, L}, S) -> S + I + length(L) end, 0, Kept)}.

churn(0, _, _, Sum) -> Sum;
churn(N, Kept, Recent, Sum) ->
    #{(N rem map_size(Kept) + 1) := {item, I, [A | _]}} = Kept,
    Garbage = [{I, A, N}, [N | Recent]],
    Next = case N rem 50 of 0 -> []; _ -> [Garbage] end,
    churn(N - 1, Kept, Next, (Sum + A) band 16#ffffff).
