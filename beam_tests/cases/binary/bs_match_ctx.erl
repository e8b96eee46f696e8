%% SPDX-License-Identifier: Apache-2.0
%% Match contexts that are reused, stored, matched twice, passed on in calls, rewound after a failing clause, and used in guards.
-module(bs_match_ctx).
-include("../case.hrl").

main() ->
    B = id(<<"GET /path?x=1 HTTP/1.1">>),
    ?P(method(B)),
    ?P(method(<<"PUT">>)),
    ?P(method(<<"POST /">>)),
    ?P(word(B, [])),
    ?P(peek(B)),
    ?P(both(B)),
    ?P(keep(B)),
    ?P(sizes(B)),
    ?P(same(<<1, 1, 2, 2, 3, 4>>)),
    ?P(alt(id(<<1, 2>>))),
    ?P(alt(id(<<1, 2, 3:3>>))),
    ?P(alt(id([x]))),
    ?P(alt(id(<<>>))),
    ?P(three(<<1, 2, 3>>, <<4, 5, 6>>, <<7, 8>>)),
    ?P(rewind(<<1, 2, 3, 4>>)),
    ?P(rewind(<<1, 2, 3, 5>>)),
    ?P(in_tuple({a, <<10:6, 3:2, "rest">>})),
    ?P(bad(id(<<1, 2>>))),
    ?P(in_fun(id(<<5, 6, 7>>))),
    ?P(catch_it(id(<<1, 2, 3>>))),
    ?P(sum(<<(list_to_binary(lists:seq(1, 200)))/binary>>, 0)),
    ?P(crc(<<"123456789">>, 16#FFFFFFFF)),
    ?P(varint(<<172, 2, 1, 255, 255, 3>>)).

method(<<"GET ", R/binary>>) -> {get, R};
method(<<"PUT", R/binary>>) -> {put, R};
method(<<M:4/binary, _/binary>> = All) -> {other, M, byte_size(All)}.
word(<<$\s, R/binary>>, Acc) -> {lists:reverse(Acc), R};
word(<<C, R/binary>>, Acc) -> word(R, [C | Acc]).
peek(<<C, _/binary>> = B) -> {C, byte_size(B), element(1, method(B))}.
both(B) -> <<A:3/binary, _/bits>> = B, <<C:5/bits, _/bits>> = B, <<_:8, D:8, _/bits>> = B, {A, C, D}.
keep(B) -> <<_, R1/binary>> = B, <<_, R2/binary>> = R1, <<X, _/binary>> = R2, {byte_size(R1), byte_size(R2), X}.
sizes(<<A, R/binary>>) when byte_size(R) > 5, A > 64 -> {long, bit_size(R)};
sizes(<<_/binary>>) -> short.
same(<<X, X, R/binary>>) -> [X | same(R)];
same(R) -> R.
alt(<<A, B>>) -> {two, A, B};
alt(<<A, R/bits>>) -> {more, A, R};
alt([A]) -> {list, A};
alt(<<>>) -> empty.
three(<<A, RA/binary>>, <<B, RB/binary>>, <<C, RC/binary>>) -> [A + B + C | three(RA, RB, RC)];
three(A, B, C) -> {A, B, C}.
rewind(<<1, 2, 3, 4, _/binary>>) -> a;
rewind(<<1, 2, R/binary>>) -> {b, rewind2(R)}.
rewind2(<<3, 4>>) -> c;
rewind2(<<X, Y>>) -> {X, Y}.
in_tuple({T, <<A:6, B:2, R/binary>>}) -> {T, A, B, R}.
bad(<<X:32>>) -> X.
in_fun(<<A, R/binary>>) -> F = fun(<<B, _/binary>>) -> A + B; (_) -> none end, {F(R), F(<<>>)}.
catch_it(<<A, R/binary>>) -> X = try error({A, R}) catch error:{_, <<B, _/binary>>} -> B end, {A, X, R}.
sum(<<A:24, R/binary>>, S) -> sum(R, S + A);
sum(<<A, R/binary>>, S) -> sum(R, S bxor A);
sum(<<>>, S) -> S.
crc(<<B, R/binary>>, C) -> crc(R, bit(C bxor B, 8));
crc(<<>>, C) -> C bxor 16#FFFFFFFF.
bit(C, 0) -> C;
bit(C, N) when C band 1 =:= 1 -> bit((C bsr 1) bxor 16#EDB88320, N - 1);
bit(C, N) -> bit(C bsr 1, N - 1).
varint(<<>>) -> [];
varint(B) -> varint(B, 0, 0).
varint(<<1:1, X:7, R/bits>>, N, S) -> varint(R, N bor (X bsl S), S + 7);
varint(<<0:1, X:7, R/bits>>, N, S) -> [N bor (X bsl S) | varint(R)].
