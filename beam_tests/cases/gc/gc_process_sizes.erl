%% SPDX-License-Identifier: Apache-2.0
%% The same work in processes with every heap option: minimum sizes, full sweeps, messages off the heap, limits with and without kill, hibernation in between; always the same result.
-module(gc_process_sizes).
-export([woken/2]).
-include("../case.hrl").

main() ->
    quiet(),
    Options = [[{min_heap_size, N} || N > 0] ++ [{fullsweep_after, F} || F >= 0] ++ [{message_queue_data, Q}] || N <- [0, 1, 233, 5000, 100000], F <- [-1, 0, 1, 100], Q <- [on_heap, off_heap]],
    [begin {P, M} = spawn_opt(fun() -> exit({result, work()}) end, [monitor | O]), [P ! {data, I, lists:seq(1, I rem 30), binary:copy(<<I>>, I)} || I <- lists:seq(1, 200)], receive {'DOWN', M, _, _, R} -> io:format("~0p: ~0p~n", [O, R]) end end || O <- Options],
    [begin {P, M} = spawn_opt(fun() -> exit({grown, length(grow([], 200000))}) end, [monitor, {max_heap_size, L}]), receive {'DOWN', M, _, P, R} -> io:format("limit ~0p: ~0p~n", [L, R]) end end || L <- [0, 50000, #{size => 50000, kill => true, error_logger => false}, #{size => 50000, kill => false, error_logger => false}, #{size => 100000000}]],
    ?P(begin {P, M} = spawn_monitor(fun() -> process_flag(max_heap_size, #{size => 30000, error_logger => false}), exit(length(grow([], 200000))) end), receive {'DOWN', M, _, P, R} -> R end end),
    ?P(begin Me = self(), P = spawn(fun() -> put(big, lists:seq(1, 10000)), erlang:hibernate(?MODULE, woken, [Me, {kept, [1, 2, 3]}]) end), P ! go, receive {P, X} -> X end end),
    ?P(lists:usort([begin erlang:garbage_collect(self(), [{type, T}]), erlang:phash2(work_terms(N)) end || T <- [major, minor], N <- [100]])), ?P(erlang:garbage_collect(self(), [{async, tag}])), ?P(receive {garbage_collect, tag, X} -> X after 1000 -> none end).
work() -> erlang:phash2([collect(0, []), work_terms(300), deep(20000), lists:sum([byte_size(B) || B <- [binary:copy(<<I>>, I) || I <- lists:seq(1, 500)]]), lists:sort([{I rem 7, [I]} || I <- lists:seq(1, 2000)])]).
collect(200, L) -> erlang:phash2(lists:sort(L));
collect(N, L) -> receive {data, _, _, _} = D -> collect(N + 1, [D | L]) end.
work_terms(N) -> lists:foldl(fun(I, A) -> maps:put({I rem 50, float(I)}, [I, <<I:16>>, {I bsl 70, maps:size(A)}], A) end, #{}, lists:seq(1, N)).
deep(0) -> [];
deep(N) -> [N rem 3 | deep(N - 1)].
grow(L, 0) -> L;
grow(L, N) -> grow([{N, N} | L], N - 1).
woken(To, X) -> receive go -> To ! {self(), {X, length(get(big))}} end.
