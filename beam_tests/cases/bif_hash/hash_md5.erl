%% SPDX-License-Identifier: Apache-2.0
%% erlang:md5/1 and md5_init/0, md5_update/2, md5_final/1: block borders, iolists, contexts used twice, bad arguments.
-module(hash_md5).
-include("../bif.hrl").

main() ->
    bif(erlang, md5, 1, [[""], [<<>>], ["abc"], [["a", [<<"b">> | <<"c">>]]], [a], [1], [[256]], [[a]], [<<1:1>>], [[<<1:1>>]], [[1 | 2]]]),
    B = binary:copy(<<"0123456789">>, 30),
    ?P([erlang:md5(binary:part(B, 0, N)) || N <- [55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129]]),
    Step = fun(Parts) -> erlang:md5_final(lists:foldl(fun(P, C) -> erlang:md5_update(C, P) end, erlang:md5_init(), Parts)) end,
    ?P([N || N <- lists:seq(0, 130), Step([binary:part(B, 0, N), [binary:part(B, N, 300 - N)]]) =/= erlang:md5(B)]),
    ?P(Step([<<C>> || <<C>> <= B]) =:= erlang:md5(B)),
    ?P(Step([]) =:= erlang:md5("")),
    C = erlang:md5_update(erlang:md5_init(), "abc"),
    ?P({byte_size(C), erlang:md5_final(C), erlang:md5_final(erlang:md5_update(C, "d")), erlang:md5_final(C)}),
    bif(erlang, md5_update, 2, [[<<>>, ""], [a, ""], [<<1:8>>, a], ["x", "y"], [<<1:1>>, ""]]),
    ?P(erlang:md5_update(id(erlang:md5_init()), [a])),
    ?P(binary:part(erlang:md5_init(), 0, 24)),
    bif(erlang, md5_final, 1, [[<<>>], [a], [<<0:64>>], [<<1:1>>], [[]]]).
