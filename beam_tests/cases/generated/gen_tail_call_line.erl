%% SPDX-License-Identifier: Apache-2.0
%% The loader drops the line before a tail call into Erlang code. It shows where the compiler has given a failing
%% instruction no line: the trace then has the line that comes before it in the code.
-module(gen_tail_call_line).
-export([select/1]).
-include("../case.hrl").

main() ->
    [trace(X) || X <- [1, 2, 3]].

select(X) ->
    case X of
        1 -> maps:get(5, #{});
        2 -> maps:get(6, #{});
        3 ->
            maps:get(10, #{1 => 0.0}, 2.5)
    end.

trace(X) ->
    try select(id(X)) of
        V -> io:format("~p~n", [V])
    catch C:R:S -> io:format("~p ~p ~p~n", [C, R, lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
