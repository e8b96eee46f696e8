%% SPDX-License-Identifier: Apache-2.0
%% logger: levels, formats, reports with report_cb, metadata, bad formats and arguments, chars_limit, single_line, depth.
-module(el_formats).
-export([log/2, cb/1, cb2/2]).
-include("../case.hrl").

main() ->
    ok = logger:remove_handler(default),
    ok = logger:set_primary_config(level, all),
    ok = logger:add_handler(case_h, ?MODULE, #{config => self()}),
    [f(fun() -> logger:log(L, "level ~p", [L]) end) || L <- [emergency, alert, critical, error, warning, notice, info, debug]],
    f(fun() -> logger:error("plain string") end),
    f(fun() -> logger:error("bad ~p ~p", [1]) end),
    f(fun() -> logger:error("bad ~q", [1]) end),
    f(fun() -> logger:error(#{ef_a => 1, ef_b => "text"}) end),
    f(fun() -> logger:error([{k, v}, {long, lists:seq(1, 50)}]) end),
    f(fun() -> logger:error(#{r => 1}, #{report_cb => fun ?MODULE:cb/1}) end),
    f(fun() -> logger:error(#{r => 1}, #{report_cb => fun ?MODULE:cb2/2}) end),
    f(fun() -> logger:error(#{r => 1}, #{report_cb => fun(_) -> error(in_cb) end}) end),
    f(fun() -> logger:error(#{r => 1}, #{report_cb => fun(_) -> not_a_pair end}) end),
    f(fun() -> error_logger:error_msg("old ~s~n", ["msg"]) end),
    f(fun() -> error_logger:error_report([{a, 1}, "x", y]) end),
    f(fun() -> error_logger:error_report(my_type, {rep, 1}) end),
    f(fun() -> error_logger:warning_msg("w ~p", [é]) end),
    f(fun() -> error_logger:info_report("string report") end),
    f(fun() -> logger:notice("unicode ~ts ~s", ["éλ€", "é"]) end),
    f(fun() -> logger:error("multi~nline~n~p", [lists:seq(1, 60)]) end),
    ?P(logger:log(bogus, "x")),
    ?P(logger:error("x ~p", a)),
    ?P(logger:set_primary_config(level, bogus)),
    ?P(logger:add_handler(case_h, ?MODULE, #{})),
    ?P(logger:add_handler(other_h, nomodule, #{})),
    ?P(logger:remove_handler(nope)),
    ?P(logger:get_handler_config(nope)),
    ?P(logger:update_primary_config(#{level => warning})),
    f(fun() -> logger:info("hidden") end),
    ?P(logger:compare_levels(error, info)),
    ?P(logger:allow(debug, ?MODULE)),
    ?P(logger:set_module_level(?MODULE, debug)),
    ?P(logger:allow(debug, ?MODULE)),
    ?P(logger:get_module_level(?MODULE)),
    ?P(logger:unset_module_level(?MODULE)),
    ?P(logger:add_primary_filter(flt, {fun(E, _) -> case E of #{msg := {string, "drop"}} -> stop; _ -> ignore end end, []})),
    f(fun() -> logger:error("drop") end),
    f(fun() -> logger:error("keep") end).

f(F) ->
    F(),
    receive
        {event, E0} ->
            E = E0#{meta => maps:without([pid, gl, time], maps:get(meta, E0))},
            [io:format("~ts~n", [logger_formatter:format(E, C)]) || C <- [#{single_line => true, template => [level, " ", mfa, " ", msg]}, #{single_line => false, depth => 8, chars_limit => 60, template => [{report_cb, ["cb "], []}, msg]}]]
    after 50 -> io:format("nothing~n") end.
log(E, #{config := To}) -> To ! {event, E}.
cb(R) -> {"cb1 ~p", [R]}.
cb2(R, Cfg) -> io_lib:format("cb2 ~p ~p", [R, lists:sort(maps:keys(Cfg))]).
