%% SPDX-License-Identifier: Apache-2.0
%% binary:decode_unsigned/1,2: both byte orders, borders of small integers, leading zeros, bad arguments.
-module(bm_decode_unsigned).
-include("../bif.hrl").

main() ->
    bif(binary, decode_unsigned, 1, [[<<>>], [<<0>>], [<<255>>], [<<1, 0>>], [<<0, 0, 1>>], [<<16#07FFFFFFFFFFFFFF:64>>],
        [<<16#0800000000000000:64>>], [<<-1:64>>], [<<1, 0:64>>], [<<-1:128>>],
                                     [<<0:128, 5>>], [<<1:1>>], [<<1, 1:1>>], [a], ["a"], [1]]),
    bif(binary, decode_unsigned, 2, [[<<1, 2>>, big], [<<1, 2>>, little], [<<>>, little], [<<0, 0, 1, 0, 0>>, little], [<<255, 255, 255,
        255, 255, 255, 255, 7>>, little],
                                     [<<0, 0, 0, 0, 0, 0, 0, 8>>, little], [<<0:64, 1>>, little], [<<1:64, 0:128>>, little], [<<1>>,
                                         middle], [<<1>>, 1], [a, big], [<<1:1>>, big], [a, b]]).
