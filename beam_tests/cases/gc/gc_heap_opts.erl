%% SPDX-License-Identifier: Apache-2.0
%% Processes with small and large heaps, fullsweep_after 0, max_heap_size, literals, and data that passes between generations.
-module(gc_heap_opts).
-include("../case.hrl").

main() ->
    quiet(),
    [?P({Opts, run(Opts)}) || Opts <- [[], [{min_heap_size, 10}], [{min_heap_size, 100000}], [{fullsweep_after, 0}], [{fullsweep_after, 1}, {min_bin_vheap_size, 1000}],
        [{message_queue_data, off_heap}], [{max_heap_size, 10000000}], [{priority, high}, {min_heap_size, 1000}]]],
    ?P(limit(#{size => 5000, kill => true, error_logger => false})),
    ?P(limit(#{size => 5000, kill => false, error_logger => false})),
    ?P(spawn_opt(fun() -> ok end, [{max_heap_size, -1}])),
    ?P(spawn_opt(fun() -> ok end, [{max_heap_size, #{size => a}}])),
    ?P(spawn_opt(fun() -> ok end, [{max_heap_size, 10}])),
    ?P(element(2, erlang:system_info(min_heap_size))),
    ?P(lists:keymember(minor_gcs, 1, element(2, process_info(self(), garbage_collection)))),
    ?P(begin {_, G} = process_info(self(), garbage_collection), [proplists:get_value(K, G) || K <- [min_heap_size, min_bin_vheap_size, fullsweep_after]] end),
    ?P(literals(id(2000))),
    ?P(old_new(id(3000))).

run(Opts) ->
    {_, M} = spawn_opt(fun() -> exit(work(300, [], #{}, <<>>)) end, [monitor | Opts]),
    receive {'DOWN', M, process, _, R} -> R end.
work(0, L, M, B) -> {length(L), map_size(M), byte_size(B), erlang:phash2({L, M, B})};
work(N, L, M, B) ->
    T = [{X, [X | N]} || X <- lists:seq(1, 200)],
    work(N - 1, [lists:nth(N rem 200 + 1, T) | L], M#{N rem 40 => T =:= [] orelse hd(T)}, <<B/binary, N:16>>).
limit(O) -> {_, M} = spawn_opt(fun() -> exit(length(lists:seq(1, 100000))) end, [monitor, {max_heap_size, O}]), receive {'DOWN', M, _, _, R} -> R end.
literals(0) -> lit();
literals(N) -> X = {lit(), [N]}, _ = lists:duplicate(50, X), case X of {L, [N]} when N > 0 -> L = lit(), literals(N - 1) end.
lit() -> {literal, [1, 2, {three, "four"}], #{five => <<"six">>}}.
%% Long lived cells that keep getting new young tails.
old_new(N) -> T = list_to_tuple(lists:duplicate(20, [])), old_new(N, T).
old_new(0, T) -> erlang:phash2(T);
old_new(N, T) -> I = N rem 20 + 1, old_new(N - 1, setelement(I, T, [N | lists:sublist(element(I, T), 30)])).
