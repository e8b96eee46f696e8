%% SPDX-License-Identifier: Apache-2.0
%% Growing binaries by appending: old versions stay as they were, two appends to one binary, growth by bits, in maps and processes.
-module(bs_append_more).
-include("../case.hrl").

main() ->
    A = grow(<<>>, 100),
    B = <<A/binary, 1, 2>>,
    C = <<A/binary, 3>>,
    D = <<B/binary, 9>>,
    ?P(erlang:phash2([A, B, C, D])),
    ?P({byte_size(A), binary:last(B), binary:last(C), binary:last(D), byte_size(D)}),
    ?P(grow_bits(<<>>, 30)),
    ?P(byte_size(grow(grow(id(<<1:4>>), 3), 2)) ),
    ?P(begin X = <<(id(<<1, 2, 3>>))/binary, 4>>, <<P:2/binary, _/binary>> = X, Y = <<P/binary, 7>>, {X, P, Y} end),
    ?P(begin X = grow(<<>>, 300), S = binary:part(X, 290, 10), Z = <<S/binary, 255>>, {binary:part(X, 295, 5), Z} end),
    ?P(in_process()),
    ?P(begin L = lists:foldl(fun(I, Acc) -> [<<(hd(Acc))/binary, I>> | Acc] end, [<<>>], lists:seq(1, 6)), L end),
    ?P(twice(id(<<"base">>), 3)),
    ?P(begin E = id(<<>>), {<<E/binary>>, <<E/binary, E/binary>>, <<E/bits, 1:1>>, <<E/bits, 0:0>>} end),
    ?P(reply(<<"k=v&k2=v2;x">>, <<>>, [])),
    ?P(append_lit(id(5))),
    ?P(erlang:phash2(loop_match(grow(<<>>, 1000), <<>>))).

grow(B, 0) -> B;
grow(B, N) -> grow(<<B/bits, N>>, N - 1).
grow_bits(B, 0) -> B;
grow_bits(B, N) -> grow_bits(<<B/bits, N:(N rem 5 + 1)>>, N - 1).
in_process() ->
    Me = self(),
    X = grow(<<>>, 80),
    P = spawn(fun() -> receive go -> ok end, Me ! {got, <<X/binary, 1>>} end),
    Y = <<X/binary, 2>>,
    P ! go,
    receive {got, Z} -> {binary:last(Y), binary:last(Z), byte_size(Y), byte_size(Z)} end.
twice(_, 0) -> [];
twice(B, N) -> [{<<B/binary, N>>, <<B/binary, N, N>>} | twice(<<B/binary, (N + 48)>>, N - 1)].
reply(<<C, R/binary>>, Acc, L) when C =:= $=; C =:= $&; C =:= $; -> reply(R, <<>>, [Acc | L]);
reply(<<C, R/binary>>, Acc, L) -> reply(R, <<Acc/binary, C>>, L);
reply(<<>>, Acc, L) -> lists:reverse([Acc | L]).
append_lit(N) -> B = <<"literal">>, {<<B/binary, N>>, <<B/binary, N:16>>, B}.
loop_match(<<A:13, R/bits>>, Acc) -> loop_match(R, <<Acc/bits, A:13/little>>);
loop_match(R, Acc) -> <<Acc/bits, R/bits>>.
