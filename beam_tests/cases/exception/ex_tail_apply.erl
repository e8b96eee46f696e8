%% SPDX-License-Identifier: Apache-2.0
%% error, exit and throw applied in the place of a tail call: the trace still shows the function that applied them.
-module(ex_tail_apply).
-export([tail/3, inner/3, dynamic/3, fail/1]).
-include("../case.hrl").

main() ->
    quiet(),
    Calls = [{erlang, error, [a]}, {erlang, error, [a, [b]]}, {erlang, error, [a, none, [{error_info, #{}}]]},
             {erlang, exit, [x]}, {erlang, throw, [y]}, {erlang, hd, [[]]}, {erlang, raise, [error, q, []]},
             {ex_tail_apply, fail, [z]}, {no, such, []}],
    [io:format("~w ~w ~w: ~0p~n", [How, F, A, trace(How, M, F, A)]) || How <- [tail, inner], {M, F, A} <- Calls],
    ?P(trace(dynamic, erlang, error, [a, none, []])),
    ?P(exit_of(fun() -> tail(erlang, error, [a]) end)),
    ?P(exit_of(fun() -> tail(erlang, hd, [[]]) end)).

trace(How, M, F, A) ->
    try ?MODULE:How(M, F, A) catch C:R:S -> {C, R, S} end.

exit_of(Fun) ->
    {Pid, Ref} = spawn_monitor(Fun),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

tail(M, F, A) -> apply(M, F, A).
inner(M, F, A) -> {apply(M, F, A)}.
dynamic(M, F, [A, B, C]) -> M:F(A, B, C).
fail(X) -> error(X).
