%% SPDX-License-Identifier: Apache-2.0
%% The order of all types against each other, as a sorted list of many mixed terms, by sort, usort, keysort, min, max, ordered_set, gb_sets and the operators; it is total and antisymmetric.
-module(te_order_total).
-include("../case.hrl").

main() ->
    Ts = terms(), Sorted = lists:sort(Ts),
    ?P([X || X <- Sorted, not is_function(X)]), ?P(length(lists:usort(Ts))), ?P([{A, B} || {A, B} <- lists:zip(lists:droplast(Sorted), tl(Sorted)), A == B]),
    ?P(lists:all(fun({A, B}) -> (A < B) =:= (B > A) andalso (A =< B) =:= not (B < A) andalso (A == B) =:= (B == A) andalso (A =:= B) =:= not (A =/= B) end, [{A, B} || A <- Ts, B <- Ts])),
    ?P([{A, B} || A <- Ts, B <- Ts, A =:= B, erlang:phash2(A) =/= erlang:phash2(B)]), ?P(lists:min(Ts)), ?P(lists:max(Ts)), ?P([case {A < B, A == B, A > B} of {true, false, false} -> $<; {false, true, false} -> $=; {false, false, true} -> $> end || A <- Ts, B <- Ts]),
    ?P(lists:sort(fun(A, B) -> A >= B end, [X || X <- Ts, is_number(X)])), T = ets:new(t, [ordered_set]), ets:insert(T, [{X, 1} || X <- Ts]), ?P(ets:info(T, size)), ?P(lists:keysort(2, [{I, X} || {I, X} <- lists:zip(lists:seq(1, length(Ts)), Ts), is_number(X)])), ?P(lists:ukeysort(1, [{1, a}, {1.0, b}, {0, c}, {1, d}])), ?P(lists:merge([1, 2.0, 3], [1.0, 2, 4])), ?P(lists:umerge([1, 2.0, 3], [1.0, 2, 4])), ?P(ordsets:from_list([1, 1.0, 2, 2.0])), ?P([max(A, B) || {A, B} <- [{1, 1.0}, {1.0, 1}, {a, "a"}, {<<1>>, <<1:7>>}]]), ?P([min(A, B) || {A, B} <- [{1, 1.0}, {1.0, 1}, {{}, []}]]),
    ?P([(1 bsl 53) + D == float((1 bsl 53)) || D <- [-1, 0, 1, 2]]), ?P([(1 bsl 1000) > 1.0e300, -(1 bsl 1000) < -1.0e308, 1.0e308 < (1 bsl 1023), (1 bsl 1023) == 8.98846567431158e307, (1 bsl 1024) > 1.7976931348623157e308]).
terms() ->
    [0, -1, 1, 1.0, -0.0, 0.5, 1.0e100, 1 bsl 64, -(1 bsl 64), (1 bsl 64) + 1, 18446744073709551616.0, a, b, '', ab, 'A', true, 'é', [], [a], [1], [1.0], [a | b], [1, 2], "ab", [[]], {}, {a}, {1}, {1.0}, {a, b}, {b}, {{}}, {[], []}, #{}, #{a => 1}, #{b => 0}, #{1 => a}, #{1.0 => a}, #{a => 1, b => 2}, #{a => 1.0}, maps:from_list([{I, I} || I <- lists:seq(1, 40)]),
     <<>>, <<0>>, <<1>>, <<"a">>, <<"ab">>, <<1:1>>, <<0:1>>, <<1:7>>, <<1, 2:3>>, fun lists:map/2, fun lists:map/3, fun erlang:abs/1].
