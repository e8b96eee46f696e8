%% SPDX-License-Identifier: Apache-2.0
%% persistent_term: put, get, erase, replacement while a process holds the old value, keys and counts.
-module(ets_persistent).
-include("../case.hrl").

main() ->
    N0 = maps:get(count, persistent_term:info()),
    ?P(persistent_term:put({?MODULE, a}, {big, lists:seq(1, 100)})),
    ?P(element(1, persistent_term:get({?MODULE, a}))),
    ?P(persistent_term:get({?MODULE, none})),
    ?P(persistent_term:get({?MODULE, none}, default)),
    ?P(maps:get(count, persistent_term:info()) - N0),
    Me = self(),
    P = spawn(fun() -> V = persistent_term:get({?MODULE, a}), Me ! got, receive tell -> Me ! {v, erlang:phash2(V)} end end),
    receive got -> ok end,
    ?P(persistent_term:put({?MODULE, a}, small)),
    receive after 30 -> ok end,
    P ! tell,
    ?P(receive {v, H} -> H =:= erlang:phash2({big, lists:seq(1, 100)}) end),
    ?P(persistent_term:get({?MODULE, a})),
    ?P(persistent_term:erase({?MODULE, a})),
    ?P(persistent_term:erase({?MODULE, a})),
    [persistent_term:put({?MODULE, I}, #{i => I, f => fun() -> I end}) || I <- lists:seq(1, 300)],
    ?P(lists:sum([maps:get(i, persistent_term:get({?MODULE, I})) || I <- lists:seq(1, 300)])),
    ?P((maps:get(f, persistent_term:get({?MODULE, 7})))()),
    ?P(length([K || {{?MODULE, K}, _} <- persistent_term:get()])),
    [persistent_term:erase({?MODULE, I}) || I <- lists:seq(1, 300)],
    ?P(maps:get(count, persistent_term:info()) - N0),
    ?P(begin X = persistent_term:get({?MODULE, 5}, gone), garbage_collect(), X end).
