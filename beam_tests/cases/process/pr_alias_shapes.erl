%% SPDX-License-Identifier: Apache-2.0
%% Aliases of every kind: explicit, reply, monitor with alias options; unalias; messages to inactive ones are dropped.
-module(pr_alias_shapes).
-include("../case.hrl").

main() ->
    A = alias(),
    A ! one,
    ?P(got()),
    ?P(unalias(A)),
    A ! two,
    ?P(got()),
    ?P(unalias(A)),
    R = alias([reply]),
    R ! first, R ! second,
    ?P([got(), got()]),
    ?P(unalias(R)),
    [begin
         {P, M} = spawn_monitor(fun() -> receive {go, X} -> X ! {reply, X =:= 1}, X ! again, receive stop -> ok end end end),
         Al = monitor(process, P, [{alias, K}]),
         P ! {go, Al},
         io:format("~p: ~0p ~0p ", [K, got(), got()]),
         case Un of demonitor -> demonitor(Al); unalias -> unalias(Al); none -> ok end,
         P ! stop,
         receive {'DOWN', M, _, _, W} -> io:format("~0p ", [W]) end,
         io:format("~0p ~0p~n", [case got() of {'DOWN', Al, process, P, W2} -> {down, W2}; O -> O end, begin Al ! late, got() end])
     end || K <- [explicit_unalias, demonitor, reply_demonitor], Un <- [none, demonitor, unalias]],
    ?P(alias([bogus])),
    ?P(alias(x)),
    ?P(unalias(x)),
    ?P(unalias(make_ref())),
    ?P(monitor(process, self(), [{alias, bogus}])),
    ?P(monitor(process, self(), [{tag, t}, x])),
    ?P(begin {P, _} = spawn_monitor(fun() -> receive go -> ok end end), M = monitor(process, P, [{tag, {my, tag}}]), P ! go, receive {{my, tag}, M, process, P, W} -> W end end),
    ?P(begin B = alias(), S = self(), spawn(fun() -> B ! {from, S} end), receive {from, S} -> ok end end),
    ?P(erlang:send(alias(), x, [noconnect])),
    ?P(receive x -> got_x after 0 -> none end).

got() -> receive {'DOWN', _, process, _, normal} = D when element(1, D) =:= none -> D; X -> X after 30 -> nothing end.
