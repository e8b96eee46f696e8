%% SPDX-License-Identifier: Apache-2.0
%% Funs with many free variables and arguments, nested funs, named funs, funs made of funs: calls, fun_info, equality, order, text.
-module(fun_many_free).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    [begin
         {module, made} = load_text(made, text(Free, Args)),
         F = apply(made, f, lists:seq(1, Free)),
         io:format("free ~p args ~p: ~0p ~0p~n", [Free, Args, apply(F, lists:seq(1, Args)), {erlang:fun_info(F, arity), length(element(2, erlang:fun_info(F, env)))}]),
         ?P(F =:= apply(made, f, lists:seq(1, Free))),
         ?P(binary_to_term(term_to_binary(F)) =:= F)
     end || {Free, Args} <- [{0, 0}, {1, 0}, {0, 1}, {3, 3}, {50, 50}, {0, 255}, {200, 55}, {254, 1}]],
    quiet(),
    ?P([catch_text(Free, Args) || {Free, Args} <- [{0, 256}, {255, 1}, {250, 5}, {250, 6}]]),
    G = nest(1, 2, 3),
    ?P((((G(a))(b))(c))(d)),
    ?P((fact())(25)),
    ?P([erlang:fun_info(fact(), K) || K <- [arity, module, type]]),
    ?P([F() || F <- [fun() -> X end || X <- [1, 2, 3]]]),
    ?P(lists:usort([fun() -> X end || X <- [1, 2, 1, 3, 2]]) =:= [fun() -> X end || X <- [1, 2, 3]]),
    ?P([same(X) =:= same(Y) || X <- [1, 1.0, a], Y <- [1, 1.0, a]]),
    ?P([same(X) == same(Y) || X <- [1, 1.0, a], Y <- [1, 1.0, a]]),
    ?P([same(X) < same(Y) || X <- [1, 2, a, "s", 1 bsl 70], Y <- [1, 2, a, "s", 1 bsl 70]]),
    ?P([is_function(same(1), N) || N <- [0, 1, 2]]),
    ?P([catch is_function(same(1), N) || N <- [-1, a, 1 bsl 70, 256]]),
    ?P((same(1))(2)),
    ?P((fun fun_many_free:id/1)(3)),
    ?P((id(fun nomod:f/2))(1, 2)),
    ?P((id(fun nomod:f/2))(1)),
    ?P((id(notafun))(1)),
    ?P((id({?MODULE, id}))(1)),
    ?P((compose([fun(X) -> X + I end || I <- lists:seq(1, 500)]))(0)),
    ?P((fun Loop(0) -> done; Loop(N) -> Loop(N - 1) end)(100000)),
    ?P((fun Even(0) -> true; Even(N) -> (fun Odd(0) -> false; Odd(M) -> Even(M - 1) end)(N - 1) end)(1001)),
    ?P(begin F = fun(Self, N) when N > 0 -> [N | Self(Self, N - 1)]; (_, _) -> [] end, F(F, 10) end),
    ?P(begin Big = list_to_tuple(lists:seq(1, 5000)), F = fun() -> element(4000, Big) end, erlang:garbage_collect(), F() end),
    ?P(begin S = self(), B = binary:copy(<<"x">>, 1000), P = spawn(fun() -> S ! {self(), byte_size(B)} end), receive {P, N} -> N end end).

same(X) -> fun() -> X end.
nest(A, B, C) -> fun(X) -> D = {A, X}, fun(Y) -> E = {D, B, Y}, fun(Z) -> fun(W) -> {A, B, C, D, E, X, Y, Z, W} end end end end.
fact() -> fun F(0) -> 1; F(N) -> N * F(N - 1) end.
compose(Fs) -> fun(X) -> lists:foldl(fun(F, A) -> F(A) end, X, Fs) end.

text(Free, Args) ->
    Vs = names("V", Free), As = names("A", Args),
    "-export([f/" ++ integer_to_list(Free) ++ "]). f(" ++ Vs ++ ") -> fun(" ++ As ++ ") -> lists:sum([" ++ Vs ++ "]) * 1000 + lists:sum([" ++ As ++ "]) end. ".
names(P, N) -> lists:append(lists:join(", ", [P ++ integer_to_list(I) || I <- lists:seq(1, N)])).
catch_text(Free, Args) ->
    try load_text(made, text(Free, Args)) of _ -> loaded catch error:{error, [{_, [{_, M, R} | _]}], _} -> {M, lists:flatten(M:format_error(R))}; _:R -> R end.
