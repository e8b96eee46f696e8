%% SPDX-License-Identifier: Apache-2.0
%% Sequences of segments in one pattern at every bit offset: sizes 1 to 70, signed and little, binaries, skips, tails, units,
%% equal constants, so that the loader's match commands meet each alignment.
-module(bs_match_aligned).
-include("../case.hrl").

main() ->
    Bits = crypto_free(80),
    [io:format("offset ~p: ~0p~n", [O, at(O, Bits)]) || O <- lists:seq(0, 17)],
    [io:format("sizes ~p: ~0p~n", [O, sizes(O, Bits)]) || O <- lists:seq(0, 9)],
    [io:format("const ~p: ~0p~n", [O, consts(O, put_at(O, <<1, 2, 3, 4, 5, 6, 7, 8, "text", 16#1234:16, 1:1, 0:3>>))]) || O <- lists:seq(0, 9)],
    [io:format("wide ~p: ~0p~n", [O, wide(O, Bits)]) || O <- [0, 1, 3, 4, 7, 8]],
    [io:format("short ~p: ~0p~n", [N, short(<<0:N>>)]) || N <- lists:seq(0, 40)],
    [io:format("units ~p: ~0p~n", [N, units(<<0:N>>)]) || N <- [0, 1, 4, 7, 8, 12, 16, 24, 28, 64, 65]],
    [io:format("header ~p: ~0p~n", [B, header(B)]) || B <- [<<>>, <<4:4, 5:4, 0, 20:16, 1:16, 0:1, 1:1, 0:1, 0:13, 64, 6, 0:16, 10, 0, 0, 1, 10, 0, 0, 2>>, <<4:4, 6:4, 0, 20:16, 1:16, 0:16, 64, 6, 0:16, 1:32, 2:32, 9:32, "pay">>, <<6:4, 0:60>>]],
    [io:format("loop ~p: ~0p~n", [O, begin <<_:O, R/bits>> = Bits, loop(R, []) end]) || O <- [0, 1, 4, 7]],
    [io:format("dyn ~0p: ~0p~n", [A, dyn(A, Bits)]) || A <- [{0, 0, 0}, {1, 8, 3}, {7, 9, 65}, {8, 1, 2}, {3, 70, 8}, {600, 40, 1}, {-1, 1, 1}, {a, 1, 1}, {1, 1 bsl 70, 1}]].

crypto_free(N) -> << <<(I * 167 + I * I * 13 + 5):8>> || I <- lists:seq(1, N) >>.
put_at(O, B) -> <<0:O, B/bits>>.

at(O, Bits) ->
    <<_:O, A:1, B:7, C:8, D:9, E:16/little, F:24/signed, G:32/little-signed, H:33, I:59, J:60, K:64, L:64/little-signed, M:5/signed, N:3/bits, P:2/binary, Q:12/bits, _/bits>> = Bits,
    [A, B, C, D, E, F, G, H, I, J, K, L, M, N, P, Q].

sizes(O, Bits) ->
    <<_:O, A:2, B:3/little, C:4/signed, D:5/little-signed, E:6, F:10/little, G:11/little-signed, H:12/little, I:13, J:15/little, K:17/little, L:20/little-signed, M:31, N:48/little, _/bits>> = Bits,
    [A, B, C, D, E, F, G, H, I, J, K, L, M, N].

consts(O, Bits) ->
    case Bits of
        <<_:O, 1, 2, 3, 4, 5, 6, 7, 9, _/bits>> -> nine;
        <<_:O, 1, 2, 3:16, _/bits>> -> three;
        <<_:O, 1, 2, 3, 4, 5, 6, 7, 8, "texx", _/bits>> -> texx;
        <<_:O, 16#0102030405060708:64, "text", 16#1234:16, 1:1, 1:3>> -> ones;
        <<_:O, 16#0102030405060708:64, "text", 16#3412:16/little, X:1, Y:3>> -> {tail, X, Y};
        _ -> none
    end.

wide(O, Bits) -> <<_:O, A:65, B:127/little, C:128/signed, D:129/little-signed, E:3, _/bits>> = Bits, [A, B, C, D, E].

short(B) ->
    [case B of <<A:3, C:5, D:8, R/bits>> -> {1, A, C, D, bit_size(R)}; _ -> no end,
     case B of <<A:13, _/binary>> -> {2, A}; _ -> no end,
     case B of <<_:32>> -> {3}; _ -> no end,
     case B of <<A:2/binary, C:1/bits, _/bits>> -> {4, A, C}; _ -> no end,
     case B of <<A:32/float>> -> {5, A}; <<A:16/float, _/bits>> -> {6, A}; _ -> no end].

units(B) ->
    [unit8(B), unit4(B), unit3(B), unit7(B),
     case B of <<_:1, _/binary>> -> 1; _ -> 0 end, case B of <<_:2/binary-unit:6, R/bits>> -> bit_size(R); _ -> no end, case B of <<_:1/binary-unit:12, _/binary-unit:12>> -> 1; _ -> 0 end,
     case B of <<X:2/unit:8, _/bits>> -> X; _ -> no end, case B of <<_:64/binary-unit:1>> -> all64; _ -> no end].

%% Functions of their own: the compiler of OTP 29 fails when one function has two of them.
unit8(B) -> case B of <<_/binary>> -> 1; _ -> 0 end.
unit4(B) -> case B of <<_/binary-unit:4>> -> 1; _ -> 0 end.
unit3(B) -> case B of <<_/binary-unit:3>> -> 1; _ -> 0 end.
unit7(B) -> case B of <<_/binary-unit:7>> -> 1; _ -> 0 end.

header(<<4:4, Hl:4, Tos, Len:16, Id:16, _:1, Df:1, Mf:1, Off:13, Ttl, Proto, Sum:16, Src:4/binary, Dst:32, Rest/binary>>) when Hl >= 5 ->
    N = (Hl - 5) * 4,
    case Rest of <<Opt:N/binary, Payload/binary>> -> {Hl, Tos, Len, Id, Df, Mf, Off, Ttl, Proto, Sum, Src, Dst, Opt, Payload}; _ -> {short, Hl} end;
header(<<V:4, _/bits>>) -> {version, V};
header(_) -> none.

loop(<<A:5, B:9/signed, R/bits>>, Acc) -> loop(R, [A, B | Acc]);
loop(<<R/bits>>, Acc) -> {length(Acc), lists:sum(Acc), R}.

dyn({A, B, C}, Bits) ->
    case Bits of <<X:A, Y:B/bits, Z:C/little-signed, R/bits>> -> {X, Y, Z, bit_size(R)}; _ -> no end.
