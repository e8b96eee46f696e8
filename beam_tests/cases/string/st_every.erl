%% SPDX-License-Identifier: Apache-2.0
%% Every function of string over lists, binaries, mixed chardata with combining characters, and wrong input.
-module(st_every).
-include("../case.hrl").

main() ->
    [[io:format("~p(~0tp) = ~0tp~n", [F, [S | A], outcome(fun() -> apply(string, F, [S | A]) end)]) || S <- ["", "  héllo wörld ", <<"a,b,,c">>, ["e", [769], <<"x"/utf8>>], "\r\nline", <<255>>, atom, [$a, -1]]]
        || {F, A} <- [{length, []}, {to_graphemes, []}, {reverse, []}, {is_empty, []}, {uppercase, []}, {lowercase, []}, {titlecase, []}, {casefold, []}, {trim, []}, {trim, [leading]}, {trim, [both, "dh "]}, {chomp, []}, {pad, [12]}, {pad, [12, both, $*]}, {pad, [3, leading, [[$e, 769]]]}, {slice, [1]}, {slice, [1, 3]}, {split, [","]}, {split, [",", all]}, {split, ["l", trailing]}, {replace, ["l", "LL"]}, {replace, [",", <<";">>, all]}, {lexemes, [", "]}, {lexemes, [[[$\r, $\n]]]}, {nth_lexeme, [1, ","]}, {find, ["l"]}, {find, [<<"w">>, trailing]}, {prefix, ["  h"]}, {take, [" h"]}, {take, [" h", true]}, {take, ["d ", false, trailing]}, {next_codepoint, []}, {next_grapheme, []}, {equal, ["x"]}, {equal, ["E\x{301}x", true]}, {equal, [<<"é"/utf8>>, true, nfc]}, {to_integer, []}, {to_float, []}, {jaro_similarity, ["hello"]}]],
    [io:format("~0tp ~0tp~n", [S, {outcome(fun() -> string:to_integer(S) end), outcome(fun() -> string:to_float(S) end)}]) || S <- ["12x", "-7", "+3.5e2z", "1.", ".5", "1e5", <<"42">>, "٣", "", "- 1", "0x1F"]].
outcome(F) -> try F() catch C:R -> {C, R} end.
