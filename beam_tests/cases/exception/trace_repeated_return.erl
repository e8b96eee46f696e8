%% SPDX-License-Identifier: Apache-2.0
%% trace_repeated_return.erl -- a native function that fails right behind a call: the machine is then at an address
%% to which callers further up return, too, and equal addresses in a row count once. Operators and matches lie further on.
-module(trace_repeated_return).
-export([main/0]).

-include("../case.hrl").

native(0) -> a;
native(N) -> atom_to_list(native(N - 1)), N.

error_call(0) -> a;
error_call(N) -> error(error_call(N - 1)), N.

moved(0) -> a;
moved(N) -> length(element(2, {N, moved(N - 1)})), N.

operator(0) -> a;
operator(N) -> operator(N - 1) + 1.

guard(0) -> a;
guard(N) -> hd(guard(N - 1)).

match(0) -> a;
match(N) -> [X] = match(N - 1), X.

other_callers(N) -> native(N), list_to_binary(N).

main() ->
    [trace(F, Arg) || F <- [fun native/1, fun error_call/1, fun moved/1, fun operator/1, fun guard/1, fun match/1],
                      Arg <- [1, 2, 3]],
    trace(fun other_callers/1, 2),
    trace(fun other_callers/1, 0).

trace(F, Arg) ->
    try io:format("~p~n", [F(Arg)])
    catch Class:Reason:Stack ->
        io:format("~p ~p ~p ~0p~n", [Arg, Class, Reason,
            [{Name, proplists:get_value(line, Where)} || {?MODULE, Name, _, Where} <- Stack]])
    end.
