%% SPDX-License-Identifier: Apache-2.0
%% Bit strings compared and hashed: different lengths, unaligned parts, equality of the same bits at other offsets, as map keys.
-module(bs_compare).
-include("../case.hrl").

main() ->
    Bs = [<<>>, <<0:1>>, <<1:1>>, <<0:2>>, <<0>>, <<0:9>>, <<1>>, <<1:9>>, <<128>>, <<255>>, <<255, 0:1>>, <<255:8, 1:1>>, <<"a">>, <<"ab">>, <<"b">>, <<3:2>>],
    [io:format("~0p: ~s~n", [A, [c(A, B) || B <- Bs]]) || A <- Bs],
    ?P(lists:sort(Bs)),
    Parts = [begin <<_:O, P:10/bits, _/bits>> = <<0:O, 16#2AB:10, 0:7>>, P end || O <- lists:seq(0, 15)],
    ?P(length(lists:usort(Parts))),
    ?P(lists:usort([erlang:phash2(P) || P <- Parts])),
    ?P(maps:size(maps:from_list([{P, 1} || P <- Parts]))),
    ?P([maps:get(P, #{<<16#2AB:10>> => found}, none) || P <- [hd(Parts), <<16#2AB:10>>, <<16#2AB:11>>]]),
    ?P([P =:= <<16#2AB:10>> || P <- Parts]),
    ?P(lists:nth(4, Parts) < <<16#2AC:10>>),
    ?P([erlang:phash2(B) || B <- Bs]),
    ?P([erlang:phash2(term_to_binary(B)) || B <- Bs]),
    ?P(<<1, 2, 3>> == id(<<1, 2, 3>>)),
    ?P(<<1, 2, 3:7>> /= id(<<1, 2, 3>>)),
    ?P(case id(<<16#2AB:10>>) of <<16#2AB:10>> -> lit; _ -> other end).

c(A, B) when A < B -> "<";
c(A, B) when A =:= B -> "=";
c(A, B) when A > B -> ">".
