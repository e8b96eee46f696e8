%% SPDX-License-Identifier: Apache-2.0
%% try of every shape: of, catch, after, nested; classes; what the whole expression returns.
-module(ex_try).
-include("../case.hrl").

main() ->
    Kinds = [{ok, 1}, {ok, 2}, {throw, t}, {error, e}, {exit, x}, {badmatch, 1}, {error, {a, b}}, {throw, {nested, deep}}],
    [?P({K, t1(id(K))}) || K <- Kinds],
    [?P({K, t2(id(K))}) || K <- Kinds],
    [?P({K, t3(id(K))}) || K <- Kinds],
    [?P({K, t4(id(K))}) || K <- Kinds],
    [?P({K, t5(id(K))}) || K <- Kinds],
    ?P(try id(1) after io:format("after runs~n") end),
    ?P(try throw(x) after io:format("after runs~n") end),
    ?P(try exit(first) after throw(second) end),
    ?P(try throw(a) catch throw:a -> throw(b) after io:format("after too~n") end),
    ?P(try try throw(inner) after io:format("1~n") end catch throw:X -> {outer, X} after io:format("2~n") end),
    ?P(try erlang:raise(throw, rethrown, []) catch C:R -> {C, R} end),
    ?P(try erlang:raise(exit, r, [{m, f, 1, []}]) catch C:R:S -> {C, R, S} end),
    ?P(erlang:raise(bad_class, r, [])),
    ?P(erlang:raise(error, r, not_a_stack)),
    ?P(try lists:foreach(fun(3) -> throw(found); (_) -> ok end, [1, 2, 3, 4]) catch found -> yes end),
    ?P(begin A = try id(5) of 5 -> five; _ -> other catch _ -> caught end, {A, A} end),
    ?P(state(id(5))),
    ?P(seq([fun() -> throw(a) end, fun() -> error(b) end, fun() -> exit(c) end, fun() -> d end])).

do({ok, V}) -> V;
do({throw, V}) -> throw(V);
do({error, V}) -> error(V);
do({exit, V}) -> exit(V);
do({badmatch, V}) -> {V, V} = {V, id(V + 1)}.

t1(K) -> try do(K) catch throw:T -> {thrown, T} end.
t2(K) -> try do(K) of 1 -> one; N -> {n, N} catch C:R -> {C, R} after put(after_ran, K) end.
t3(K) -> try do(K) of V when V > 1 -> big catch error:{X, _} -> {pair, X}; error:E when is_atom(E) -> {atom, E}; _:_ -> rest end.
t4(K) -> try try do(K) catch throw:T -> error({was, T}) end catch error:{was, {nested, D}} -> {d, D}; Class:_ -> Class end.
t5(K) ->
    try
        try do(K) after io:format("inner after ~p~n", [K]) end
    of
        V -> {v, V}
    catch
        throw:X -> {throw, X};
        exit:X -> {exit, X}
    after
        io:format("outer after~n")
    end.

state(N) ->
    put(count, 0),
    R = [try put(count, get(count) + 1), 10 div (I - 3) catch error:badarith -> zero after put(count, get(count) + 10) end
         || I <- lists:seq(1, N)],
    {R, get(count)}.

seq([]) -> [];
seq([F | T]) -> R = (try {value, F()} catch C:V -> {C, V} end), [R | seq(T)].
