%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_atom/1,2: encodings, ill-formed UTF-8, 255 and 256 characters, unaligned binaries, bad arguments.
-module(at_binary_to_atom).
-include("../bif.hrl").

main() ->
    bif(erlang, binary_to_atom, 1, [[<<>>], [<<"abc">>], [<<"å"/utf8>>], [<<228>>], [<<0>>], [<<16#F0, 16#9F, 16#98, 16#80>>], [abc],
        ["abc"], [<<1:1>>], [1]]),
    bif(erlang, binary_to_atom, 2, [[<<>>, latin1], [<<228>>, latin1], [<<228>>, utf8], [<<"å"/utf8>>, unicode], [<<"å"/utf8>>, latin1],
                                    [<<192, 128>>, utf8], [<<16#ED, 16#A0, 16#80>>, utf8], [<<16#F4, 16#90, 16#80, 16#80>>, utf8], [<<16#E2,
                                        16#82>>, utf8],
                                    [<<16#80>>, utf8], [<<"a">>, utf16], [<<"a">>, 1], [a, utf8], [a, b], [<<1:7>>, latin1], [["a"],
                                        latin1]]),
    N = fun(B, E) -> try length(atom_to_list(binary_to_atom(B, E))) catch C:R -> {C, R} end end,
    ?P([{N(binary:copy(<<"z">>, S), latin1), N(binary:copy(<<"z">>, S), utf8), N(binary:copy(<<"å"/utf8>>, S), utf8)} || S <- [255, 256]]),
    <<_:3, B:24/bits, _/bits>> = id(<<0:3, "abc", 0:5>>),
    ?P(binary_to_atom(B)),
    ?E(binary_to_atom(binary:copy(<<"z">>, 256), latin1)),
    ?E(binary_to_atom(binary:copy(<<"z">>, 256), utf8)).
