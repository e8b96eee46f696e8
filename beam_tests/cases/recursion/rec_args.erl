%% SPDX-License-Identifier: Apache-2.0
%% Functions of many arguments (up to 255), argument shuffles, and values kept over calls in y registers.
-module(rec_args).
-include("../case.hrl").

main() ->
    ?P(ten(id(1), id(2), id(3), id(4), id(5), id(6), id(7), id(8), id(9), id(10))),
    ?P(rotate(id(25), a, b, c, d, e, f, g, h)),
    ?P(swap2(id(11), x, y)),
    ?P(keep(id(1), id(2), id(3), id(4), id(5))),
    ?P(apply(?MODULE, id, [42])),
    F = fun(A, B, C, D, E, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U) ->
                [U, T, S, R, Q, P, O, N, M, L, K, J, I, H, G, E, D, C, B, A] end,
    ?P(apply(F, lists:seq(1, 20))),
    ?P(apply(F, lists:seq(1, 19))),
    ?P(wide_fun(id(255))),
    ?P(wide_fun(id(100))),
    ?P(try_order(id(1))),
    ?P([order(a) + order(b) * order(c), {order(d), [order(e) | order(f)], #{order(g) => order(h)}}]),
    ?P(nested(id(3))).

ten(A, B, C, D, E, F, G, H, I, J) -> nine(B, C, D, E, F, G, H, I, J) - A.
nine(A, B, C, D, E, F, G, H, I) -> eight(I, H, G, F, E, D, C, B) * A.
eight(A, B, C, D, E, F, G, H) -> A - B + C - D + E - F + G - H.

rotate(0, A, B, C, D, E, F, G, H) -> [A, B, C, D, E, F, G, H];
rotate(N, A, B, C, D, E, F, G, H) when N rem 2 =:= 0 -> rotate(N - 1, H, A, B, C, D, E, F, G);
rotate(N, A, B, C, D, E, F, G, H) -> rotate(N - 1, B, A, D, C, F, E, H, G).

swap2(0, A, B) -> {A, B};
swap2(N, A, B) -> swap2(N - 1, B, A).

keep(A, B, C, D, E) ->
    X = id(A + B), Y = id(C - D), Z = id(E * E),
    W = id({X, Y}), V = id([Z | W]),
    {A, B, C, D, E, X, Y, Z, W, V, id(self() =:= self())}.

%% A function of N arguments, made in the program as abstract code.
wide_fun(N) ->
    Vars = [{var, 1, list_to_atom("V" ++ integer_to_list(I))} || I <- lists:seq(1, N)],
    Body = lists:foldl(fun(V, Acc) -> {op, 1, '+', V, Acc} end, {integer, 1, 0}, Vars),
    Forms = [{attribute, 1, module, rec_args_gen}, {attribute, 1, export, [{f, N}]},
             {function, 1, f, N, [{clause, 1, Vars, [], [Body]}]}],
    {ok, M, Bin} = compile:forms(Forms, []),
    {module, M} = code:load_binary(M, "gen", Bin),
    {apply(M, f, lists:seq(1, N)), lists:member({f, N}, M:module_info(exports))}.

try_order(X) ->
    Y = try id(X) + 1 of 2 -> three; N -> N after put(seen, X) end,
    {Y, get(seen)}.

order(X) -> io:format("eval ~p~n", [X]), case X of a -> 1; b -> 2; c -> 3; _ -> X end.

nested(N) -> f(g(f(g(N), f(1, 2))), f(g(1), g(f(N, N)))) - g(g(2)).
f(A, B) -> A * 10 + B.
g(A) -> A + 1.
