%% SPDX-License-Identifier: Apache-2.0
%% Construction of every type with every size at odd offsets: integers larger and smaller than their segment, floats, utf, binaries
%% with units, strings between, appends that grow, two appends to one binary, errors with their explanation.
-module(bs_create_all).
-include("../bif.hrl").

main() ->
    [io:format("~p: ~0p~n", [O, [<<5:O, V:S>> || V <- [0, -1, 300, 1 bsl 64, -(1 bsl 70)], S <- [0, 1, 7, 8, 9, 31, 64, 65, 130]]]) || O <- [0, 1, 5, 8]],
    [io:format("little ~p: ~0p~n", [O, [<<5:O, V:S/little>> || V <- [1, -2, 16#123456789ABCDEF012345], S <- [1, 7, 8, 9, 12, 31, 64, 65, 90]]]) || O <- [0, 1, 5, 8]],
    [io:format("float ~p: ~0p~n", [O, [<<5:O, V:S/float-big>> || V <- [0, -1, 1.5, 1 bsl 60, -0.0, 65504.0], S <- [16, 32, 64]] ++ [<<5:O, V:S/float-little>> || V <- [1.5, 100], S <- [16, 32, 64]]]) || O <- [0, 3, 8]],
    [io:format("utf ~p: ~0p~n", [O, [<<1:O, C/utf8, C/utf16, C/utf16-little, C/utf32, C/utf32-little>> || C <- [0, 127, 128, 2047, 2048, 16#D7FF, 16#E000, 16#FFFF, 16#10000, 16#10FFFF]]]) || O <- [0, 4]],
    [?E(<<0, (id(C))/utf8>>) || C <- [16#D800, 16#110000, -1, a, 1.0]],
    [?E(<<0, (id(C))/utf16>>) || C <- [16#DFFF, 16#110000]],
    [?E(<<(id(C))/utf32>>) || C <- [16#D800, 1 bsl 70]],
    [io:format("mixed ~p: ~0p~n", [O, mixed(O, <<"abcdefgh">>, <<1:3>>, 77, 2.5)]) || O <- lists:seq(0, 9)],
    ?P(grow(<<>>, 1000)), ?P(grow(<<1:1>>, 1000)), ?P(grow(<<5:3>>, 77)),
    ?P(twice(<<1, 2, 3>>)), ?P(twice(<<1:1>>)), ?P(twice(binary:copy(<<7>>, 300))),
    ?P(branches(id(<<"start">>))),
    ?P(lists:foldl(fun(I, A) -> <<A/bits, I:(I rem 11)>> end, <<>>, lists:seq(1, 60))),
    ?P(lists:foldl(fun(I, A) -> <<I:(I rem 7 + 1), A/bits>> end, <<>>, lists:seq(1, 40))),
    ?P(iolist_size([<<0:N>> || N <- lists:seq(0, 800, 8)])),
    ?E(<<(id(a)):8>>), ?E(<<1:(id(-1))>>), ?E(<<1:(id(a))>>), ?E(<<1:(id(1 bsl 70))>>), ?E(<<(id(1.5)):8>>), ?E(<<(id(a))/float>>), ?E(<<1.5:(id(17))/float>>), ?E(<<(id(1 bsl 2000))/float>>), ?E(<<(id(1.0e300)):32/float>>), ?E(<<(id(70000.0)):16/float>>),
    ?E(<<(id(<<1:3>>))/binary>>), ?E(<<(id(a))/binary>>), ?E(<<(id(<<1, 2>>)):(id(3))/binary>>), ?E(<<(id(<<1, 2>>)):(id(-3))/binary>>), ?E(<<(id(<<1, 2>>)):(id(a))/bits>>), ?E(<<(id([1]))/bits>>), ?E(<<1, (id(x))/bits, 2>>), ?E(<<(id(<<1, 2, 3>>)):2/binary-unit:4>>),
    ?E(<<(id(<<1:13>>))/binary-unit:4>>), ?E(<<(id(<<1:12>>))/binary-unit:4>>), ?E(<<(id(<<1, 2>>)):1/binary-unit:16, "lit", 3:2/unit:5>>),
    ?E(<<(id(<<>>))/bits, (id(oops)):8>>), ?E(<<(id("str"))/binary>>), ?E(<<"å"/utf8, "å"/utf16, "å"/utf32, "å">>).

mixed(O, B, S, I, F) ->
    [<<0:O, B/binary, S/bits, I, F/float, B:3/binary>>, <<-1:O, "str", I:3, S/bits, "ing", F:32/float-little, I/utf8>>, <<1:O, S:2/bits, B:2/binary-unit:4, I:O, I:O/little, S/bits>>].
grow(B, 0) -> {bit_size(B), erlang:phash2(B)};
grow(B, N) -> grow(<<B/bits, N:13>>, N - 1).
twice(B) -> A = <<B/bits, 1>>, C = <<A/bits, 2:2>>, D = <<A/bits, 3:2>>, E = <<C/bits, 4>>, F = <<C/bits, 5:1>>, [A, C, D, E, F, erlang:phash2([A, C, D, E, F])].
branches(B) -> X = <<B/binary, "-x">>, L = [<<X/binary, I>> || I <- "abc"], Y = <<X/binary, "-y">>, erlang:garbage_collect(), {X, L, Y, <<Y/binary, "z">>, <<Y/binary, "w">>}.
