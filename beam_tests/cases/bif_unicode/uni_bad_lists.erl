%% SPDX-License-Identifier: Apache-2.0
%% Bad code points in lists, improper tails and wrong elements: error, incomplete or badarg, and the rest that is returned.
-module(uni_bad_lists).
-include("../bif.hrl").

main() ->
    Lists = [[-1], [16#D800], [16#DFFF], [16#110000], [1 bsl 64], [$a, 16#D800, $b], [$a, [$b, 16#110000, $c], $d], ["ab", <<"cd", 255,
        "ef">>, "gh"], ["ab", [<<"cd", 195>>], "gh"], [<<195>>, <<169>>], [<<195>>, [169]], [<<240, 159>>, <<152, 128>>], [[[<<195>>]]],
             [$a | $b], [$a | b], [$a | <<"b">>], [$a | <<255>>], [$a | <<195>>], [a], [1.0], [{}], ["a", <<1:1>>], [<<"a", 1:3>>], ["abc",
                 [[["x", a]]]], [$a, -1], [#{}]],
    [io:format("~0p~n  ~0p~n  ~0p~n", [L, catch_(fun() -> unicode:characters_to_list(L) end),
        catch_(fun() -> unicode:characters_to_binary(L) end)]) || L <- Lists],
    [io:format("~0p ~0p~n", [L, catch_(fun() -> unicode:characters_to_binary(L, latin1) end)]) || L <- [[255], [256], [-1], [<<255>>, 256,
        $a], [$a, [16#D800]], [$a | <<200>>], [a], [16#10FFFF], [16#110000]]],
    [io:format("~0p ~0p~n", [L, catch_(fun() -> unicode:characters_to_binary(L, utf8, latin1) end)]) || L <- [[255], [256], [<<"é"/utf8>>,
        16#20AC, "rest"], <<"ab€cd"/utf8>>, [$a | <<"€"/utf8>>], ["x", ["y", <<"€z"/utf8>>, "w"]], <<195>>, [<<195>>, "x"]]].

catch_(F) -> try F() catch C:R -> {C, R} end.
