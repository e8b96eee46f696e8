%% SPDX-License-Identifier: Apache-2.0
%% binary:split/2,3: empty parts at the ends, global, trim, trim_all, scope, bad arguments.
-module(bm_split).
-include("../bif.hrl").

main() ->
    B = <<",a,,b,">>,
    bif(binary, split, 2, [[B, <<",">>], [B, <<"b,">>], [B, <<"x">>], [<<>>, <<",">>], [B, B], [B, [<<",,">>, <<",">>]], [B, <<>>], [B, []],
        [B, a], [a, <<",">>], [<<1:1>>, <<",">>]]),
    Opts = [[], [global], [trim], [trim_all], [global, trim], [global, trim_all], [global, {scope, {1, 3}}], [{scope, {3, 3}}], [{scope, {6,
        -2}}, global], [trim, trim_all, global], [bogus], [global | bogus],
            bogus, [{scope, {7, 1}}], [{scope, a}], [{global, true}]],
    bif(binary, split, 3, [[B, <<",">>, O] || O <- Opts]),
    bif(binary, split, 3, [[<<",,,">>, <<",">>, O] || O <- [[global], [global, trim], [global, trim_all], [trim_all], [trim]]]),
    bif(binary, split, 3, [[a, <<",">>, []], [B, a, []], [B, <<>>, []], [<<1:1>>, <<",">>, []]]),
    ?P(binary:split(<<>>, <<",">>, [global, trim])),
    ?P(binary:split(<<>>, <<",">>, [global, trim_all])),
    ?P(length(binary:split(binary:copy(<<"a,">>, 10000), <<",">>, [global]))).
