%% SPDX-License-Identifier: Apache-2.0
%% binary:compile_pattern/1: compiled patterns give the same results, are used many times, and bad patterns.
-module(bm_compile_pattern).
-include("../bif.hrl").

main() ->
    bif(binary, compile_pattern, 1, [[<<>>], [[]], [a], [[a]], [[<<>>]], [[<<"a">>, <<>>]], [[<<"a">> | b]], [<<1:1>>], [[<<1:1>>]],
        ["abc"], [{bm, 1}], [1]]),
    One = binary:compile_pattern(<<"bc">>),
    Many = binary:compile_pattern([<<"bc">>, <<"c">>]),
    ?P({element(1, One), element(1, Many), tuple_size(One), tuple_size(Many), element(1, binary:compile_pattern([<<"a">>]))}),
    Text = <<"abcabc">>,
    ?P([binary:match(Text, One), binary:matches(Text, One), binary:matches(Text, Many), binary:split(Text, One, [global]),
        binary:match(Text, Many, [{scope, {2, 2}}])]),
    Self = self(),
    spawn(fun() -> Self ! binary:matches(Text, Many) end),
    ?P(receive R -> R end),
    Patterns = [<<I:16>> || I <- lists:seq(0, 999)],
    Big = binary:compile_pattern(Patterns),
    ?P(binary:matches(<<1, 2, 3, 4>>, Big)),
    ?P(length(binary:matches(list_to_binary(Patterns), Big))),
    erlang:garbage_collect(),
    ?P(binary:match(<<9, 9, 3, 231>>, Big)).
