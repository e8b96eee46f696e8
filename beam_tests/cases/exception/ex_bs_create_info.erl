%% SPDX-License-Identifier: Apache-2.0
%% Every explanation that a failed binary construction gives: segment, type, and what is wrong with it.
-module(ex_bs_create_info).
-include("../case.hrl").

main() ->
    [show(F) || F <- [
        fun() -> <<(id(a))>> end, fun() -> <<(id(1.0))>> end, fun() -> <<1, (id(a)):16>> end, fun() -> <<1, 2, (id(a)):16/little>> end,
        fun() -> <<(id("ab"))/binary>> end, fun() -> <<(id(<<1:3>>))/binary>> end, fun() -> <<(id(<<1>>)):2/binary>> end,
        fun() -> <<(id(<<1>>)):(id(2))/binary>> end, fun() -> <<(id(x)):(id(2))/binary>> end, fun() -> <<(id(x))/bitstring>> end,
        fun() -> <<(id(<<1:3>>)):4/bitstring>> end, fun() -> <<(id(<<1, 2>>))/binary-unit:16, (id(<<1>>))/binary-unit:16>> end,
        fun() -> <<(id(<<1:7>>))/binary-unit:3>> end,
        fun() -> <<(id(a))/float>> end, fun() -> <<(id(a)):32/float>> end, fun() -> <<(id(1.0)):(id(17))/float>> end,
        fun() -> <<(id(1.0e300)):32/float>> end, fun() -> <<(id(1.0e30)):16/float>> end, fun() -> <<(id(1 bsl 2000))/float>> end,
        fun() -> <<(id(1 bsl 2000)):32/float>> end, fun() -> <<(id(1)):(id(0))/float>> end,
        fun() -> <<(id(a))/utf8>> end, fun() -> <<(id(16#D800))/utf8>> end, fun() -> <<(id(16#110000))/utf8>> end, fun() -> <<(id(-1))/utf8>> end,
        fun() -> <<(id(a))/utf16>> end, fun() -> <<(id(16#DFFF))/utf16>> end, fun() -> <<(id(16#110000))/utf16>> end,
        fun() -> <<(id(a))/utf32>> end, fun() -> <<(id(16#D800))/utf32>> end, fun() -> <<(id(16#110000))/utf32>> end,
        fun() -> <<1:(id(-1))>> end, fun() -> <<1:(id(a))>> end, fun() -> <<1:(id(1.0))>> end, fun() -> <<1:(id(1 bsl 100))>> end,
        fun() -> <<1:(id(-(1 bsl 100)))>> end, fun() -> <<1:(id(1 bsl 62))>> end, fun() -> <<1:(id(1 bsl 59))/unit:256>> end,
        fun() -> <<(id(<<>>)):(id(-1))/binary>> end, fun() -> <<(id(<<>>)):(id(a))/binary>> end, fun() -> <<(id(<<>>)):(id(1 bsl 70))/binary>> end,
        fun() -> <<1.0:(id(-1))/float>> end, fun() -> <<1.0:(id(a))/float>> end, fun() -> <<1.0:(id(1 bsl 70))/float>> end,
        fun() -> B = id(<<1>>), <<B/binary, (id(a))>> end, fun() -> B = id(q), <<B/binary, 1>> end, fun() -> B = id(<<1:1>>), <<B/binary, 1>> end,
        fun() -> B = id(<<1:1>>), <<B/bitstring, (id(z)):(id(4))>> end, fun() -> << <<(id(X))>> || X <- [1, a] >> end,
        fun() -> << <<(id(X))/binary>> || X <- [<<1>>, 2] >> end, fun() -> <<"abc", (id(a)):8, "def">> end,
        fun() -> <<1, 2, 3, (id([1]))/binary, (id(c))/float>> end, fun() -> <<(id(lists:seq(1, 40)))/binary>> end,
        fun() -> <<(id(#{a => lists:seq(1, 30)})):8>> end, fun() -> <<(id(list_to_tuple(lists:seq(1, 60)))):64/float>> end]].

show(F) ->
    try F() of V -> io:format("value ~0p~n", [V])
    catch C:R:S -> Top = hd(S),
        {_, _, A, Info} = Top,
        io:format("~p ~0p/~0p ~0p~n~ts~n", [C, R, A, maps:remove(pretty, proplists:get_value(error_info, Info, #{})),
                                          erl_error:format_exception(C, R, [Top])])
    end.
