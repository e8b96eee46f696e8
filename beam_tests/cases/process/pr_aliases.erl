%% SPDX-License-Identifier: Apache-2.0
%% Aliases and monitors with alias options: explicit_unalias, demonitor, reply_demonitor; late replies are dropped.
-module(pr_aliases).
-include("../case.hrl").

main() ->
    S = spawn(fun() -> server() end),
    [begin
         R = monitor(process, S, [{alias, Opt}]),
         S ! {R, ping},
         receive {R, pong} -> ok end,
         S ! {R, ping},
         Second = receive {R, pong} -> second_reply after 40 -> dropped end,
         D = demonitor(R, [info]),
         S ! {R, ping},
         Third = receive {R, pong} -> third_reply after 40 -> dropped end,
         io:format("~p ~p ~p ~p ~p~n", [Opt, Second, D, Third, unalias(R)])
     end || Opt <- [explicit_unalias, demonitor, reply_demonitor]],
    A = alias([explicit_unalias]),
    [A ! I || I <- [1, 2, 3]],
    ?P([receive I -> I after 0 -> none end || I <- [1, 2, 3]]),
    ?P(unalias(A)),
    A ! 4,
    ?P(receive 4 -> bad after 20 -> none end),
    ?P(alias([bogus])),
    ?P(unalias(x)),
    ?P(unalias(make_ref())),
    Dead = begin Me = self(), spawn(fun() -> Me ! {al, alias()} end), receive {al, X} -> X end end,
    receive after 10 -> ok end,
    ?P(begin Dead ! x, sent end),
    ?P(erlang:send(A, x, [])),
    {R2, Tag} = {monitor(process, S, [{tag, mytag}, {alias, explicit_unalias}]), mytag},
    S ! {R2, ping},
    ?P(receive {R2, pong} -> pong end),
    S ! stop,
    ?P(receive {Tag, R2, process, S, W} -> W end),
    R2 ! after_down,
    ?P(receive after_down -> alias_still_active after 20 -> gone end).

server() -> receive {R, ping} -> R ! {R, pong}, server(); stop -> ok end.
