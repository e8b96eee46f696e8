%% SPDX-License-Identifier: Apache-2.0
%% os:getenv, putenv, unsetenv, env: values of every kind of character, names that cannot be, bad arguments.
-module(sys_environment).
-include("../bif.hrl").

main() ->
    ?P([os:putenv("CASE_CASE", V) || V <- ["", "plain", "a=b", "é€" ++ [16#1F600]]]),
    ?P(os:getenv("CASE_CASE")), ?P(os:getenv("CASE_CASE", "d")), ?P(os:unsetenv("CASE_CASE")), ?P(os:getenv("CASE_CASE")),
        ?P(os:getenv("CASE_CASE", "d")), ?P(os:unsetenv("CASE_CASE")),
    os:putenv("CASE_A", ""), ?P(os:getenv("CASE_A")), os:putenv("CASE_A", "1"), os:putenv("CASE_A", "2"),
    ?P([X || {"CASE" ++ _, _} = X <- os:env()]), ?P([X || "CASE" ++ _ = X <- os:getenv()]), ?P(lists:member({"CASE_A", "2"}, os:env())),
    bif(os, getenv, 1, [[a], [1], [[a]], [[16#D800]], ["a" ++ [0] ++ "b"], [<<"CASE_A">>], ["a=b"], [""], ["=a"]]),
    bif(os, putenv, 2, [[a, "b"], ["a", b], ["", "b"], ["a=b", "c"], ["a", [0]], [[0], "a"], ["a", [a]], ["=a", "b"], [[16#D800], "x"],
        ["x", [16#D800]], [a, b]]),
    bif(os, unsetenv, 1, [[a], [""], ["a=b"], [[0]], [[16#110000]]]),
    bif(os, set_signal, 2, [[bogus, default], [sigterm, bogus], [1, default], [sighup, 1]]),
    ?P(list_to_integer(os:getpid()) > 1).
