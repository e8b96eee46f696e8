%% SPDX-License-Identifier: Apache-2.0
%% No clause matched, and the handler raises another reason with the same trace: the place of the first entry is lost.
%% It stays when the reason stays, or when the trace was looked at.
-module(gen_raise_lost_place).
-export([one/1, again/1, same/1, seen/1, as_exit/1, of_case/1]).
-include("../case.hrl").

main() ->
    [trace(F) || F <- [fun ?MODULE:again/1, fun ?MODULE:same/1, fun ?MODULE:seen/1, fun ?MODULE:as_exit/1, fun ?MODULE:of_case/1]].

one(1) -> a.

again(X) ->
    try one(X) catch C:R:S -> erlang:raise(C, {again, R}, S) end.

same(X) ->
    try one(X) catch C:R:S -> erlang:raise(C, R, S) end.

seen(X) ->
    try one(X) catch C:R:S -> id(S), erlang:raise(C, {again, R}, S) end.

as_exit(X) ->
    try one(X) catch _:R:S -> erlang:raise(exit, R, S) end.

of_case(X) ->
    try case X of 1 -> a end catch C:R:S -> erlang:raise(C, {again, R}, S) end.

trace(F) ->
    try F(id(a))
    catch C:R:S -> io:format("~p ~p ~p~n", [C, R, lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
