%% SPDX-License-Identifier: Apache-2.0
%% Priorities: a busy normal process does not starve others; high and low make progress; max is obeyed.
-module(pri_basic).
-include("../case.hrl").

main() ->
    Me = self(),
    Busy = [spawn(fun() -> spin() end) || _ <- [1, 2, 3, 4]],
    Ps = [spawn_opt(fun() -> receive go -> work(1000), Me ! {done, Pri} end end, [{priority, Pri}]) || Pri <- [low, normal, high, max]],
    [P ! go || P <- Ps],
    ?P(lists:sort([receive {done, Pri} -> Pri after 5000 -> starved end || _ <- Ps])),
    ?P(ping_pong(id(2000))),
    ?P(receive after 10 -> timer_fires_while_busy end),
    [exit(P, kill) || P <- Busy],
    ?P([begin process_flag(priority, Pri), R = work(100), process_flag(priority, normal), {Pri, R} end || Pri <- [low, high, max]]),
    ?P(length([receive {x, I} -> I end || I <- begin [spawn_opt(fun() -> Me ! {x, I} end, [{priority, lists:nth(I rem 3 + 1, [low, normal, high])}]) || I <- lists:seq(1, 300)], lists:seq(1, 300) end])),
    ?P(lists:sort([element(2, process_info(whereis(N), priority)) || N <- [init, user]])).

spin() -> work(100), spin().
work(0) -> done;
work(N) -> work(N - 1).
ping_pong(N) ->
    Me = self(),
    P = spawn(fun() -> pong(Me) end),
    [begin P ! {ping, I}, receive {pong, I} -> ok end end || I <- lists:seq(1, N)],
    P ! stop,
    N.
pong(Me) -> receive {ping, I} -> Me ! {pong, I}, pong(Me); stop -> ok end.
