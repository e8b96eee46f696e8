%% SPDX-License-Identifier: Apache-2.0
%% releases: 29
%% What goes wrong with native records: badrecord, badfield, novalue, badmap; the module records.
-module(nr_errors).
-record #one{a, b = 2}.
-export_record([open]).
-record #open{k = 1}.
-include("../case.hrl").

main() ->
    R = #one{a = id(1)},
    ?P((id({one, 1}))#one.a),
    ?P((id(#open{}))#one.a),
    ?P((id(R))#nr_errors:one.a),
    ?P((id(#open{}))#nr_errors:open.k),
    ?P((id(x))#one{a = 1}),
    ?P((id(#open{}))#one{a = 1}),
    ?P(new(closed)),
    ?P(new(open)),
    ?P(new(unknown)),
    ?P(new(field)),
    [module(M) || M <- [fun create/0, fun update/0, fun questions/0, fun definition/0]],
    ok.

%% Another module knows only what is exported.
new(What) ->
    Text = case What of
        closed -> "#nr_errors:one{}";
        open -> "#nr_errors:open{}";
        unknown -> "#nr_errors:none{}";
        field -> "#nr_errors:open{x = 1}"
    end,
    Name = list_to_atom("nr_gen_" ++ atom_to_list(What)),
    Source = ["-module(", atom_to_list(Name), "). -export([f/0]). f() -> ", Text, ". "],
    {ok, Tokens, _} = erl_scan:string(lists:flatten(Source)),
    {ok, Name, Code} = compile:forms(forms(Tokens, []), [nowarn]),
    {module, Name} = code:load_binary(Name, "gen", Code),
    Name:f().

forms([], []) -> [];
forms([{dot, _} = Dot | Rest], Seen) ->
    {ok, Form} = erl_parse:parse_form(lists:reverse([Dot | Seen])),
    [Form | forms(Rest, [])];
forms([Token | Rest], Seen) -> forms(Rest, [Token | Seen]).

module(F) -> F().

create() ->
    ?P(records:create(m, n, [{a, 1}, {b, [2]}], #{is_exported => false})),
    ?P(records:create(m, n, [], #{is_exported => true})),
    ?P(records:create(1, n, [], #{is_exported => true})),
    ?P(records:create(m, n, [{a, 1}, {a, 2}], #{is_exported => true})),
    ?P(records:create(m, n, [{1, 1}], #{is_exported => true})),
    ?P(records:create(m, n, [a], #{is_exported => true})),
    ?P(records:create(m, n, [{a, 1} | b], #{is_exported => true})),
    ?P(records:create(m, n, [], x)),
    ?P(records:create(m, n, [], #{})),
    ?P(records:create(m, n, [], #{is_exported => 1})),
    ?P(records:create(nr_errors, open, [{k, 1}], #{is_exported => true}) =:= id(#open{})).

update() ->
    R = #open{k = id(3)},
    ?P(records:update(R, nr_errors, open, #{k => 4})),
    ?P(records:update(R, nr_errors, open, #{})),
    ?P(records:update(R, x, '_', #{k => 5})),
    ?P(records:update(R, nr_errors, one, #{k => 4})),
    ?P(records:update(x, nr_errors, open, #{k => 4})),
    ?P(records:update(R, nr_errors, open, [{k, 4}])),
    ?P(records:update(R, nr_errors, open, #{l => 4})),
    ?P(records:update(R, nr_errors, open, #{1 => 4, k => 2})),
    ?P(records:update(R, nr_errors, open, maps:from_keys([k | lists:seq(1, 40)], 1))).

questions() ->
    R = #one{a = id(1)},
    ?P(records:get(a, R)),
    ?P(records:get(c, R)),
    ?P(records:get(1, R)),
    ?P(records:get(a, {one, 1})),
    ?P({records:get_module(R), records:get_name(R), records:get_field_names(R), records:is_exported(R)}),
    ?P({records:get_field_names(#open{}), records:is_exported(#open{})}),
    [?P(records:F(x)) || F <- [get_module, get_name, get_field_names, is_exported]],
    ok.

definition() ->
    ?P(records:get_definition(nr_errors, one)),
    ?P(records:get_definition(nr_errors, open)),
    ?P(records:get_definition(nr_errors, two)),
    ?P(records:get_definition(none, one)),
    ?P(records:get_definition(1, one)).
