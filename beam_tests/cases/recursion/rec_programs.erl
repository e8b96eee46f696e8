%% SPDX-License-Identifier: Apache-2.0
%% Small whole programs: an interpreter, a sudoku solver, Huffman codes, Dijkstra, a parser, knights, matrices, an automaton.
-module(rec_programs).
-include("../case.hrl").

main() ->
    ?P(bf(id("++++++++[>++++++++<-]>+.+.+."), id(""))),
    ?P(bf(id(">,[>,]<[.<]"), id("abc"))),
    ?P(huff(id("abracadabra"))),
    ?P(dijkstra(id([{a, b, 7}, {a, c, 9}, {a, f, 14}, {b, c, 10}, {b, d, 15}, {c, d, 11}, {c, f, 2}, {d, e, 6}, {e, f, 9}]), a)),
    ?P(knight(id(5))),
    ?P(matpow(id([[1, 1], [1, 0]]), 90)),
    ?P(lambda(id({app, {app, {lam, x, {lam, y, {var, x}}}, {num, 1}}, {num, 2}}))),
    ?P(lambda(id({'let', f, {lam, n, {'if', {var, n}, {'*', {var, n}, {app, {var, f}, {'-', {var, n}, {num, 1}}}}, {num, 1}}}, {app, {var, f}, {num, 20}}}))),
    ?P(rule110(id(12))),
    ?P(toposort(id([{shirt, tie}, {tie, jacket}, {pants, shoes}, {pants, belt}, {belt, jacket}, {socks, shoes}]))),
    ?P(knapsack(id([{60, 10}, {100, 20}, {120, 30}]), 50)),
    ?P(gray(id(4))),
    ?P(josephus(id(41), 3)),
    ?P(spiral(id([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))),
    ?P(dfa(id("0110"), even)),
    ?P(subset_sum(id([3, 34, 4, 12, 5, 2]), 9)),
    ?P(sudoku(id("530070000600195000098000060800060003400803001700020006060000280000419005000080079"))).

bf(P, In) -> lists:reverse(bf(array:from_list(P), 0, array:new([{default, 0}]), 0, In, [])).
bf(P, I, M, D, In, Out) ->
    case I < array:size(P) andalso array:get(I, P) of
        false -> Out;
        $> -> bf(P, I + 1, M, D + 1, In, Out);
        $< -> bf(P, I + 1, M, D - 1, In, Out);
        $+ -> bf(P, I + 1, array:set(D, (array:get(D, M) + 1) band 255, M), D, In, Out);
        $- -> bf(P, I + 1, array:set(D, (array:get(D, M) - 1) band 255, M), D, In, Out);
        $. -> bf(P, I + 1, M, D, In, [array:get(D, M) | Out]);
        $, -> case In of [C | T] -> bf(P, I + 1, array:set(D, C, M), D, T, Out); [] -> bf(P, I + 1, array:set(D, 0, M), D, [], Out) end;
        $[ -> case array:get(D, M) of 0 -> bf(P, jump(P, I + 1, 1, 1), M, D, In, Out); _ -> bf(P, I + 1, M, D, In, Out) end;
        $] -> case array:get(D, M) of 0 -> bf(P, I + 1, M, D, In, Out); _ -> bf(P, jump(P, I - 1, -1, 1) + 2, M, D, In, Out) end
    end.
jump(_, I, _, 0) -> I;
jump(P, I, S, N) -> C = array:get(I, P), jump(P, I + S, S, if C =:= $[ -> N + S; C =:= $] -> N - S; true -> N end).
huff(T) ->
    Fs = lists:sort([{N, [C]} || {C, N} <- maps:to_list(lists:foldl(fun(C, M) -> M#{C => maps:get(C, M, 0) + 1} end, #{}, T))]),
    Tree = build(Fs), Codes = lists:sort(codes(Tree, [])), {Codes, length(lists:append([proplists:get_value([C], Codes) || C <- T]))}.
build([{_, T}]) -> T;
build([{A, L}, {B, R} | Rest]) -> build(lists:sort([{A + B, {L, R}} | Rest])).
codes({L, R}, P) -> codes(L, [$0 | P]) ++ codes(R, [$1 | P]);
codes(C, P) -> [{C, lists:reverse(P)}].
dijkstra(Es, S) -> dij(Es, [{0, S}], #{}).
dij(_, [], D) -> lists:sort(maps:to_list(D));
dij(Es, [{_, N} | Q], D) when is_map_key(N, D) -> dij(Es, Q, D);
dij(Es, [{C, N} | Q], D) -> New = [{C + W, B} || {A, B, W} <- Es, A =:= N] ++ [{C + W, A} || {A, B, W} <- Es, B =:= N], dij(Es, lists:sort(New ++ Q), D#{N => C}).
knight(N) -> catch tour({1, 1}, N, [{1, 1}]).
tour(_, N, P) when length(P) =:= N * N -> throw(lists:reverse(P));
tour({X, Y}, N, P) ->
    Ms = fun({A, B}) -> [{A + DX, B + DY} || {DX, DY} <- [{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}], A + DX >= 1, A + DX =< N, B + DY >= 1, B + DY =< N, not lists:member({A + DX, B + DY}, P)] end,
    [tour(M, N, [M | P]) || {_, M} <- lists:sort([{length(Ms(M)), M} || M <- Ms({X, Y})])],
    none.
matpow(M, 1) -> M;
matpow(M, N) when N rem 2 =:= 0 -> H = matpow(M, N div 2), mul(H, H);
matpow(M, N) -> mul(M, matpow(M, N - 1)).
mul([[A, B], [C, D]], [[E, F], [G, H]]) -> [[A * E + B * G, A * F + B * H], [C * E + D * G, C * F + D * H]].
lambda(E) -> ev(E, #{}).
ev({num, N}, _) -> N;
ev({var, V}, Env) -> case maps:get(V, Env) of {rec, F} -> F(); X -> X end;
ev({lam, V, B}, Env) -> fun(X) -> ev(B, Env#{V => X}) end;
ev({app, F, A}, Env) -> (ev(F, Env))(ev(A, Env));
ev({'let', V, E, B}, Env) -> R = fun R() -> ev(E, Env#{V => {rec, R}}) end, ev(B, Env#{V => {rec, R}});
ev({'if', C, T, F}, Env) -> case ev(C, Env) of 0 -> ev(F, Env); _ -> ev(T, Env) end;
ev({Op, A, B}, Env) -> erlang:Op(ev(A, Env), ev(B, Env)).
rule110(N) -> rule110(N, lists:duplicate(30, 0) ++ [1]).
rule110(0, _) -> [];
rule110(N, R) -> P = [0 | R] ++ [0], [[case C of 1 -> $#; 0 -> $. end || C <- R] | rule110(N - 1, step(P))].
step([A, B, C | T]) -> [(110 bsr (A * 4 + B * 2 + C)) band 1 | step([B, C | T])];
step(_) -> [].
toposort(Es) -> topo(lists:usort(lists:append([[A, B] || {A, B} <- Es])), Es).
topo([], _) -> [];
topo(Ns, Es) -> F = hd([N || N <- Ns, [] =:= [x || {_, B} <- Es, B =:= N]]), [F | topo(Ns -- [F], [E || {A, _} = E <- Es, A =/= F])].
knapsack([], _) -> 0;
knapsack([{_, W} | T], C) when W > C -> knapsack(T, C);
knapsack([{V, W} | T], C) -> max(knapsack(T, C), V + knapsack(T, C - W)).
gray(0) -> [""];
gray(N) -> G = gray(N - 1), [[$0 | X] || X <- G] ++ [[$1 | X] || X <- lists:reverse(G)].
josephus(1, _) -> 0;
josephus(N, K) -> (josephus(N - 1, K) + K) rem N.
spiral([]) -> [];
spiral([R | M]) -> R ++ spiral(lists:reverse(tr(M))).
tr([]) -> [];
tr([[] | _]) -> [];
tr(M) -> [[hd(R) || R <- M] | tr([tl(R) || R <- M])].
dfa([], S) -> S;
dfa([$1 | T], even) -> dfa(T, odd);
dfa([$1 | T], odd) -> dfa(T, even);
dfa([$0 | T], S) -> dfa(T, S).
subset_sum(_, 0) -> [];
subset_sum([], _) -> none;
subset_sum([H | T], N) -> case subset_sum(T, N - H) of none -> subset_sum(T, N); L when N >= H -> [H | L]; _ -> subset_sum(T, N) end.
sudoku(S) -> catch solve(list_to_tuple(S), 1).
solve(B, 82) -> throw(tuple_to_list(B));
solve(B, I) when element(I, B) =/= $0 -> solve(B, I + 1);
solve(B, I) ->
    R = (I - 1) div 9, C = (I - 1) rem 9,
    Used = [element(R * 9 + K + 1, B) || K <- lists:seq(0, 8)] ++ [element(K * 9 + C + 1, B) || K <- lists:seq(0, 8)] ++
           [element((R div 3 * 3 + X) * 9 + C div 3 * 3 + Y + 1, B) || X <- [0, 1, 2], Y <- [0, 1, 2]],
    [solve(setelement(I, B, D), I + 1) || D <- lists:seq($1, $9), not lists:member(D, Used)],
    none.
