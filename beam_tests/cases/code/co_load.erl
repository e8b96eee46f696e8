%% SPDX-License-Identifier: Apache-2.0
%% Loading generated modules: compile:forms, load_binary, two versions running, purge kills, delete, undef after delete.
-module(co_load).
-include("../case.hrl").

main() ->
    quiet(),
    ?P(load(1)),
    ?P(co_gen:version()),
    Me = self(),
    P = spawn(fun() -> co_gen:loop(Me) end),
    P ! ask,
    ?P(receive {v, V} -> V end),
    ?P(load(2)),
    ?P(co_gen:version()),
    P ! ask,
    ?P(receive {v, V} -> V end),
    P ! upgrade,
    P ! ask,
    ?P(receive {v, V} -> V end),
    ?P(erlang:check_old_code(co_gen)),
    ?P(erlang:check_process_code(P, co_gen)),
    ?P(code:soft_purge(co_gen)),
    ?P(erlang:check_old_code(co_gen)),
    ?P(load(3)),
    ?P(erlang:check_process_code(P, co_gen)),
    ?P(code:soft_purge(co_gen)),
    M = monitor(process, P),
    ?P(code:purge(co_gen)),
    ?P(receive {'DOWN', M, process, P, R} -> R end),
    ?P(co_gen:version()),
    F = co_gen:make_fun(),
    G = fun co_gen:version/0,
    ?P(F()),
    ?P(load(4)),
    ?P({F(), G(), co_gen:version()}),
    ?P(load(5)),
    ?P(code:delete(co_gen)),
    ?P(co_gen:version()),
    ?P(erlang:function_exported(co_gen, version, 0)),
    ?P(code:purge(co_gen)),
    ?P(code:delete(co_gen)),
    ?P(erlang:module_loaded(co_gen)),
    ?P(load(6)),
    ?P(erlang:module_loaded(co_gen)),
    ?P(lists:sort(co_gen:module_info(exports))),
    ?P(proplists:get_value(vsn, co_gen:module_info(attributes)) =/= undefined),
    ?P(code:is_loaded(co_gen)),
    ?P(erlang:load_module(co_gen, <<"garbage">>)),
    ?P(erlang:load_module(wrong_name, binary(7))),
    ?P(code:load_binary(co_gen, "x", <<>>)),
    ?P(lists:member(co_gen, erlang:loaded())),
    ?P(erlang:get_module_info(co_gen, module)),
    ?P([begin code:purge(co_gen), load(I), co_gen:version() end || I <- lists:seq(10, 30)]).

load(N) -> {module, co_gen} = code:load_binary(co_gen, "co_gen.erl", binary(N)), {loaded, N}.

binary(N) ->
    Src = ["-module(co_gen). -export([version/0, loop/1, make_fun/0]). "
           "version() -> ", integer_to_list(N), ". "
           "loop(Me) -> receive ask -> Me ! {v, version()}, loop(Me); upgrade -> co_gen:loop(Me) end. "
           "make_fun() -> V = version(), fun() -> {V, version()} end. "],
    Forms = forms(lists:flatten(Src)),
    {ok, co_gen, Bin} = compile:forms(Forms, []),
    Bin.

forms(S) -> {ok, Ts, _} = erl_scan:string(S), split(Ts, []).
split([], _) -> [];
split([{dot, _} = D | T], A) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | A])), [F | split(T, [])];
split([X | T], A) -> split(T, [X | A]).
