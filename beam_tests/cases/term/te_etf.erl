%% SPDX-License-Identifier: Apache-2.0
%% The external term format: exact bytes of every kind of term (minor version 1 and 2), and the way back.
-module(te_etf).
-include("../case.hrl").

main() ->
    Terms = [0, 255, 256, -1, 2147483647, -2147483648, 2147483648, 1 bsl 63, -(1 bsl 63), 1 bsl 64, 1 bsl 2040, (1 bsl 2048), 1.5, -0.0, a, '',
             'hello world', 'å', list_to_atom([16#20AC]), list_to_atom(lists:duplicate(255, $x)), [], [1], "abc", [256], [a | b], lists:seq(250, 260), {}, {1}, {a, {b}},
             list_to_tuple(lists:seq(1, 256)), <<>>, <<"bin">>, <<1:1>>, <<255, 5:3>>, #{}, #{a => 1, 2 => [b]}, fun lists:map/2, [[[]]], true,
             lists:duplicate(3, {x, <<"y">>, 1.0e300})],
    [begin B = term_to_binary(T), io:format("~0P~n  ~0P ~p ~p ~p~n", [T, 12, B, 60, byte_size(B), erlang:external_size(T) =:= byte_size(B), binary_to_term(B) =:= T]) end || T <- Terms],
    ?P(term_to_binary(1.5, [{minor_version, 0}])),
    ?P(term_to_binary(a, [{minor_version, 1}])),
    ?P(term_to_binary('å', [{minor_version, 1}])),
    ?P(term_to_binary(a, [{minor_version, 2}])),
    ?P(term_to_binary(lists:duplicate(100, $a), [compressed]) =/= term_to_binary(lists:duplicate(100, $a))),
    ?P(binary_to_term(term_to_binary(lists:duplicate(100, $a), [compressed])) =:= lists:duplicate(100, $a)),
    ?P(binary_to_term(term_to_binary(lists:seq(1, 10000), [{compressed, 9}])) =:= lists:seq(1, 10000)),
    ?P(byte_size(term_to_binary(a, [compressed]))),
    ?P(term_to_binary(a, [bogus])),
    ?P(iolist_to_binary(term_to_iovec({a, <<"b">>})) =:= term_to_binary({a, <<"b">>})),
    Pid = self(), Ref = make_ref(),
    ?P(binary_to_term(term_to_binary({Pid, Ref})) =:= {Pid, Ref}),
    N = id(4), F = fun(X) -> X + N end,
    ?P((binary_to_term(term_to_binary(F)))(1)),
    Big = maps:from_list([{I, I} || I <- lists:seq(1, 1000)]),
    ?P(binary_to_term(term_to_binary(Big)) =:= Big),
    ?P(byte_size(term_to_binary(Big))),
    Deep = lists:foldl(fun(_, A) -> {A, [A0 || A0 <- []]} end, leaf, lists:seq(1, 100000)),
    ?P(binary_to_term(term_to_binary(Deep)) =:= Deep),
    ?P(term_to_binary(Deep, [deterministic]) =/= x).
