%% SPDX-License-Identifier: Apache-2.0
%% Integers of every size and sign into and out of binaries, both byte orders, aligned and not; values that do not fit are cut.
-module(bs_int_edges).
-include("../case.hrl").

main() ->
    Vs = [0, 1, -1, 127, 128, 255, 256, -128, -129, 16#7FFF, 16#8000, 16#12345678, -(1 bsl 31), (1 bsl 59) - 1, 1 bsl 59,
          -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63), (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64), 16#123456789ABCDEF0123456789],
    Sizes = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 58, 59, 60, 61, 63, 64, 65, 72, 100, 127, 128, 129],
    [begin
         Sum = lists:foldl(fun(V, A) -> erlang:phash2({A, one(V, S, Pre)}) end, 0, Vs),
         io:format("size ~p prefix ~p: ~p~n", [S, Pre, Sum])
     end || S <- Sizes, Pre <- [0, 1, 3, 7]],
    [io:format("~p:~p ~0p~n", [V, S, one(V, S, 3)]) || V <- [-1, 16#12345678, 1 bsl 64], S <- [5, 8, 12, 33, 64, 70]].

one(V, S, Pre) ->
    <<_:Pre, A:S, _/bits>> = X1 = <<0:Pre, V:S, -1:5>>,
    <<_:Pre, B:S/signed, _/bits>> = X1,
    <<_:Pre, C:S/little, _/bits>> = X2 = <<0:Pre, V:S/little, -1:5>>,
    <<_:Pre, D:S/little-signed, _/bits>> = X2,
    <<_:Pre, E:S/native-signed, _/bits>> = <<-1:Pre, V:S/native, 0:3>>,
    case S of
        0 -> ok;
        _ -> A = V band ((1 bsl S) - 1), C = A, E = B, D = B
    end,
    {X1, X2, A, B, C, D}.
