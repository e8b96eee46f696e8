%% SPDX-License-Identifier: Apache-2.0
%% BIFs called with bad arguments: the reason and the frame, whose arguments and error_info are shown.
-module(ex_badargs).
-include("../case.hrl").

main() ->
    L = [{erlang, atom_to_list, [1]}, {erlang, list_to_atom, [[a]]}, {erlang, list_to_atom, [lists:duplicate(256, $a)]},
         {erlang, binary_to_atom, [<<255>>, utf8]}, {erlang, list_to_existing_atom, ["no such atom here 99"]},
         {erlang, element, [3, {a}]}, {erlang, setelement, [0, {a}, b]}, {erlang, hd, [[]]}, {erlang, tl, [a]}, {erlang, length, [[a | b]]},
         {erlang, tuple_size, [[]]}, {erlang, byte_size, [a]}, {erlang, map_size, [[]]}, {erlang, map_get, [a, #{}]}, {erlang, map_get, [a, 1]},
         {erlang, abs, [a]}, {erlang, round, [[]]}, {erlang, trunc, ["1"]}, {erlang, float, [a]}, {erlang, integer_to_list, [a, 10]},
         {erlang, list_to_integer, ["z"]}, {erlang, list_to_tuple, [a]}, {erlang, tuple_to_list, [[]]}, {erlang, list_to_binary, [[300]]},
         {erlang, binary_to_list, [<<1, 2>>, 2, 1]}, {erlang, binary_to_term, [<<1, 2, 3>>]}, {erlang, list_to_pid, ["<x>"]},
         {erlang, '+', [1, a]}, {erlang, '-', [a]}, {erlang, 'div', [1, 0]}, {erlang, 'bsl', [1, a]}, {erlang, 'not', [1]}, {erlang, 'and', [true, 1]},
         {erlang, '++', [a, []]}, {erlang, '--', [[1], a]}, {erlang, register, [undefined, x]}, {erlang, unregister, [not_registered]},
         {erlang, send, [not_registered, hi]}, {erlang, link, [a]}, {erlang, monitor, [process, 1]}, {erlang, demonitor, [a]},
         {erlang, exit, [a, b]}, {erlang, process_info, [a]}, {erlang, spawn, [a]}, {erlang, spawn_opt, [erlang, abs, [1], [bad]]},
         {erlang, process_flag, [trap_exit, 1]}, {erlang, process_flag, [bogus, 1]}, {erlang, group_leader, [a, b]}, {erlang, apply, [1, 2, []]},
         {erlang, make_tuple, [-1, a]}, {erlang, append_element, [a, b]}, {erlang, phash2, [a, 0]}, {erlang, md5, [a]},
         {erlang, send_after, [-1, self, x]}, {erlang, start_timer, [a, a, x]}, {erlang, cancel_timer, [a]}, {erlang, system_info, [bogus]},
         {erlang, system_time, [bogus]}, {erlang, convert_time_unit, [1, a, b]}, {erlang, split_binary, [<<1>>, 2]}, {erlang, binary_part, [<<1>>, 1, 1]},
         {erlang, iolist_size, [[a]]}, {erlang, fun_info, [a, b]}, {erlang, make_fun, [1, a, 1]}, {erlang, is_record, [a, 1, 1]}, {erlang, nope, []},
         {lists, member, [a, b]}, {lists, reverse, [a, []]}, {lists, keymember, [a, 0, []]}, {lists, keysearch, [a, 1, a]},
         {maps, get, [a, b]}, {maps, put, [a, b, c]}, {maps, merge, [a, #{}]}, {maps, from_list, [a]}, {maps, keys, [1]}, {maps, next, [1]},
         {binary, part, [<<1>>, 5, 1]}, {binary, match, [<<>>, <<>>]}, {binary, at, [<<>>, 0]}, {binary, copy, [a, 1]}, {binary, decode_unsigned, [a]},
         {math, sqrt, [-1]}, {math, log, [0]}, {math, sin, [a]}, {unicode, characters_to_binary, [a]}, {unicode, characters_to_list, [[-1]]},
         {ets, lookup, [no_table, a]}, {ets, new, [1, []]}, {ets, new, [t, [bogus]]}, {os, getenv, [1]}, {code, ensure_loaded, [1]},
         {re, run, [a, "x"]}, {re, compile, ["("]}, {re, compile, [a]}, {io_lib, format, ["~p", []]}, {string, trim, [a]}],
    lists:foreach(fun({M, F, A}) ->
        try apply(M, F, A) of
            V -> io:format("~p:~p/~p value ~0p~n", [M, F, length(A), V])
        catch C:R:S ->
            {M1, F1, A1, I} = hd(S),
            io:format("~p:~p/~p ~p ~0p in ~p:~p ~0p info ~0p~n", [M, F, length(A), C, R, M1, F1, if is_list(A1) -> A1; true -> A1 end,
                proplists:get_value(error_info, I)])
        end end, L).
