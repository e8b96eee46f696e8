%% SPDX-License-Identifier: Apache-2.0
%% Calls by name: M:F(A) with variables, apply/2,3 with lists, undefined functions, error_handler, tail calls through apply.
-module(fun_exports).
-export([tail/2, tail_apply/1, args/0, args/1, args/12]).
-include("../case.hrl").


main() ->
    M = id(lists), F = id(reverse),
    ?P(M:F([1, 2, 3])),
    ?P(lists:F([1, 2])),
    ?P(M:reverse([1, 2])),
    ?P(apply(M, F, [[1, 2, 3]])),
    ?P(apply(M, F, id([[1, 2], [3]]))),
    ?P(apply(M, F, id(not_list))),
    ?P(apply(M, F, id([1 | 2]))),
    ?P(apply(id(1), F, [])),
    ?P(apply(M, id("reverse"), [])),
    ?P((id(nomod)):f(1)),
    ?P(lists:(id(nofun))(1, 2)),
    ?P(erlang:apply(erlang, '+', [1, 2])),
    ?P(erlang:apply(fun(X, Y) -> X * Y end, [3, 4])),
    ?P(apply(erlang, apply, [erlang, apply, [erlang, abs, [-5]]])),
    ?P(?MODULE:tail(id(100000), 0)),
    ?P(tail_apply(id(100000))),
    ?P(tail_fun(id(100000), fun(N, G) -> tail_fun(N, G) end)),
    ?P(apply(?MODULE, args, [])),
    ?P(apply(?MODULE, args, [1])),
    ?P(apply(?MODULE, args, lists:seq(1, 12))),
    ?P(apply(?MODULE, args, lists:seq(1, 13))),
    ?P(apply(erlang, self, []) =:= self()),
    ?P(apply(erlang, spawn, [fun() -> ok end]) =/= self()),
    ?P(erlang:function_exported(?MODULE, tail, 2)),
    ?P(erlang:function_exported(?MODULE, tail, 3)),
    ?P(erlang:function_exported(lists, map, 2)),
    ?P(erlang:is_builtin(erlang, self, 0)),
    ?P(erlang:is_builtin(lists, map, 2)),
    ?P([apply(fun erlang:max/2, [A, B]) || {A, B} <- [{1, 2}, {a, 1}, {[], {}}]]),
    ?P((fun ?MODULE:id/1)(7)),
    ?P(lists:map(fun ?MODULE:id/1, [1, 2])).

tail(0, A) -> A;
tail(N, A) -> ?MODULE:tail(N - 1, A + 1).
tail_apply(0) -> done;
tail_apply(N) -> apply(?MODULE, id(tail_apply), [N - 1]).
tail_fun(0, _) -> done;
tail_fun(N, G) -> G(N - 1, G).
args() -> none.
args(A) -> {one, A}.
args(A, B, C, D, E, F, G, H, I, J, K, L) -> [L, K, J, I, H, G, F, E, D, C, B, A].
