%% SPDX-License-Identifier: Apache-2.0
%% Options of binary_to_term/2 and term_to_binary/2: used, bytes that follow, and every bad option.
-module(etf_options).
-include("../bif.hrl").

main() ->
    B = term_to_binary({a, 1}),
    bif(erlang, binary_to_term, 2, [[B, []], [B, [used]], [<<B/binary, "rest">>, [used]], [<<B/binary, "rest">>, []], [B, [used, safe]], [B,
        [safe, used]], [B, [used, used]], [B, [bogus]], [B, [used | x]], [B, used], [B, [{used, 1}]], [a, [used]],
                                    [a, b], [<<>>, [used]], [<<130, 97, 1>>, []], [<<131>>, [used]], [<<1:1>>, []]]),
    bif(erlang, binary_to_term, 1, [[<<B/binary, "rest">>], [<<>>], [<<131>>], [<<131, 0>>], [<<131, 255, 1>>], [<<130, 97, 1>>], [<<131,
        131, 97, 1>>], [a], ["abc"], [<<131:9>>], [<<131, 97, 1, 1:1>>], [1]]),
    bif(erlang, term_to_binary, 2, [[a, []], [1.5, [{minor_version, 0}]], [1.5, [{minor_version, 1}]], [a, [{minor_version, 2}]], [a,
        [{minor_version, 3}]], [a, [{minor_version, -1}]], [a, [{minor_version, a}]], [a, [minor_version]],
                                    [a, [bogus]], [a, bogus], [a, [{compressed, 1} | x]], [a, [compressed, {minor_version, 1}]], [a, [1]]]),
    <<_:3, U/binary>> = id(<<0:3, B/binary>>),
    ?P(binary_to_term(U)),
    ?P(binary_to_term(U, [used])).
