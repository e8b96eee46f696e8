%% SPDX-License-Identifier: Apache-2.0
%% erlang:iolist_to_iovec/1: a list of binaries of the same content; bad elements.
-module(bits_iolist_to_iovec).
-include("../bif.hrl").

main() ->
    Join = fun(L) -> case erlang:iolist_to_iovec(L) of V -> {lists:all(fun is_binary/1, V), iolist_to_binary(V)} end end,
    [?P({L, Join(L)}) || L <- [[], <<>>, <<1, 2>>, [1, 2], [<<1>>, [2, [<<3>> | <<4>>]]], "text", [[], [[]]], [[<<>>]]]],
    ?P(erlang:iolist_to_iovec([])),
    ?P(erlang:iolist_to_iovec(<<"b">>)),
    bif(erlang, iolist_to_iovec, 1, [[<<1:1>>], [[<<1:1>>]], [a], [1], [[256]], [[-1]], [[a]], [[1 | 2]], [{}]]),
    Big = [binary:copy(<<I>>, I * 10) || I <- lists:seq(0, 255)],
    ?P(erlang:md5(erlang:iolist_to_iovec([Big, "small", Big | <<"end">>]))).
