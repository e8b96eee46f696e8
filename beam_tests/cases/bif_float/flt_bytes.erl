%% SPDX-License-Identifier: Apache-2.0
%% Floats in binaries: 16, 32 and 64 bits both ways, rounding, subnormals, what is too large, infinities and NaNs do not match.
-module(flt_bytes).
-include("../bif.hrl").

main() ->
    Fs = edge_floats() ++ [1 bsl 64, 3.4028234663852886e38, 1.401298464324817e-45, 65504.0, 65519.0, 5.960464477539063e-8,
        2.9802322387695312e-8, 0.333251953125],
    [io:format("~w ~0p~n", [F, [try <<F:S/float>> catch _:R -> R end || S <- [16, 32, 64]]]) || F <- Fs],
    [io:format("~w ~0p~n", [F, [try <<F:S/float-little>> catch _:R -> R end || S <- [16, 32, 64]]]) || F <- [1.5, -0.0, 1.0e10, 1.0e39]],
    Pick = fun(Bits) -> case Bits of <<F:64/float>> -> F; <<F:32/float>> -> F; <<F:16/float>> -> F; _ -> none end end,
    [io:format("~0p ~0p~n", [B, Pick(B)]) || B <- [<<16#7FF0:16, 0:48>>, <<16#FFF0:16, 0:48>>, <<16#7FF8:16, 1:48>>, <<16#7FEF:16, -1:48>>,
        <<1:64>>, <<1:1, 0:63>>,
                                                 <<16#7F80:16, 0:16>>, <<16#7FC0:16, 0:16>>, <<16#7F7F:16, -1:16>>, <<1:32>>,
                                                     <<16#7C00:16>>, <<16#7E00:16>>, <<16#7BFF:16>>, <<1:16>>, <<16#8000:16>>, <<1:8>>]],
    [?E(<<(id(X)):S/float>>) || X <- [1.0, a, 1 bsl 1024], S <- [id(8), id(64), id(0), id(-1)]].
