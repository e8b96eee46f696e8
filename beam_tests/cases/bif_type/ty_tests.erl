%% SPDX-License-Identifier: Apache-2.0
%% Every type test as a function, for one term of each type.
-module(ty_tests).
-include("../bif.hrl").

main() ->
    Terms = edge_terms() ++ [true, false, undefined, -0.0, 1 bsl 60, fun() -> ok end, fun(_, _) -> ok end],
    Tests = [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer, is_list, is_map, is_number, is_pid, is_port,
             is_reference, is_tuple],
    [io:format("~p ~w~n", [Test, [T || T <- Terms, not is_function(T), erlang:Test(T)]]) || Test <- Tests],
    [io:format("~p ~p~n", [Test, [erlang:Test(T) || T <- [self(), make_ref(), hd(erlang:ports()), fun() -> ok end,
        fun a:b/1]]]) || Test <- Tests],
    bif(erlang, is_atom, 1, [[a], ['']]), bif(erlang, is_binary, 1, [[<<>>], [<<1:9>>]]), bif(erlang, is_bitstring, 1, [[<<1:9>>], [[]]]),
    bif(erlang, is_boolean, 1, [[true], [false], [truth]]), bif(erlang, is_float, 1, [[1.0], [1]]), bif(erlang, is_function, 1, [[f],
        [fun a:b/1]]),
    bif(erlang, is_integer, 1, [[1 bsl 64], [1.0]]), bif(erlang, is_list, 1, [[[]], [[a | b]], [{}]]), bif(erlang, is_map, 1, [[#{}],
        [[]]]),
    bif(erlang, is_number, 1, [[1 bsl 64], [-0.0], [a]]), bif(erlang, is_pid, 1, [[a]]), bif(erlang, is_port, 1, [[a]]),
    bif(erlang, is_reference, 1, [[a]]), bif(erlang, is_tuple, 1, [[{}], [[]]]).
