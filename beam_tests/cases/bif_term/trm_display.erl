%% SPDX-License-Identifier: Apache-2.0
%% erlang:display/1 and display_string/1: the machine's own printing of every kind of term, quoting, escapes, depth.
-module(trm_display).
-include("../bif.hrl").

main() ->
    [true = erlang:display(T) || T <- edge_terms() ++ edge_ints()],
    [erlang:display(T) || T <- edge_floats()],
    [erlang:display(T) || T <- ['', 'A', 'a b', 'it\'s', 'a@b', 'å', 'a\nb', 'end', list_to_atom([16#20AC]), '_x', aB1]],
    [erlang:display(T) || T <- ["", "abc", "a\"b\\", "tab\t", "new\nline", [1, 2, 3], [0], [$a, 300], [$a | b], [127], [255], [[]], [[],
        "x"], lists:seq(1, 50), [$a, $b, 1.5]]],
    [erlang:display(T) || T <- [<<>>, <<"abc">>, <<1, 2, 255>>, <<1:1>>, <<"ab", 5:3>>, binary:copy(<<"x">>, 70), <<"q\"">>, <<228, 229>>,
        <<10>>]],
    [erlang:display(T) || T <- [{}, {a}, {a, {b, [c]}}, #{}, #{a => #{b => c}}, #{1 => "x", "y" => <<"z">>}, fun lists:map/2, [#{}, {}],
        {[], [[]]}]],
    erlang:display(lists:foldl(fun(_, A) -> [A] end, end_, lists:seq(1, 30))),
    true = erlang:display_string("plain text\n"),
    true = erlang:display_string([$å, 10]),
    Caught = [try erlang:display_string(X) catch C:R -> {C, R} end || X <- [a, <<"b">>, [a], [1.0], [$x | y], [-1]]],
    erlang:display(Caught).
