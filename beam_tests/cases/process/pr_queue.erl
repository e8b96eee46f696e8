%% SPDX-License-Identifier: Apache-2.0
%% A long message queue: selective receive over it, order kept, binaries in it, off_heap queue data, exit with messages left.
-module(pr_queue).
-include("../case.hrl").

main() ->
    [self() ! {n, I} || I <- lists:seq(1, 20000)],
    ?P(process_info(self(), message_queue_len)),
    self() ! special,
    ?P(receive special -> found end),
    ?P(process_info(self(), message_queue_len)),
    garbage_collect(),
    ?P(receive {n, 10000} -> mid end),
    ?P(receive {n, I} -> I end),
    ?P(receive {n, I} when I > 15000 -> I end),
    ?P(erlang:phash2(drain())),
    Me = self(),
    P = spawn_opt(fun() -> receive go -> Me ! {sum, count(0)} end end, [{message_queue_data, off_heap}]),
    [P ! {x, I, lists:seq(1, I rem 10)} || I <- lists:seq(1, 20000)],
    P ! go,
    ?P(receive {sum, S} -> S end),
    Ps = [spawn(fun() -> [Me ! {from, K, I} || I <- lists:seq(1, 500)] end) || K <- lists:seq(1, 20)],
    ?P(length(Ps)),
    All = [receive {from, K, I} -> {K, I} end || _ <- lists:seq(1, 10000)],
    ?P(lists:all(fun(K) -> [I || {K1, I} <- All, K1 =:= K] =:= lists:seq(1, 500) end, lists:seq(1, 20))),
    Q = spawn(fun() -> receive never -> ok end end),
    [Q ! binary:copy(<<I>>, 200) || I <- lists:seq(0, 255)],
    ?P(begin {messages, L} = process_info(Q, messages), [binary:first(B) || B <- L] =:= lists:seq(0, 255) end),
    M = monitor(process, Q),
    exit(Q, done),
    ?P(receive {'DOWN', M, process, Q, Why} -> Why end),
    ?P(process_info(self(), message_queue_len)).

drain() -> receive M -> [M | drain()] after 0 -> [] end.
count(N) -> receive {x, I, L} -> count(N + I + length(L)) after 0 -> N end.
