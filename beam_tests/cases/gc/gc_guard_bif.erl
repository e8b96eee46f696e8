%% SPDX-License-Identifier: Apache-2.0
%% Guard functions without a count of live registers (node(), self()) run while a collection is due: no register may be lost.
-module(gc_guard_bif).
-include("../case.hrl").

main() ->
    ?P(after_message(id(10))),
    ?P(after_message(id(1000))),
    ?P(after_message(id(100000))).

%% The message of another process arrives outside the heap, larger than the room in it: a collection is wanted.
after_message(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> receive {Key, List} -> exit(describe(Key, List)) end end),
    Pid ! {{key, N}, lists:seq(1, N)},
    receive {'DOWN', Ref, process, Pid, {Key, Node, Sum, Length}} -> {Key, Node =:= node(), Sum, Length} end.

describe(Key, List) ->
    {Key2, Node, List2} = triple(Key, List),
    {Key2, Node, lists:sum(List2), length(List)}.

triple(Key, List) -> id({Key, node(), List}).
