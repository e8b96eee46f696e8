%% SPDX-License-Identifier: Apache-2.0
%% Two versions of a module: who runs which, old code, purge and soft_purge with processes, funs and results of old code; delete.
-module(co_versions).
-include("../case.hrl").

main() ->
    quiet(),
    load(1),
    ?P(vmod:v()),
    F1 = vmod:f(),
    P1 = spawn(vmod, loop, []),
    M1 = monitor(process, P1),
    P2 = spawn(vmod, loop, []),
    load(2),
    ?P({vmod:v(), F1(), ask(P1)}),
    ?P(erlang:check_old_code(vmod)),
    ?P(erlang:check_process_code(P1, vmod)),
    ?P(erlang:check_process_code(self(), vmod)),
    ?P(code:soft_purge(vmod)),
    P1 ! upgrade,
    ?P(ask(P1)),
    ?P(ask(P2)),
    ?P(code:load_binary(vmod, "vmod.erl", bin(3))),
    ?P(code:is_loaded(vmod)),
    ?P(is_process_alive(P2)),
    ?P(ask(P1)),
    ?P(erlang:check_process_code(P1, vmod)),
    ?P(F1()),
    ?P(code:purge(vmod)),
    ?P(t(fun() -> F1() end)),
    ?P(erlang:check_old_code(vmod)),
    load(4),
    ?P(ask(P1)),
    ?P(code:purge(vmod)),
    ?P(receive {'DOWN', M1, _, _, R} -> R after 1000 -> alive end),
    ?P(vmod:v()),
    F4 = vmod:f(),
    ?P(code:delete(vmod)),
    ?P(t(fun() -> vmod:v() end)),
    ?P(F4()),
    ?P(code:delete(vmod)),
    ?P(code:soft_purge(vmod)),
    ?P(t(fun() -> F4() end)),
    ?P(code:is_loaded(vmod)),
    load(5),
    ?P(vmod:v()),
    ?P(t(fun() -> F4() end)),
    ?P(code:purge(nomod)),
    ?P(code:delete(nomod)),
    ?P(erlang:purge_module(nomod)),
    ?P(erlang:delete_module(nomod)),
    ?P(erlang:delete_module("x")),
    ?P(erlang:check_old_code("x")),
    ?P(erlang:module_loaded(vmod)),
    ?P(erlang:module_loaded(nomod)),
    ?P(erlang:module_loaded("x")),
    ?P(lists:member(vmod, erlang:loaded())),
    ?P(erlang:pre_loaded() =/= []).

load(N) -> {module, vmod} = code:load_binary(vmod, "vmod.erl", bin(N)).
bin(N) ->
    Text = "-module(vmod). -export([v/0, f/0, loop/0]). v() -> " ++ integer_to_list(N) ++ ". f() -> X = v(), fun() -> {X, v()} end. "
        "loop() -> receive {From, ask} -> From ! {self(), v()}, loop(); upgrade -> ?MODULE:loop() end. ",
    {ok, Ts, _} = erl_scan:string(re:replace(Text, "\\?MODULE", "vmod", [{return, list}])),
    {ok, vmod, Bin} = compile:forms(forms(Ts, [], [])),
    Bin.
forms([{dot, _} = D | R], Acc, Fs) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])), forms(R, [], [F | Fs]);
forms([T | R], Acc, Fs) -> forms(R, [T | Acc], Fs);
forms([], [], Fs) -> lists:reverse(Fs).
ask(P) -> P ! {self(), ask}, receive {P, V} -> V after 100 -> silent end.
t(F) -> try F() catch C:R -> {C, if is_tuple(R), is_function(element(2, R)) -> {element(1, R), a_fun}; true -> R end} end.
