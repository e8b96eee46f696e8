%% SPDX-License-Identifier: Apache-2.0
%% Pseudo-random segment lists: build a bit string of random sizes, offsets, endians, then match it back piece by piece.
-module(bs_random).
-include("../case.hrl").

main() ->
    {Hs, _} = lists:mapfoldl(fun round_/2, 99, lists:seq(1, 300)),
    [io:format("~w~n", [H]) || {I, H} <- lists:zip(lists:seq(1, 300), Hs), I rem 10 =:= 0],
    ?P(erlang:phash2(Hs)).

round_(_, S0) ->
    {N, S1} = rnd(S0, 12),
    {Segs, S2} = lists:mapfoldl(fun(_, S) -> seg(S) end, S1, lists:seq(1, N + 1)),
    Bin = lists:foldl(fun(Sg, Acc) -> <<Acc/bits, (build(Sg))/bits>> end, <<>>, Segs),
    Rest = lists:foldl(fun(Sg, B) -> take(Sg, B) end, Bin, Segs),
    <<>> = Rest,
    {Skip, S3} = rnd(S2, bit_size(Bin) + 1),
    <<_:Skip, Tail/bits>> = Bin,
    Pad = (8 - bit_size(Tail) rem 8) rem 8,
    Whole = <<Tail/bits, 0:Pad>>,
    true = <<Tail/bits, 0:Pad>> =:= list_to_bitstring([Tail, <<0:Pad>>]),
    Copy = << <<X:1>> || <<X:1>> <= Tail >>,
    true = Copy =:= Tail,
    true = erlang:phash2(Copy) =:= erlang:phash2(Tail),
    true = binary_to_term(term_to_binary(Tail)) =:= Tail,
    {erlang:phash2({Bin, Tail, Whole, bit_size(Bin)}), S3}.

seg(S0) ->
    {K, S1} = rnd(S0, 8), {Size, S2} = rnd(S1, 70), {V, S3} = rnd(S2, 1 bsl 31), {W, S4} = rnd(S3, 1 bsl 31),
    {{K, Size, (V bsl 31) bor W}, S4}.
build({0, N, V}) -> <<V:N>>;
build({1, N, V}) -> <<V:N/little>>;
build({2, N, V}) -> <<(-V):N/signed>>;
build({3, _, V}) -> <<(V / 3):64/float>>;
build({4, _, V}) -> <<(V rem 1000):32/float-little>>;
build({5, _, V}) -> <<(V rem 16#D000)/utf8>>;
build({6, N, V}) -> binary:copy(<<V:16>>, N div 10);
build({7, N, V}) -> <<V:(N + 60)/native>>.
take({0, N, V}, B) -> <<X:N, R/bits>> = B, 0 = (X - V) rem (1 bsl N), R;
take({1, N, V}, B) -> <<X:N/little, R/bits>> = B, 0 = (X - V) rem (1 bsl N), R;
take({2, N, V}, B) -> <<X:N/signed, R/bits>> = B, 0 = (X + V) rem (1 bsl N), R;
take({3, _, V}, B) -> <<X:64/float, R/bits>> = B, true = X =:= V / 3, R;
take({4, _, V}, B) -> <<X:32/float-little, R/bits>> = B, true = X == V rem 1000, R;
take({5, _, V}, B) -> <<X/utf8, R/bits>> = B, true = X =:= V rem 16#D000, R;
take({6, N, V}, B) -> K = (N div 10) * 2, <<X:K/binary, R/bits>> = B, true = X =:= binary:copy(<<V:16>>, N div 10), R;
take({7, N, V}, B) -> M = N + 60, <<X:M/native, R/bits>> = B, 0 = (X - V) rem (1 bsl M), R.

rnd(S, N) -> S1 = (S * 6364136223846793005 + 1442695040888963407) band 16#FFFFFFFFFFFFFFFF, {(S1 bsr 33) rem N, S1}.
