%% SPDX-License-Identifier: Apache-2.0
%% Funs sent between processes, stored in ets and maps, of code that was replaced, with large environments; apply of any depth.
-module(fun_process).
-include("../case.hrl").

main() ->
    Me = self(),
    Big = lists:seq(1, 10000), B = binary:copy(<<7>>, 5000),
    P = spawn(fun() -> worker() end),
    P ! {Me, fun() -> lists:sum(Big) + byte_size(B) end},
    ?P(receive {P, R} -> R end),
    P ! {Me, fun() -> fun(X) -> X + length(Big) end end},
    ?P(receive {P, G} -> G(1) end),
    P ! {Me, fun erlang:node/0},
    ?P(receive {P, R} -> R end),
    P ! {Me, fun() -> error(in_worker) end},
    ?P(receive {P, {'EXIT', {R, _}}} -> R end),
    T = ets:new(t, []),
    [ets:insert(T, {I, fun(X) -> X * I end}) || I <- lists:seq(1, 100)],
    ?P(lists:sum([(ets:lookup_element(T, I, 2))(2) || I <- lists:seq(1, 100)])),
    M = maps:from_list([{I, fun() -> {I, J} end} || I <- lists:seq(1, 50), J <- [I * I]]),
    ?P([(maps:get(I, M))() || I <- [1, 25, 50]]),
    ?P(lists:map(fun(F) -> F(10) end, [fun(X) -> X + A end || A <- [1, 2, 3]])),
    ?P(nest(id(100))),
    ?P(apply_deep(id(100))),
    ?P((fun Loop(0) -> done; Loop(N) -> Loop(N - 1) end)(id(1000000))),
    ?P((fun Even(0) -> true; Even(N) -> (fun Odd(0) -> false; Odd(K) -> Even(K - 1) end)(N - 1) end)(id(1001))),
    Counter = fun() -> put(c, case get(c) of undefined -> 1; C -> C + 1 end) end,
    [Counter() || _ <- lists:seq(1, 10)],
    ?P(get(c)),
    ?P(lists:foldl(fun(F, Acc) -> F(Acc) end, 0, [fun(X) -> X + I end || I <- lists:seq(1, 1000)])),
    F2 = fun(A, B2) when A > B2 -> {gt, A}; (A, B2) when A < B2 -> {lt, B2}; (A, _) -> {eq, A} end,
    ?P([F2(A, C) || {A, C} <- [{1, 2}, {2, 1}, {1, 1}, {a, 1}, {1.0, 1}]]),
    ?P(F2(1)),
    ?P(lists:usort([erlang:phash2(F2) =:= erlang:phash2(F2)])),
    ?P([is_function(F2, N) || N <- [0, 1, 2, 3]]),
    P ! stop,
    ?P(partial([1, 2, 3, 4], fun(A, B3, C, D) -> {D, C, B3, A} end)),
    ?P(memo_fib(id(80))).

worker() -> receive {F, Fun} -> F ! {self(), catch Fun()}, worker(); stop -> ok end.
nest(0) -> 0;
nest(N) -> (fun() -> (fun(X) -> X + nest(N - 1) end)(1) end)().
apply_deep(0) -> ok;
apply_deep(N) -> apply(fun(X) -> apply(fun apply_deep_/1, [X]) end, [N - 1]).
apply_deep_(N) -> apply_deep(N).
partial(Args, F) -> lists:foldl(fun(A, G) -> G(A) end, fun(A) -> fun(B) -> fun(C) -> fun(D) -> F(A, B, C, D) end end end end, Args).
memo_fib(N) -> {V, _} = fib(N, #{}), V.
fib(N, M) when N < 2 -> {N, M};
fib(N, M) when is_map_key(N, M) -> {map_get(N, M), M};
fib(N, M) -> {A, M1} = fib(N - 1, M), {B, M2} = fib(N - 2, M1), {A + B, M2#{N => A + B}}.
