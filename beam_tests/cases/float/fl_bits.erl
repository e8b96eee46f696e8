%% SPDX-License-Identifier: Apache-2.0
%% Floats as bits: sizes 16, 32, 64, both endians, specials that do not match, rounding to half and single.
-module(fl_bits).
-include("../case.hrl").

main() ->
    L = [0.0, -0.0, 1.0, -2.0, 0.1, 1.0e10, 65504.0, 65505.0, 5.0e-8, 1.0e-45, 3.4028234663852886e38, 2.2250738585072014e-308, 1, 3, -7],
    [io:format("~w ~w ~w ~w ~w~n", [F, <<(id(F)):64/float>>, <<(id(F)):64/little-float>>, <<(id(F)):32/float>>,
        <<(id(F)):32/native-float>>]) || F <- L],
    [?P({F, <<(id(F)):16/float>>}) || F <- [0.0, 1.0, -2.5, 65504.0, 65520.0, 1.0e6, 6.0e-8, 1.0e-10, 0.1]],
    [?P({F, <<(id(F)):32/float>>}) || F <- [3.5e38, 1.0e300, 1 bsl 200]],
    ?P(<<(id(a)):64/float>>),
    ?P(<<(id(1.0)):40/float>>),
    Bits = [<<0:64>>, <<16#3FF0000000000000:64>>, <<16#7FF0000000000000:64>>, <<16#FFF0000000000000:64>>, <<16#7FF8000000000000:64>>,
            <<16#8000000000000000:64>>, <<1:64>>, <<16#7FEFFFFFFFFFFFFF:64>>],
    [?P({B, case id(B) of <<F:64/float>> -> F; _ -> nofloat end}) || B <- Bits],
    [?P({B, case id(B) of <<F:64/little-float>> -> F; _ -> nofloat end}) || B <- Bits],
    [?P({B, case id(B) of <<F:32/float>> -> F; _ -> nofloat end})
     || B <- [<<0:32>>, <<16#3F800000:32>>, <<16#7F800000:32>>, <<16#7FC00000:32>>, <<1:32>>, <<16#C0490FDB:32>>]],
    [?P({B, case id(B) of <<F:16/float>> -> F; _ -> nofloat end})
     || B <- [<<0:16>>, <<16#3C00:16>>, <<16#7C00:16>>, <<16#7E00:16>>, <<1:16>>, <<16#C000:16>>, <<16#7BFF:16>>]],
    ?P(begin <<_:3, F:64/float, R/bits>> = id(<<5:3, 1.25:64/float, 2:5>>), {F, R} end),
    ?P(begin <<A:32/float, B:64/little-float>> = id(<<1.5:32/float, 2.5:64/little-float>>), A + B end),
    ?P([F || <<F:32/float>> <= id(<<1.0:32/float, 16#7F800000:32, 2.0:32/float>>)]).
