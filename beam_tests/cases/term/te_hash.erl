%% SPDX-License-Identifier: Apache-2.0
%% phash2, phash and external hashes of every kind of term: bit exact.
-module(te_hash).
-include("../case.hrl").

main() ->
    L = [0, 1, -1, 255, 1 bsl 26, 1 bsl 27, 1 bsl 28, -(1 bsl 27), 1 bsl 31, 1 bsl 32, 1 bsl 59, 1 bsl 60, 1 bsl 64, -(1 bsl 64), 1 bsl 200,
         0.0, -0.0, 1.0, 1.5, -2.75e100, a, b, '', 'long atom name with spaces', 'åäö', [], [1], [1, 2, 3], "string", "a longer string that goes on", [a | b], [[]],
         [256], [1, 256, a], {}, {1}, {a, b}, {a, {b, [c]}}, <<>>, <<1>>, <<"binary">>, <<"a binary of more than sixteen bytes">>, <<1:1>>, <<"abc", 5:3>>,
         binary:copy(<<"xyz">>, 1000), #{}, #{a => 1}, #{a => 1, "b" => 2}, #{1 => #{2 => 3}}, fun lists:map/2, fun erlang:abs/1,
         lists:seq(1, 1000), list_to_tuple(lists:seq(1, 100)), maps:from_list([{I, I} || I <- lists:seq(1, 33)]), maps:from_list([{I, {I}} || I <- lists:seq(1, 1000)]),
         lists:duplicate(10, 300), [a, "mixed", 1.5 | <<"tail">>]],
    [io:format("~0P: ~p ~p ~p~n", [T, 8, erlang:phash2(T), erlang:phash2(T, 1000), erlang:phash2([T | T])]) || T <- L],
    [io:format("~0P: ~p~n", [T, 8, erlang:phash(T, 1 bsl 32)]) || T <- L, not is_map(T) orelse map_size(T) < 33],
    ?P(erlang:phash2(a, 1)),
    ?P(erlang:phash2(a, 1 bsl 32)),
    ?P(erlang:phash2(a, (1 bsl 32) + 1)),
    ?P(erlang:phash(a, 0)),
    ?P(erlang:phash2(binary:part(<<"xxbinaryxx">>, 2, 6)) =:= erlang:phash2(<<"binary">>)),
    ?P(begin <<_:3, B:48/bits, _/bits>> = <<0:3, "binary", 0:5>>, erlang:phash2(B) =:= erlang:phash2(<<"binary">>) end),
    Deep = lists:foldl(fun(I, A) -> {I, A} end, [], lists:seq(1, 50000)),
    ?P(erlang:phash2(Deep)).
