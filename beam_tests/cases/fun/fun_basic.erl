%% SPDX-License-Identifier: Apache-2.0
%% Closures, captured variables, recursive named funs, funs as arguments, arity errors, equality, fun_info.
-module(fun_basic).
-include("../case.hrl").

main() ->
    A = id(10),
    F = fun(X) -> X + A end,
    ?P(F(5)),
    ?P((fun() -> A end)()),
    ?P(lists:map(F, [1, 2, 3])),
    ?P(apply(F, [1])),
    ?P((adder(1))(2)),
    ?P(((curry(fun(X, Y) -> {X, Y} end))(1))(2)),
    ?P((compose([fun(X) -> X + 1 end, fun(X) -> X * 2 end, F]))(3)),
    Fac = fun Self(0) -> 1; Self(N) -> N * Self(N - 1) end,
    ?P(Fac(20)),
    ?P(Fac(25)),
    ?P((fun Loop(0, Acc) -> Acc; Loop(N, Acc) -> Loop(N - 1, [N | Acc]) end)(5, [])),
    ?P(try F(1, 2) catch error:{badarity, {Fn, Args}} -> {Fn =:= F, Args} end),
    ?P((id(not_a_fun))(1)),
    ?P((id({lists, map}))(1)),
    ?P((id(fun lists:nope/1))(1)),
    ?P((id(fun nomod:f/1))(1)),
    ?P((id(fun lists:reverse/1))([1, 2, 3])),
    ?P(apply(fun lists:seq/2, [1, 3])),
    ?P(fun lists:map/2),
    ?P(fun lists:map/2 =:= id(fun lists:map/2)),
    ?P(fun lists:map/2 =:= erlang:make_fun(lists, map, 2)),
    ?P([{I, element(2, erlang:fun_info(F, I))} || I <- [arity, module, type]]),
    ?P([erlang:fun_info(fun lists:map/2, I) || I <- [arity, module, name, type, env]]),
    ?P(erlang:fun_info(F, env)),
    ?P(erlang:fun_info(fun id/1, env)),
    ?P(erlang:fun_info(F, bogus)),
    ?P(is_function(F, 1)),
    ?P(erlang:fun_to_list(fun lists:map/2)),
    ?P(F =:= F),
    ?P(adder(1) =:= adder(1)),
    ?P(adder(1) =:= adder(2)),
    ?P(fun id/1 =:= fun id/1),
    ?P(lists:sort([fun lists:nth/2, fun lists:map/2, fun erlang:abs/1])),
    ?P(many(1, 2, 3, 4, 5, 6, 7, 8)),
    ?P([G() || G <- [fun() -> I * J end || I <- [1, 2, 3], J <- [10, 20]]]),
    ?P(capture(id(3))),
    ?P((fun([H | _] = L, {K, V}) when H =:= K -> {L, V}; (_, _) -> none end)([a, b], {a, 1})),
    ?P(lists:foldl(fun(G, X) -> G(X) end, 1, [fun erlang:'-'/1, fun erlang:abs/1, fun(X) -> X * 7 end, fun id/1])),
    ?P(y(fun(Rec) -> fun(0) -> 0; (N) -> N + Rec(N - 1) end end, id(100))),
    ?P(binary_to_term(term_to_binary(fun lists:map/2)) =:= fun lists:map/2),
    ?P((binary_to_term(term_to_binary(F)))(7)),
    ?P(church(id(5), id(6))).

adder(N) -> fun(X) -> X + N end.
curry(F) -> fun(X) -> fun(Y) -> F(X, Y) end end.
compose(Fs) -> fun(X) -> lists:foldl(fun(F, A) -> F(A) end, X, Fs) end.
many(A, B, C, D, E, F, G, H) -> (fun(X) -> [fun() -> {A, B, C, D, E, F, G, H, X} end] end)(9) =/= [] andalso
    (hd((fun(X) -> [fun() -> {A, B, C, D, E, F, G, H, X} end] end)(9)))().
capture(N) -> Fs = [fun(X) -> {N, I, X} end || I <- lists:seq(1, N)], [F(x) || F <- Fs].
y(F, X) -> G = fun(H) -> F(fun(A) -> (H(H))(A) end) end, (G(G))(X).
church(A, B) ->
    N = fun(K) -> fun(F) -> fun(X) -> lists:foldl(fun(_, Acc) -> F(Acc) end, X, lists:seq(1, K)) end end end,
    Mul = fun(P, Q) -> fun(F) -> P(Q(F)) end end,
    (((Mul(N(A), N(B)))(fun(X) -> X + 1 end))(0)).
