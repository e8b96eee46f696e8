%% SPDX-License-Identifier: Apache-2.0
%% Twenty thousand processes at once, waves of short ones, limits on names, process counts return to where they were.
-module(pr_many).
-include("../case.hrl").

main() ->
    N0 = erlang:system_info(process_count),
    Me = self(),
    Ps = [spawn(fun() -> receive {go, F} -> F ! {self(), N * 2} end end) || N <- lists:seq(1, 20000)],
    ?P(erlang:system_info(process_count) - N0 >= 20000),
    ?P(length(lists:usort(Ps))),
    [P ! {go, Me} || P <- Ps],
    ?P(lists:sum([receive {P, V} -> V end || P <- Ps])),
    ?P(wait_count(N0 + 20)),
    ?P(lists:sum([wave(100) || _ <- lists:seq(1, 100)])),
    ?P(wait_count(N0 + 20)),
    ?P([is_process_alive(P) || P <- lists:sublist(Ps, 3)]),
    Tree = spawn_tree(Me, 12),
    ?P(receive {Tree, C} -> C end),
    ?P(lists:usort([element(2, process_info(spawn(fun() -> receive x -> ok end end), message_queue_len)) || _ <- lists:seq(1, 50)])).

wait_count(Max) -> case erlang:system_info(process_count) =< Max of true -> back; false -> receive after 5 -> wait_count(Max) end end.
wave(N) -> Ms = [element(2, spawn_monitor(fun() -> exit(I) end)) || I <- lists:seq(1, N)], lists:sum([receive {'DOWN', M, _, _, R} -> R end || M <- Ms]).
spawn_tree(Parent, 0) -> spawn(fun() -> Parent ! {self(), 1} end);
spawn_tree(Parent, D) -> spawn(fun() -> A = spawn_tree(self(), D - 1), B = spawn_tree(self(), D - 1), X = receive {A, V} -> V end, Y = receive {B, W} -> W end, Parent ! {self(), X + Y} end).
