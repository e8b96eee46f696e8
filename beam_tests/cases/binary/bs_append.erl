%% SPDX-License-Identifier: Apache-2.0
%% Appending to a binary again and again: amortised growth must not disturb older references to the same bytes.
-module(bs_append).
-include("../case.hrl").

main() ->
    A = grow(id(0), <<>>),
    ?P({byte_size(A), erlang:phash2(A)}),
    B1 = <<A/binary, 1>>,
    B2 = <<A/binary, 2>>,
    ?P({binary:last(B1), binary:last(B2), byte_size(B1) =:= byte_size(B2), binary:part(B1, 0, 10) =:= binary:part(B2, 0, 10)}),
    C1 = <<B1/binary, "x">>,
    C2 = <<B1/binary, "yy">>,
    C3 = <<C1/binary, C2/binary>>,
    ?P({byte_size(C1), byte_size(C2), byte_size(C3), binary:last(C1), binary:last(C2), erlang:phash2(C3)}),
    S = binary:part(A, 5, 3),
    ?P({S, <<S/binary, "!">>, binary:at(A, 8)}),
    ?P(bits(id(0), <<>>)),
    ?P(fork(id(<<>>), 6)),
    ?P(lists:foldl(fun(X, Acc) -> <<Acc/binary, X:16/little>> end, <<>>, lists:seq(250, 260))),
    ?P(lists:foldl(fun(X, Acc) -> <<Acc/bits, X:3>> end, <<>>, lists:seq(0, 20))),
    Self = self(),
    Acc = grow(id(0), <<"start">>),
    Pid = spawn(fun() -> receive {B, From} -> From ! {self(), <<B/binary, "other">>} end end),
    Pid ! {Acc, Self},
    Mine = <<Acc/binary, "mine">>,
    receive {Pid, Theirs} -> ?P({binary:part(Theirs, byte_size(Theirs), -5), binary:part(Mine, byte_size(Mine), -4)}) end,
    ?P(byte_size(lists:foldl(fun(_, X) -> <<X/binary, X/binary>> end, <<"ab">>, lists:seq(1, 15)))),
    ?P(prepend(id(20), <<>>)),
    ?P(flush(id(100), <<>>, [])).

grow(2000, Acc) -> Acc;
grow(N, Acc) -> grow(N + 1, <<Acc/binary, N:8>>).

bits(50, Acc) -> {bit_size(Acc), Acc};
bits(N, Acc) -> bits(N + 1, <<Acc/bits, N:(N rem 7 + 1)>>).

fork(B, 0) -> B;
fork(B, N) -> L = fork(<<B/binary, "L">>, N - 1), R = fork(<<B/binary, "R">>, N - 1), {byte_size(element_or(L)), element_or(R)}.
element_or({_, B}) -> B;
element_or(B) -> B.

prepend(0, B) -> B;
prepend(N, B) -> prepend(N - 1, <<N, B/binary>>).

flush(0, B, L) -> lists:reverse([B | L]);
flush(N, B, L) when byte_size(B) > 30 -> flush(N - 1, <<>>, [B | L]);
flush(N, B, L) -> flush(N - 1, <<B/binary, (integer_to_binary(N))/binary>>, L).
