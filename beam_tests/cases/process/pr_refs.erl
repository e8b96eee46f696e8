%% SPDX-License-Identifier: Apache-2.0
%% Request and reply with fresh references (receive markers), many outstanding, stale replies, nested calls, aliases.
-module(pr_refs).
-include("../case.hrl").

main() ->
    Server = spawn(fun() -> server(0) end),
    ?P(call(Server, {add, 5})),
    ?P(call(Server, {add, 6})),
    [self() ! {noise, I} || I <- lists:seq(1, 5000)],
    ?P([call(Server, {add, I}) || I <- lists:seq(1, 20)]),
    Refs = [begin R = make_ref(), Server ! {R, self(), {add, I}}, R end || I <- lists:seq(1, 10)],
    ?P([receive {R, V} -> V end || R <- lists:reverse(Refs)]),
    ?P(call_timeout(Server, {sleep, 60}, 5)),
    ?P(call_timeout(Server, get, 5000)),
    ?P(receive {Ref, slept} when is_reference(Ref) -> stale_found after 0 -> none end),
    ?P(begin R1 = make_ref(), R2 = make_ref(), self() ! {R2, two}, self() ! {R1, one},
             receive {R1, A} -> receive {R2, B} -> {A, B} end end end),
    ?P(begin R = make_ref(), receive {R, _} -> bad after 0 -> none end end),
    ?P(nested(Server, 5)),
    A1 = alias(),
    Server ! {A1, A1, get},
    ?P(receive {A1, V} -> V end),
    ?P(unalias(A1)),
    ?P(unalias(A1)),
    A1 ! lost,
    A2 = alias([reply]),
    A2 ! one, A2 ! two,
    ?P(receive one -> got_one end),
    ?P(receive two -> got_two after 20 -> alias_gone end),
    M1 = monitor(process, Server, [{alias, reply_demonitor}]),
    Server ! {M1, M1, get},
    ?P(receive {M1, V} -> V end),
    Mon = monitor(process, Server),
    Server ! stop,
    ?P(receive {'DOWN', Mon, process, Server, W} -> W end),
    ?P(receive {'DOWN', M1, _, _, _} -> unexpected after 20 -> no_down end),
    ?P(length(flush())).

server(N) ->
    receive
        {R, To, {add, I}} -> To ! {R, N + I}, server(N + I);
        {R, To, get} -> To ! {R, N}, server(N);
        {R, To, {sleep, T}} -> receive after T -> To ! {R, slept} end, server(N);
        stop -> ok
    end.

call(S, Req) -> R = make_ref(), S ! {R, self(), Req}, receive {R, V} -> V end.
call_timeout(S, Req, T) -> R = make_ref(), S ! {R, self(), Req}, receive {R, V} -> V after T -> timeout end.
nested(_, 0) -> [];
nested(S, N) -> R = make_ref(), S ! {R, self(), get}, X = call(S, get), receive {R, V} -> [{V, X} | nested(S, N - 1)] end.
flush() -> receive M -> [M | flush()] after 0 -> [] end.
