%% SPDX-License-Identifier: Apache-2.0
%% system_flag(backtrace_depth, N) bounds the frames of a trace; 0, small, large and bad depths.
-module(ex_depth).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    ?P(erlang:system_flag(backtrace_depth, 8)),
    [begin
         erlang:system_flag(backtrace_depth, N),
         io:format("depth ~p: deep ~p call ~p undef ~p bif ~p error ~p raise ~p~n",
                   [N, frames(fun() -> deep(20) end), frames(fun() -> {fc(id(1))} end), frames(fun() -> {nomod:f(1)} end),
                    frames(fun() -> [hd(id([]))] end), frames(fun() -> {error(x)} end),
                    frames(fun() -> erlang:raise(error, x, [{m, f, I, []} || I <- lists:seq(1, 30)]) end)])
     end || N <- [0, 1, 2, 3, 8, 15, 30, 100]],
    ?P(erlang:system_flag(backtrace_depth, 8)),
    ?P(erlang:system_flag(backtrace_depth, -1)),
    ?P(erlang:system_flag(backtrace_depth, a)),
    ?P(erlang:system_flag(backtrace_depth, 100000000)),
    ?P(erlang:system_flag(backtrace_depth, 8)),
    ?T(deep(12)),
    [begin erlang:system_flag(backtrace_depth, N), io:format("~p ~p~n", [N, cur(5)]) end || N <- [0, 1, 2, 9]].

frames(F) ->
    try F() catch _:_:S -> [{N, if is_list(A) -> length(A); true -> A end} || {_, N, A, _} <- lists:sublist(S, 3)] ++ [length(S) || length(S) < 20] end.

deep(0) -> error(bottom);
deep(N) -> [deep(N - 1)].
fc(2) -> ok.

cur(0) -> {current_stacktrace, S} = process_info(self(), current_stacktrace), length(S);
cur(N) -> R = cur(N - 1), R + 0.
