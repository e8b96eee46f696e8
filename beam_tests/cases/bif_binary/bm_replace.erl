%% SPDX-License-Identifier: Apache-2.0
%% binary:replace/3,4: insert_replaced at one and several places, functions, scopes, patterns in any form, bad arguments.
-module(bm_replace).
-include("../bif.hrl").

main() ->
    B = <<"one two one">>,
    bif(binary, replace, 3, [[B, <<"one">>, <<"1">>], [B, <<"x">>, <<"1">>], [B, [<<"two">>, <<"one">>], <<>>], [<<>>, <<"a">>, <<"b">>],
        [B, <<>>, <<>>], [B, <<"one">>, a], [a, <<"a">>, <<"b">>], [B, a, <<"b">>],
                             [<<1:1>>, <<"a">>, <<"b">>], [B, <<"one">>, <<1:1>>]]),
    Opts = [[], [global], [{insert_replaced, 0}], [global, {insert_replaced, 1}], [global, {insert_replaced, [0, 1]}], [{insert_replaced,
        [1, 0, 1]}], [{insert_replaced, 2}], [{insert_replaced, -1}], [{insert_replaced, a}],
            [{scope, {1, 10}}], [{scope, {3, -3}}], [global, {scope, {0, 3}}], [bogus], [{scope, {20, 1}}], [global | x], x],
    bif(binary, replace, 4, [[B, <<"one">>, <<"|">>, O] || O <- Opts]),
    ?P(binary:replace(B, <<"o">>, fun(X) -> <<"<", X/binary, ">">> end, [global])),
    ?E(binary:replace(B, <<"o">>, fun(_) -> not_binary end, [global])),
    ?P(binary:replace(B, binary:compile_pattern([<<"one">>, <<"w">>]), <<"#">>, [global])).
