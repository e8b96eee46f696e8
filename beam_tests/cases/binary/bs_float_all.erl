%% SPDX-License-Identifier: Apache-2.0
%% Floats of 16, 32 and 64 bits: rounding, subnormals, zeros, overflow, infinities and NaN that do not match, integers as floats.
-module(bs_float_all).
-include("../case.hrl").

main() ->
    Vs = [0.0, -0.0, 1.0, -1.5, 3.14159265358979, 65504.0, 65519.9, 65520.0, 6.0e-8, 5.96e-8, 2.9e-8, 6.1e-5, 1.0e-40, 1.4e-45, 7.0e-46,
          3.4028234663852886e38, 3.4028235e38, 3.5e38, 5.0e-324, 1.7976931348623157e308, 1, -7, 1 bsl 53 + 1, 1 bsl 100, 1 bsl 1023, 1 bsl 1024],
    [[io:format("~p as ~p: ~0p~n", [V, S, catch1(fun() -> rt(id(V), S) end)]) || S <- [16, 32, 64]] || V <- Vs],
    [io:format("~p ~w: ~0p~n", [S, B, case id(<<B:S>>) of <<F:S/float>> -> F; _ -> no_float end]) ||
        {S, Bs} <- [{16, [16#7C00, 16#FC00, 16#7E00, 16#7BFF, 1, 16#8001, 16#3C01]}, {32, [16#7F800000, 16#FF800000, 16#7FC00000, 16#7F7FFFFF, 1, 16#80000001]},
                    {64, [16#7FF0000000000000, 16#FFF0000000000000, 16#7FF8000000000000, 16#7FEFFFFFFFFFFFFF, 1, 16#8000000000000001]}], B <- Bs],
    [io:format("size ~p: ~0p ~0p~n", [S, catch1(fun() -> <<1.0:(id(S))/float>> end), case id(<<1.0/float, 2.0/float, 3.0/float>>) of <<F:S/float, _/bits>> -> F; _ -> no end]) ||
        S <- [0, 1, 8, 15, 16, 17, 24, 32, 63, 64, 65, 128]],
    ?P([F || <<F/float>> <= <<1.0/float, 2.5/float, (1 bsl 63 bor 16#7FF0000000000000):64, 3.0/float>>]),
    ?P(begin <<_:3, F:64/float-little, _/bits>> = <<5:3, 2.25:64/float-little, 1:1>>, F end),
    ?P(begin <<_:7, F:32/float-native, _/bits>> = <<5:7, -0.0:32/float-native>>, F end),
    ?P(<<(id(1)):4/float-unit:16>>),
    ?P(case id(<<0:64>>) of <<0.0/float>> -> zero; _ -> other end),
    ?P(case id(<<16#80, 0:56>>) of <<0.0/float>> -> zero; _ -> other end),
    ?P(case id(<<1.5/float>>) of <<1.5/float>> -> same; _ -> other end).

rt(V, S) ->
    B = <<V:S/float>>,
    L = <<V:S/float-little>>,
    O = <<0:5, V:S/float, 0:3>>,
    <<X:S/float>> = B,
    <<X1:S/float-little>> = L,
    <<_:5, X2:S/float, _:3>> = O,
    {B, L, X, X =:= X1, X =:= X2}.

catch1(F) -> try F() catch C:R -> {C, R} end.
