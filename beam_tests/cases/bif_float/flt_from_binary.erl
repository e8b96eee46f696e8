%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_float/1: the same texts in binaries, unaligned ones, bit strings, bad arguments.
-module(flt_from_binary).
-include("../bif.hrl").

main() ->
    bif(erlang, binary_to_float, 1, [[<<"0.0">>], [<<"-0.0">>], [<<"+1.5">>], [<<"1.5e3">>], [<<"1.5E-3">>], [<<"1.7976931348623157e308">>],
                                     [<<"1.7976931348623159e308">>], [<<"-1.0e309">>], [<<"4.9e-324">>], [<<"1.0e-400">>], [<<>>],
                                         [<<"1">>], [<<"1.">>], [<<".5">>],
                                     [<<"1e1">>], [<<"1.0e">>], [<<" 1.0">>], [<<"1.0 ">>], [<<"1.0", 0>>], [<<"nan">>], [<<"1.0", 1:1>>],
                                         [<<1:5>>], ["1.0"], [1.0], [a]]),
    <<_:5, B:40/bits, _/bits>> = id(<<0:5, "-1.25", 0:3>>),
    ?P(binary_to_float(B)),
    <<_, Sub:3/binary, _/binary>> = id(<<"91.259">>),
    ?P(binary_to_float(Sub)),
    ?P(binary_to_float(<<(binary:copy(<<"7">>, 300))/binary, ".5">>)).
