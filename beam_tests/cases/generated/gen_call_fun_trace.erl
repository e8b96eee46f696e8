%% SPDX-License-Identifier: Apache-2.0
%% A call of a fun that fails: the trace has the calling function twice, but once when it was a tail call.
-module(gen_call_fun_trace).
-export([body/1, tail/1, more/1]).
-include("../case.hrl").

main() ->
    [trace(F, X) || F <- [fun ?MODULE:body/1, fun ?MODULE:tail/1, fun ?MODULE:more/1],
                    X <- [no_fun, fun() -> ok end, fun erlang:abs/1]].

body(F) -> {ok, F(1, 2)}.

tail(F) -> F(1, 2).

more(F) -> [F(a, b) | id(tail)].

trace(F, X) ->
    try F(id(X))
    catch C:R:S ->
        {Kind, _} = R,
        io:format("~p ~p ~p~n", [C, Kind, lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
