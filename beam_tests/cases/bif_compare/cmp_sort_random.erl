%% SPDX-License-Identifier: Apache-2.0
%% lists:sort/1 of random nested terms agrees with pairwise comparison, and every order relation is one (fixed seed).
-module(cmp_sort_random).
-include("../bif.hrl").

main() ->
    rand:seed(exsss, {7, 8, 9}),
    Terms = [term(4) || _ <- lists:seq(1, 300)],
    Sorted = lists:sort(Terms),
    ?P([{A, B} || {A, B} <- lists:zip(lists:droplast(Sorted), tl(Sorted)), not (A =< B)]),
    ?P([x || A <- Terms, B <- lists:sublist(Terms, 60), (A < B) + 0 =:= 0] =:= []),
    ?P(length([x || A <- Terms, B <- Terms, 1 =/= length([y || true <- [A < B, A == B, A > B]])])),
    ?P(length([x || A <- lists:sublist(Terms, 40), B <- lists:sublist(Terms, 40), C <- lists:sublist(Terms, 40), A =< B, B =< C,
        not (A =< C)])),
    ?P(erlang:md5(term_to_binary(Sorted, [deterministic]))).

term(0) -> leaf();
term(N) ->
    case rand:uniform(6) of
        1 -> list_to_tuple(terms(N - 1));
        2 -> terms(N - 1);
        3 -> maps:from_list([{leaf(), term(N - 1)} || _ <- lists:seq(1, rand:uniform(3))]);
        4 -> [term(N - 1) | leaf()];
        _ -> leaf()
    end.

terms(N) -> [term(N) || _ <- lists:seq(1, rand:uniform(4) - 1)].

leaf() ->
    case rand:uniform(8) of
        1 -> rand:uniform(5) - 3;
        2 -> (rand:uniform(5) - 3) * 0.5;
        3 -> (rand:uniform(3) - 2) * (1 bsl 64);
        4 -> lists:nth(rand:uniform(4), [a, b, aa, '']);
        5 -> <<(rand:uniform(4)):(rand:uniform(12))>>;
        6 -> [];
        7 -> {};
        8 -> binary:copy(<<"x">>, rand:uniform(3))
    end.
