%% SPDX-License-Identifier: Apache-2.0
%% binary:referenced_byte_size/1: the whole of which a binary is a part; its own size for small ones; bad arguments.
-module(bm_referenced).
-include("../bif.hrl").

main() ->
    bif(binary, referenced_byte_size, 1, [[<<>>], [<<1, 2>>], [binary:copy(<<1>>, 64)], [<<1:1>>], [<<1, 1:1>>], [a], ["x"], [1]]),
    Large = binary:copy(<<"x">>, 1000),
    <<_:10/binary, Part:100/binary, _/binary>> = id(Large),
    ?P({binary:referenced_byte_size(Large), binary:referenced_byte_size(Part), binary:referenced_byte_size(binary:copy(Part))}),
    <<_:3, Odd:800/bits, _/bits>> = id(Large),
    ?P(binary:referenced_byte_size(Odd)).
