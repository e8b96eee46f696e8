%% SPDX-License-Identifier: Apache-2.0
%% Binaries by bytes, then by length; bit strings by whole bytes, then by the bits that remain; unaligned parts.
-module(cmp_bits).
-include("../bif.hrl").

main() ->
    B = [<<>>, <<0>>, <<0, 0>>, <<1>>, <<1:1>>, <<0:1>>, <<1, 0:1>>, <<1, 1:1>>, <<1, 1:2>>, <<255:7>>, <<255>>, <<255, 0:7>>, <<1:9>>,
        <<1:17>>],
    table('<', B, B),
    table('==', B, B),
    <<_:3, Unaligned:16/bits, _/bits>> = id(<<5:3, "ab", 7:5>>),
    ?P({Unaligned, Unaligned =:= <<"ab">>, Unaligned < <<"ac">>, Unaligned > <<"aa">>, Unaligned == id(<<"ab">>)}),
    Bytes = binary:copy(<<1, 2, 3, 4>>, 16),
    Shifted = [begin <<_:S, R:512/bits, _/bits>> = <<0:S, Bytes/binary, 0:(8 - S)>>, R end || S <- lists:seq(0, 7)],
    ?P([{S =:= Bytes, S < <<Bytes/binary, 0>>, <<S/bits, 1:1>> > Bytes} || S <- Shifted]),
    ?P([A =:= B1 || A <- Shifted, B1 <- Shifted, A =/= B1]),
    ?P(lists:usort(Shifted) =:= [Bytes]).
