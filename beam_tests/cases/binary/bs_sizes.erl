%% SPDX-License-Identifier: Apache-2.0
%% Sizes computed at run time, units, sizes bound earlier in the same pattern, impossible sizes, rests.
-module(bs_sizes).
-include("../case.hrl").

main() ->
    ?P(begin <<N, B:N/binary, R/binary>> = id(<<3, "abcdef">>), {N, B, R} end),
    ?P(begin <<N, B:N/binary, _/binary>> = id(<<9, "abc">>), B end),
    ?P(begin <<N:4, B:N/bits, R/bits>> = id(<<5:4, 31:5, 1:7>>), {N, B, R} end),
    ?P(begin <<N, X:N/unit:4, R/bits>> = id(<<3, 16#ABCD:16>>), {X, R} end),
    ?P(begin <<X:2/integer-unit:8, Y:3/unit:5, _/bits>> = id(<<1, 2, 255, 255>>), {X, Y} end),
    ?P(begin <<B:2/binary-unit:4, C/binary-unit:8>> = id(<<16#12, 16#34>>), {B, C} end),
    ?P(begin <<B/binary-unit:16>> = id(<<1, 2, 3>>), B end),
    ?P(begin <<B/binary-unit:16>> = id(<<1, 2, 3, 4>>), B end),
    ?P(begin <<B/binary-unit:3>> = id(<<1, 2, 3>>), B end),
    ?P(begin N = id(-1), <<B:N/binary, _/binary>> = id(<<1>>), B end),
    ?P(begin N = id(a), <<B:N/binary, _/binary>> = id(<<1>>), B end),
    ?P(begin N = id(1 bsl 70), <<B:N/binary, _/binary>> = id(<<1>>), B end),
    ?P(begin N = id(0), <<X:N, R/binary>> = id(<<1>>), {X, R} end),
    ?P(begin <<A, B, C/binary>> = id(<<1>>), {A, B, C} end),
    ?P(begin <<A, B/binary>> = id(<<1:12>>), {A, B} end),
    ?P(begin <<A, B/bits>> = id(<<1:12>>), {A, B} end),
    ?P(begin <<N, M, X:(N + M)/binary, _/binary>> = id(<<1, 2, "abcdef">>), X end),
    ?P(begin <<N, X:(N * 8 - 1), _/bits>> = id(<<2, 255, 255>>), X end),
    ?P([parse(id(B)) || B <- [<<0>>, <<1, 5>>, <<2, 1, 2, 3>>, <<3, 2, "hi">>, <<3, 3, "hi">>, <<4, 1:1, 2:7>>, <<>>, <<9>>]]),
    ?P(tlv(id(<<1, 2, "ab", 2, 0, 3, 5, "hello">>))),
    ?P(tlv(id(<<1, 2, "ab", 2, 9, 3>>))),
    ?P(<<(id(<<"abcdef">>)):3/binary>>),
    ?P(<<(id(<<"ab">>)):3/binary>>),
    ?P(<<(id(<<1:5>>))/binary>>),
    ?P(<<(id(<<1:5>>))/bits>>),
    ?P(<<(id(<<1, 2, 3>>)):12/bits>>),
    ?P(<<(id(x))/binary>>),
    ?P(<<(id(<<"abcd">>)):2/binary-unit:4>>),
    ?P(<<(id(<<1, 2, 3>>))/binary-unit:16>>),
    ?P(<<5:(id(3))/unit:7>>),
    ?P(<<"abc":16>>),
    ?P(<<"abc"/little-utf16>>),
    ?P(<<1, 2:4, 3:(id(4)), (id(<<>>))/binary>>).

parse(<<0>>) -> zero;
parse(<<1, X>>) -> {byte, X};
parse(<<2, X:16/little, Y>>) -> {word, X, Y};
parse(<<3, L, S:L/binary>>) -> {str, S};
parse(<<3, _/binary>>) -> bad_str;
parse(<<4, F:1, V:7>>) -> {flag, F, V};
parse(<<T, _/binary>>) -> {unknown, T};
parse(<<>>) -> empty.

tlv(<<T, L, V:L/binary, R/binary>>) -> [{T, V} | tlv(R)];
tlv(<<>>) -> [];
tlv(R) -> [{rest, R}].
