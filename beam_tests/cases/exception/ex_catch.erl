%% SPDX-License-Identifier: Apache-2.0
%% Old-style catch: values, throw, exit, error with stack; nested; in argument positions; deep recursion.
-module(ex_catch).
-include("../case.hrl").

main() ->
    ?P(catch id(1)),
    ?P(catch throw(t)),
    ?P(catch exit(x)),
    ?P(begin {'EXIT', {R, [_ | _]}} = (catch error(boom)), R end),
    ?P(begin {'EXIT', {R, _}} = (catch id(1) + id(a)), R end),
    ?P(begin {'EXIT', {R, _}} = (catch nosuchmod:f()), R end),
    ?P([catch throw(I) || I <- [1, 2, 3]]),
    ?P({catch throw(a), catch exit(b), c}),
    ?P(catch (catch throw(inner))),
    ?P(catch {catch throw(inner), throw(outer)}),
    ?P((catch throw(1)) + (catch throw(2))),
    ?P(catch exit({'EXIT', x})),
    ?P(catch throw({'EXIT', faked})),
    ?P(case catch id([]) of [] -> nil; {'EXIT', _} -> exit end),
    ?P(case catch hd(id([])) of {'EXIT', {badarg, _}} -> badarg; X -> X end),
    ?P(deep(id(10000))),
    ?P(deep_throw(id(10000))),
    ?P(catch lists:map(fun(X) when X > 2 -> throw({big, X}); (X) -> X end, [1, 2, 3])),
    ?P(unwind(id(5))),
    ?P(begin A = id(7), B = (catch throw(A)), C = (catch exit(B)), {A, B, C} end),
    ?P(loop(id(1000), [])).

deep(0) -> throw(bottom);
deep(N) -> case catch deep(N - 1) of bottom when N < 5000 -> throw(bottom); bottom -> {middle, N}; {middle, M} -> {middle, M + 1} end.
deep_throw(N) -> catch down(N).
down(0) -> throw(found_it);
down(N) -> 1 + down(N - 1).
unwind(0) -> [exit];
unwind(N) -> [N | case catch unwind(N - 1) of L when N =/= 3 -> L; L -> {three, L} end].
loop(0, L) -> lists:sum(L);
loop(N, L) -> loop(N - 1, [(catch throw(N)) | L]).
