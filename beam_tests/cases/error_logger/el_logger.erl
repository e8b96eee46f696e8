%% SPDX-License-Identifier: Apache-2.0
%% The logger API: levels, filters, metadata, formatter templates, report callbacks, handlers, macros' functions.
-module(el_logger).
-export([log/2]).
-include("../case.hrl").

main() ->
    ok = logger:remove_handler(default),
    F = {logger_formatter, #{single_line => true, template => ["[", level, "] ", msg, " k=", {k, [k], ["none"]}, "\n"]}},
    ok = logger:add_handler(h, ?MODULE, #{formatter => F}),
    ?P(maps:get(level, logger:get_primary_config())),
    logger:error("plain"),
    logger:error("format ~p ~s", [{a, 1}, "x"]),
    logger:notice("with meta", #{k => v}),
    logger:info("not shown"),
    logger:set_primary_config(level, debug),
    logger:debug("shown now ~w", [1]),
    logger:log(emergency, "worst"),
    logger:log(warning, #{key => value, list => [1, 2]}),
    logger:log(error, [{a, 1}, {b, "two"}]),
    logger:log(notice, fun(X) -> {"lazy ~p", [X]} end, arg),
    logger:set_process_metadata(#{k => from_process}),
    logger:alert("process metadata"),
    logger:update_process_metadata(#{other => 1}),
    ?P(logger:get_process_metadata()),
    logger:unset_process_metadata(),
    logger:critical("multi\nline ~p", [lists:seq(1, 5)]),
    ?P(logger:add_primary_filter(drop, {fun(#{meta := #{drop := true}}, _) -> stop; (_, _) -> ignore end, x})),
    logger:error("dropped", #{drop => true}),
    logger:error("kept", #{drop => false}),
    ?P(logger:remove_primary_filter(drop)),
    ?P(logger:set_module_level(?MODULE, error)),
    ?P(logger:get_module_level(?MODULE)),
    ?P(logger:allow(error, ?MODULE)),
    ?P(logger:allow(debug, ?MODULE)),
    ?P(logger:unset_module_level(?MODULE)),
    ?P(logger:set_handler_config(h, level, critical)),
    logger:error("below handler level"),
    logger:critical("at handler level"),
    ?P(logger:compare_levels(error, info)),
    ?P(logger:get_handler_ids()),
    ?P(logger:add_handler(h, ?MODULE, #{})),
    ?P(logger:set_primary_config(level, bogus)),
    ?P(logger:remove_handler(h)),
    ?P(logger:remove_handler(h)),
    ?P(unicode:characters_to_list(logger_formatter:format(#{level => info, msg => {"~p", [x]}, meta => #{time => 0}}, #{template => [level, ":", msg]}))),
    ?P(unicode:characters_to_list(logger_formatter:format(#{level => info, msg => {report, #{label => l, a => [1]}}, meta => #{time => 0}}, #{template => [msg], single_line => true}))),
    ?P(unicode:characters_to_list(logger_formatter:format(#{level => error, msg => {string, "s"}, meta => #{time => 0, mfa => {m, f, 1}, line => 7}}, #{template => [mfa, " ", line, " ", msg], max_size => 20}))).

log(E, #{formatter := {M, C}}) -> io:put_chars(M:format(E, C)).
