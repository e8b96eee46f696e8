%% SPDX-License-Identifier: Apache-2.0
%% releases: 25 27
%% A regular expression ends at the first NUL in it. The escape \\x00 and a NUL in the subject are characters as others.
-module(gen_re_nul).
-include("../case.hrl").

main() ->
    ?P([re:run("abc", P) || P <- [[$a, 0, $z], <<"b\0(">>, [0], <<0, $x>>, [[$c], [<<0>>]]]]),
    ?P(re:run("dlroW olleH", [0], [{capture, all, list}])),
    ?P(re:run("abc", [$b, 0, 16#20ac], [unicode])),
    ?P([re:run(S, "\\x00y") || S <- ["x\0y", "xy"]]),
    ?P(re:run("x\0y", ".\\0y", [{capture, all, list}])),
    ?P(re:split("a\0b,c", ",")),
    ?P(re:replace("abc", [$b, 0, $c], "x", [{return, list}])),
    ?P(try re:run("abc", [$(, 0, $)]) catch C:R -> {C, R} end),
    ?P(element(1, re:compile([$(, 0, $)]))),
    ?P(re:compile([$(, 0, $)])).
