%% SPDX-License-Identifier: Apache-2.0
%% Construction with sizes and units from variables; many segments; parts of other binaries at bit offsets; system_limit.
-module(bs_build_dyn).
-include("../case.hrl").

main() ->
    B = id(<<16#AB, 16#CD, 16#EF>>),
    [io:format("~p ~p: ~0p~n", [O, N, build(B, O, N)]) || O <- [0, 1, 4, 7, 8, 9], N <- [0, 1, 3, 8, 11, 15]],
    [io:format("~0p: ~0p~n", [S, [t(fun() -> <<5:S>> end), t(fun() -> <<5:S/little>> end), t(fun() -> <<5:S/unit:7>> end), t(fun() -> <<B:S/binary>> end),
        t(fun() -> <<B:S/bits>> end), t(fun() -> <<B:S/binary-unit:3>> end), t(fun() -> <<1.0:S/float>> end)]]) ||
        S <- [0, 1, 2, 3, 4, 8, 24, 25, -1, a, 1.0, 1 bsl 66, -(1 bsl 66)]],
    ?P(t(fun() -> <<1:(id(1 bsl 57))/unit:64>> end)),
    ?P(t(fun() -> <<1:(id(1 bsl 62))>> end)),
    ?P(t(fun() -> <<1:(id((1 bsl 64) - 1))>> end)),
    ?P(t(fun() -> <<1:8, 2:(id(1 bsl 60)), (id(a))>> end)),
    ?P(t(fun() -> <<(id(a)), 2:(id(1 bsl 60))>> end)),
    ?P(t(fun() -> <<(id(1)):(id(-1)), 2:(id(1 bsl 70))>> end)),
    ?P(<<1:1, 2:2, 3:3, 4:4, 5:5, 6:6, 7:7, 8:8, 9:9, 10:10, 11:11, 12:12>>),
    ?P(<<(id(1)):1, (id(2)):2, (id(3)):3, (id(4)):4, (id(5)):5/little, (id(6)):16/little, (id(-7)):33/little>>),
    ?P(<<B/binary, B/binary, 1:4, B/binary>>),
    ?P(<<(id(<<1:1>>))/bits, (id(<<2:2>>))/bits, (id(<<5:5>>))/bits>>),
    ?P(bit_size(<<0:(id(100003))>>)),
    ?P(erlang:phash2(<<(id(-1)):(id(1000)), (id(1 bsl 999)):1000/little>>)),
    ?P(<<"abc", "dé"/utf8, "x":16, "yz":12/little>>),
    ?P(<<(<<1, 2>>)/binary, (<<(id(3)), 4:4>>)/bits>>).

build(B, O, N) ->
    case B of
        <<_:O, P:N/bits, _/bits>> -> {P, <<P/bits, 1:1>>, <<3:2, P/bits>>, <<P/bits, P/bits>>, <<P:(N div 2)/bits>>};
        _ -> no
    end.

t(F) -> try F() catch C:R -> {C, R} end.
