%% SPDX-License-Identifier: Apache-2.0
%% releases: 29
%% Functions that are new in OTP 28 and 29: is_integer/3, processes_iterator/0, put_new/2 of persistent
%% terms, patterns that are exported and imported, signals of terminals.
-module(new_in_29).
-include("../case.hrl").

within(X, Low, High) when is_integer(X, Low, High) -> yes;
within(_, _, _) -> no.

main() ->
    ?P([within(id(X), id(1), id(1 bsl 70)) || X <- [0, 1, 5, 1 bsl 69, (1 bsl 70) + 1, 2.0, a]]),
    ?P(within(id(1), id(a), id(2))),
    ?P(is_integer(id(1), id(0), id(2.0))),
    ?P(lists:sort(walk(erlang:processes_iterator())) =:= lists:sort(processes())),
    ?P(erlang:processes_next(x)),
    persistent(), patterns(),
    ?P([os:set_signal(S, default) || S <- [sigcont, sigwinch]]),
    ?P(erl_debugger:supported()),
    ?P(erlang:system_monitor()).

walk(I) -> case erlang:processes_next(I) of none -> []; {P, Next} -> [P | walk(Next)] end.

persistent() ->
    ?P(persistent_term:put_new(new_in_29, {a, [1]})),
    ?P(persistent_term:put_new(new_in_29, {a, [id(1)]})),
    ?P(persistent_term:put_new(new_in_29, other)),
    ?P(persistent_term:get(new_in_29)),
    ?P(persistent_term:erase(new_in_29)),
    ?P(persistent_term:put_new(new_in_29, other)),
    ?P(persistent_term:erase(new_in_29)).

patterns() ->
    {ok, Compiled} = re:compile("(a+)(?<n>b)", [caseless]),
    ?P([is_reference(element(5, Compiled)), re:inspect(Compiled, namelist)]),
    ?P(re:run("xAAbb", Compiled, [{capture, all, list}])),
    {ok, Exported} = re:compile(<<"(ä+)b"/utf8>>, [unicode, export]),
    ?P({element(1, Exported), element(3, Exported), element(4, Exported)}),
    Imported = re:import(binary_to_term(term_to_binary(Exported))),
    ?P(re:run("xääb", Imported, [{capture, all, list}])),
    ?P(re:run("x", Exported)),
    ?P(re:import(Compiled)),
    ?P(re:import(setelement(2, Exported, <<"x">>))),
    ?P([re:compile(T) || T <- ["(a", "(?<n", "\\"]]),
    ?P(re:run("a\0b", "^b", [multiline, {newline, nul}])).
