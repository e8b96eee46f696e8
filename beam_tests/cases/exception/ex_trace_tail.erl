%% SPDX-License-Identifier: Apache-2.0
%% Which frames a trace has when the failing call is a tail call, a last call in a case, a fun, an apply, or a body call.
-module(ex_trace_tail).
-export([bad/1, cl/2]).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    ?T(tail_bif(id(a))),
    ?T(body_bif(id(a))),
    ?T(tail_undef()),
    ?T(body_undef()),
    ?T(tail_local(id(1))),
    ?T(body_local(id(1))),
    ?T(tail_remote(id(1))),
    ?T(tail_apply(?MODULE, id(bad), [1])),
    ?T(body_apply(?MODULE, id(bad), [1])),
    ?T(fix_apply(?MODULE, id(bad))),
    ?T(tail_fun(fun(X) -> bad(X) end)),
    ?T(body_fun(fun(X) -> {bad(X)} end)),
    ?T(tail_fun(fun ?MODULE:bad/1)),
    ?T(tail_fun(fun ?MODULE:nope/1)),
    ?T(body_fun(fun nomod:nope/1)),
    ?T(tail_fun(fun erlang:abs/1)),
    ?T(body_fun(fun erlang:atom_to_list/1)),
    ?T(tail_fun(id(1))),
    ?T(body_fun(id({a, b}))),
    ?T(tail_fun(fun() -> ok end)),
    ?T(body_fun(fun() -> ok end)),
    ?T(in_case(id(2))),
    ?T(in_case(id(3))),
    ?T(in_if(id(3))),
    ?T(tail_match(id(3))),
    ?T(last_match(id(3))),
    ?T(cl(id(3), 4)),
    ?T({cl(id(3), [])}),
    ?T(apply(fun cl/2, [1, 2])),
    ?T(apply(?MODULE, cl, [1, 2, 3])),
    ?T(apply(?MODULE, cl, id(x))),
    ?T(apply(?MODULE, cl, id([1 | 2]))),
    ?T(apply(id(1), cl, [])),
    ?T(apply(id(fun cl/2), id([1 | 2]))),
    ?T(apply(id(fun cl/2), id(y))),
    ?T(apply(id(a), id([]))),
    ?T(lists:map(fun bad/1, [1])),
    ?T(lists:foreach(fun(X) -> 1 = X end, [1, 2])),
    ?T([bad(X) || X <- [1]]),
    ?T(<< <<(bad(X))>> || X <- [1] >>),
    ?T(maps:map(fun(_, V) -> bad(V) end, #{a => 1})),
    ?T(lists:sort(fun(A, B) -> A + B end, [1, 2])).

bad(X) -> X + a.
tail_bif(X) -> atom_to_binary(X, nope).
body_bif(X) -> [atom_to_binary(X, nope)].
tail_undef() -> nomod:nofun(1).
body_undef() -> [nomod:nofun(1)].
tail_local(X) -> bad(X).
body_local(X) -> [bad(X)].
tail_remote(X) -> ?MODULE:bad(X).
tail_apply(M, F, A) -> apply(M, F, A).
body_apply(M, F, A) -> [apply(M, F, A)].
fix_apply(M, F) -> M:F(1).
tail_fun(F) -> F(x).
body_fun(F) -> [F(x)].
in_case(X) ->
    case X of
        2 -> bad(X);
        1 -> ok
    end.
in_if(X) ->
    if X =:= 1 -> ok;
       X =:= 2 -> ok
    end.
tail_match(X) ->
    {ok, _} = X.
last_match(X) ->
    Y = [X],
    {ok, _} = Y,
    ok.
cl(1, []) -> ok;
cl(2, X) when X > 3 -> ok.
