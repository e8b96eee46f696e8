%% SPDX-License-Identifier: Apache-2.0
%% binary:longest_common_prefix/1 and longest_common_suffix/1: one, equal and empty binaries, long ones, bad lists.
-module(bm_longest_common).
-include("../bif.hrl").

main() ->
    Lists = [[<<"abc">>], [<<>>], [<<"abc">>, <<"abd">>], [<<"abc">>, <<"abc">>], [<<"abc">>, <<"ab">>, <<"a">>], [<<"abc">>, <<>>],
        [<<"xbc">>, <<"abc">>, <<"bc">>], [<<"a">>, <<"b">>]],
    bif(binary, longest_common_prefix, 1, [[L] || L <- Lists]),
    bif(binary, longest_common_suffix, 1, [[L] || L <- Lists]),
    Bad = [[[]], [[a]], [[<<"a">>, b]], [[<<"a">> | b]], [[<<1:1>>]], [[<<"a">>, <<1:9>>]], [a], [<<"a">>], [["abc", "abd"]]],
    bif(binary, longest_common_prefix, 1, Bad),
    bif(binary, longest_common_suffix, 1, Bad),
    Long = binary:copy(<<"0123456789">>, 10000),
    ?P(binary:longest_common_prefix([Long, <<Long/binary, "x">>, binary:part(Long, 0, 77777)])),
    ?P(binary:longest_common_suffix([Long, <<"x", Long/binary>>, binary:part(Long, 100000, -77777)])).
