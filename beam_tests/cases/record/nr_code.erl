%% SPDX-License-Identifier: Apache-2.0
%% releases: 29
%% Native records over a change of code: old values keep their definition, new ones get the new one;
%% what is defined goes with the module; literals of the old code survive its purge.
-module(nr_code).
-include("../case.hrl").

main() ->
    load("-export_record([r]). -record #r{a = 1, b = [x]}."),
    Old = nr_gen:new(),
    ?P(Old),
    ?P(records:get_definition(nr_gen, r)),
    load("-export_record([r]). -record #r{a = 1, c = two, d}."),
    ?P(Old),
    ?P(nr_gen:new()),
    ?P(records:get_field_names(Old)),
    ?P(records:get_definition(nr_gen, r)),
    ?P(nr_gen:get_b(Old)),
    ?P(nr_gen:get_b(nr_gen:new())),
    ?P(Old < nr_gen:new()),
    ?P(code:purge(nr_gen)),
    erlang:garbage_collect(),
    ?P(Old),
    ?P(records:update(Old, nr_gen, r, #{b => new})),
    ?P(code:delete(nr_gen)),
    ?P(records:get_definition(nr_gen, r)),
    ?P(code:purge(nr_gen)),
    ?P(Old).

load(Records) ->
    Source = "-module(nr_gen). -export([new/0, get_b/1]). " ++ Records ++
        " new() -> #nr_gen:r{" ++ case string:find(Records, "d}") of nomatch -> ""; _ -> "d = 4" end ++
        "}. get_b(R) -> records:get(b, R). ",
    {ok, Tokens, _} = erl_scan:string(Source),
    {ok, nr_gen, Code} = compile:forms(forms(Tokens, []), [nowarn]),
    {module, nr_gen} = code:load_binary(nr_gen, "gen", Code).

forms([], []) -> [];
forms([{dot, _} = Dot | Rest], Seen) ->
    {ok, Form} = erl_parse:parse_form(lists:reverse([Dot | Seen])),
    [Form | forms(Rest, [])];
forms([Token | Rest], Seen) -> forms(Rest, [Token | Seen]).
