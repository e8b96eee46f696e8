%% SPDX-License-Identifier: Apache-2.0
%% Large binaries: shared between processes, sub-binaries that keep them alive, virtual heap pressure, messages.
-module(gc_binaries).
-include("../case.hrl").

main() ->
    B = binary:copy(<<"0123456789abcdef">>, 65536),
    ?P(byte_size(B)),
    Subs = [binary:part(B, I * 100, 10) || I <- lists:seq(0, 5000)],
    garbage_collect(),
    ?P(erlang:phash2(Subs)),
    ?P(lists:usort([S || S <- Subs, byte_size(S) =/= 10])),
    Me = self(),
    Ps = [spawn(fun() -> receive {go, X} -> <<_:I/binary, Y:16/binary, _/binary>> = X, Me ! {self(), Y} end end) || I <- lists:seq(1, 100)],
    [P ! {go, B} || P <- Ps],
    ?P(erlang:phash2([receive {P, Y} -> Y end || P <- Ps])),
    ?P(loop(id(500), 0)),
    ?P(build(id(200000), <<>>)),
    ?P(erlang:phash2(iolist_to_binary([B, B]))),
    ?P(many_small(id(20000))),
    ?P(begin L = binary_to_list(B, 1, 100000), length(L) end),
    ?P(byte_size(list_to_binary(lists:duplicate(1000, binary:part(B, 0, 1000))))),
    ?P(chain(id(50), B)),
    ?P(reverse_bits(id(2000))),
    ?P(byte_size(<< <<X:4, Y:4>> || <<Y:4, X:4>> <= binary:part(B, 0, 100000) >>)).

loop(0, S) -> S;
loop(N, S) -> B = binary:copy(<<N>>, 200000), loop(N - 1, S + binary:last(B) + byte_size(B)).
build(0, B) -> {byte_size(B), erlang:phash2(B)};
build(N, B) -> build(N - 1, <<B/binary, N:8>>).
many_small(N) -> L = [<<I:16, "x">> || I <- lists:seq(1, N)], garbage_collect(), erlang:phash2(L).
chain(0, B) -> byte_size(B);
chain(N, B) -> {P, M} = spawn_monitor(fun() -> receive {b, X} -> exit({b, binary:part(X, 1, byte_size(X) - 1)}) end end), P ! {b, B}, receive {'DOWN', M, process, P, {b, Y}} -> chain(N - 1, Y) end.
reverse_bits(N) -> B = << <<I:16>> || I <- lists:seq(1, N) >>, R = list_to_bitstring(lists:reverse([<<X:1>> || <<X:1>> <= B])), {bit_size(R), erlang:phash2(R)}.
