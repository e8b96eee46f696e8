%% SPDX-License-Identifier: Apache-2.0
%% Selective receive: order, save pointer, guards, nested receives, after 0, flush, timeouts, pins.
-module(pr_receive).
-include("../case.hrl").

main() ->
    [self() ! M || M <- [a, {b, 1}, {b, 2}, c, {b, 3}, 4, d]],
    ?P(receive {b, N} when N > 1 -> N end),
    ?P(receive {b, N} -> N end),
    ?P(receive X when is_integer(X) -> X end),
    ?P(receive d -> d end),
    ?P(flush()),
    ?P(receive never -> 1 after 0 -> timeout end),
    ?P(receive after 0 -> timeout end),
    ?P(receive after 20 -> slept end),
    ?P(receive X -> X after 1 -> none end),
    self() ! late,
    ?P(receive X -> X after 0 -> none end),
    [self() ! {k, I} || I <- lists:seq(1, 10)],
    ?P(begin K = id(7), receive {k, K} -> K end end),
    ?P(receive {k, I} when I rem 4 =:= 0 -> receive {k, J} when J > I -> {I, J} end end),
    ?P(flush()),
    [self() ! I || I <- [3, 1, 2, 5, 4]],
    ?P([receive I -> I end || I <- [1, 2, 3, 4, 5]]),
    ?P(receive X -> X after id(infinity_not) -> bad end),
    ?P(receive X -> X after id(-1) -> bad end),
    ?P(receive X -> X after id(1 bsl 40) -> bad end),
    ?P(receive X -> X after id(1.5) -> bad end),
    [self() ! {pri, P} || P <- [3, 1, 2, 1]],
    ?P(by_priority()),
    [self() ! I || I <- lists:seq(1, 2000)],
    ?P([receive I -> I end || I <- [2000, 1000, 1]]),
    ?P(length(flush())),
    self() ! {big, lists:seq(1, 1000)},
    ?P(receive {big, L} -> lists:sum(L) end),
    ?P(receive {_, 1} -> a; 1 -> b after 5 -> c end),
    self() ! x, self() ! y,
    ?P(receive y -> receive x -> both after 0 -> only_y end end),
    self() ! first,
    ?P(try receive first -> throw(in_receive) end catch T -> T end),
    ?P(process_info(self(), message_queue_len)),
    self() ! keep,
    ?P(receive M when M + 1 > 0 -> M after 0 -> guard_failed end),
    ?P(process_info(self(), messages)).

flush() -> receive M -> [M | flush()] after 0 -> [] end.

by_priority() ->
    receive {pri, 1} -> [1 | by_priority()]
    after 0 -> receive {pri, 2} -> [2 | by_priority()] after 0 -> receive {pri, N} -> [N | by_priority()] after 0 -> [] end end end.
