%% SPDX-License-Identifier: Apache-2.0
%% binary:match and matches against a naive search, for random texts over two letters (fixed seed).
-module(bm_match_random).
-include("../bif.hrl").

main() ->
    rand:seed(exsss, {4, 5, 6}),
    Word = fun(N) -> list_to_binary([rand:uniform(2) + $a - 1 || _ <- lists:seq(1, N)]) end,
    Trials = [{Word(rand:uniform(60)), [Word(rand:uniform(5)) || _ <- lists:seq(1, rand:uniform(4))]} || _ <- lists:seq(1, 2000)],
    ?P([T || {B, Ps} = T <- Trials, binary:matches(B, Ps) =/= naive(B, Ps, 0)]),
    ?P([T || {B, [P | _]} = T <- Trials, binary:matches(B, P) =/= naive(B, [P], 0)]),
    ?P([T || {B, Ps} = T <- Trials, binary:match(B, Ps) =/= hd(naive(B, Ps, 0) ++ [nomatch])]),
    ?P([T || {B, Ps} = T <- Trials, binary:matches(B, binary:compile_pattern(Ps)) =/= naive(B, Ps, 0)]),
    ?P([T || {B, Ps} = T <- Trials, iolist_to_binary(lists:join(hd(Ps), binary:split(B, hd(Ps), [global]))) =/= B]),
    ?P(erlang:md5(term_to_binary([binary:matches(B, Ps) || {B, Ps} <- Trials]))).

naive(B, _, At) when At >= byte_size(B) -> [];
naive(B, Ps, At) ->
    <<_:At/binary, Rest/binary>> = B,
    case [byte_size(P) || P <- Ps, binary:longest_common_prefix([P, Rest]) =:= byte_size(P)] of
        [] -> naive(B, Ps, At + 1);
        Sizes -> [{At, lists:max(Sizes)} | naive(B, Ps, At + lists:max(Sizes))]
    end.
