%% SPDX-License-Identifier: Apache-2.0
%% Integer segments: construction and matching of every size class, sign and endianness, aligned.
-module(bs_int).
-include("../case.hrl").

main() ->
    Ns = [0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 65535, 16#12345678, 16#FEDCBA98, -16#12345678, 16#0123456789ABCDEF,
          -(1 bsl 63), (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 80) + 3],
    [io:format("~w: ~w ~w ~w ~w~n", [N, S, <<(id(N)):S>>, <<(id(N)):S/little>>, <<(id(N)):S/native>>])
     || N <- Ns, S <- [1, 4, 7, 8, 9, 12, 16, 24, 31, 32, 33, 40, 56, 59, 60, 63, 64, 65, 72, 96, 128]],
    Bin = id(<<16#F1, 16#E2, 16#D3, 16#C4, 16#B5, 16#A6, 16#97, 16#88, 16#79, 16#6A, 16#5B, 16#4C, 16#3D, 16#2E, 16#1F, 16#00>>),
    [begin
         <<A:S, _/bits>> = Bin, <<B:S/signed, _/bits>> = Bin, <<C:S/little, _/bits>> = Bin, <<D:S/little-signed, _/bits>> = Bin,
         io:format("~w: ~w ~w ~w ~w~n", [S, A, B, C, D])
     end || S <- lists:seq(0, 72) ++ [96, 100, 127, 128]],
    ?P(begin <<A:129, _/bits>> = Bin, A end),
    ?P(<<(id(a)):8>>),
    ?P(<<(id(1.0)):8>>),
    ?P(<<1:(id(-1))>>),
    ?P(<<1:(id(a))>>),
    ?P(<<1:(id(1 bsl 70))>>),
    ?P(<<(id(300)), (id(-1))>>).
