%% SPDX-License-Identifier: Apache-2.0
%% Sizes of heaps that programs ask for are rounded to the next step of the growth table, and never below the default.
-module(pr_min_sizes).
-include("../case.hrl").

main() ->
    [io:format("~p ~p: ~p ~p~n", [I, N, spawned(I, N), flagged(I, N)]) || I <- [min_heap_size, min_bin_vheap_size], N <- [0, 1, 100, 233, 234, 376, 377, 1000, 5000, 46421, 46422, 46423, 50000, 1000000, -1, a]],
    [io:format("fullsweep_after ~p: ~p ~p~n", [N, spawned(fullsweep_after, N), flagged(fullsweep_after, N)]) || N <- [0, 1, 10, 65535, 65536, -1, a]],
    [io:format("max_heap_size ~p: ~p ~p~n", [N, m(spawned(max_heap_size, N)), m(flagged(max_heap_size, N))]) || N <- [0, 1, 232, 233, 10000000, #{}, #{size => 0}, #{size => 10000000, kill => false, error_logger => false}, #{size => 10000000, kill => x}, #{kill => true}, -1, a]],
    [?P(erlang:system_flag(F, V)) || {F, V} <- [{min_heap_size, 300}, {min_heap_size, 233}, {min_bin_vheap_size, 50000}, {min_bin_vheap_size, 46422}, {fullsweep_after, 10}, {fullsweep_after, 65535}, {min_heap_size, -1}, {min_heap_size, a}]],
    ?P(erlang:system_info(min_heap_size)),
    ?P(erlang:system_info(min_bin_vheap_size)).

spawned(I, N) ->
    try
        P = spawn_opt(fun() -> receive stop -> ok end end, [{priority, normal}, {I, N}]),
        R = case I of fullsweep_after -> proplists:get_value(fullsweep_after, element(2, process_info(P, garbage_collection))); _ -> element(2, process_info(P, I)) end,
        P ! stop,
        R
    catch C:E -> {C, E} end.
flagged(I, N) ->
    {_, M} = spawn_monitor(fun() -> exit(try [process_flag(I, N), process_flag(I, N)] catch C:E -> {C, E} end) end),
    receive {'DOWN', M, _, _, R} -> R end.
m(M) when is_map(M) -> maps:with([size, kill, error_logger], M);
m([A, B]) -> [m(A), m(B)];
m(X) -> X.
