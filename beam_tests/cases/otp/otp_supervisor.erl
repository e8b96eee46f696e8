%% SPDX-License-Identifier: Apache-2.0
%% supervisor in Erlang: start order, restart strategies, simple_one_for_one, shutdown kinds, intensity, child errors.
-module(otp_supervisor).
-export([init/1, worker/2, start_worker/2]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    [strategy(S) || S <- [one_for_one, rest_for_one, one_for_all]],
    {ok, D} = supervisor:start_link(?MODULE, {simple, self()}),
    ?P([begin {ok, P} = supervisor:start_child(D, [N]), is_pid(P) end || N <- [x, y, z]]),
    ?P(log(3)),
    ?P(supervisor:count_children(D)),
    ?P([{I, T, M} || {I, _, T, M} <- supervisor:which_children(D)]),
    stop(D),
    ?P(lists:sort(log(3))),
    ?P(supervisor:start_link(?MODULE, bad_spec)),
    ?P(element(1, supervisor:start_link(?MODULE, {flags, #{strategy => bogus}}))),
    ?P(element(1, supervisor:start_link(?MODULE, failing_child))),
    ?P(supervisor:check_childspecs([#{id => a, start => {m, f, []}}])),
    ?P(supervisor:check_childspecs([#{id => a}])),
    ?P(supervisor:check_childspecs([{a, {m, f, []}, permanent, 100, worker, [m]}])),
    {ok, K} = supervisor:start_link(?MODULE, {brutal, self()}),
    ?P(log(1)),
    stop(K),
    ?P(receive {log, X} -> X after 50 -> killed_without_a_word end),
    flush().

strategy(S) ->
    io:format("--- ~p~n", [S]),
    {ok, Sup} = supervisor:start_link(?MODULE, {three, S, self()}),
    ?P(log(3)),
    w2 ! {exit, crash},
    ?P(log(case S of one_for_one -> 1; rest_for_one -> 3; one_for_all -> 5 end)),
    ?P([Id || {Id, P, _, _} <- supervisor:which_children(Sup), is_pid(P)]),
    ?P(supervisor:terminate_child(Sup, w3)),
    ?P(log(1)),
    ?P([{Id, P} || {Id, P, _, _} <- supervisor:which_children(Sup), not is_pid(P)]),
    ?P(supervisor:delete_child(Sup, w3)),
    ?P(element(1, supervisor:start_child(Sup, spec(w4, self())))),
    ?P(log(1)),
    ?P(supervisor:start_child(Sup, spec(w4, self())) =/= ok),
    ?P(maps:get(restart, element(2, supervisor:get_childspec(Sup, w4)))),
    stop(Sup),
    ?P(log(3)).

stop(Sup) -> exit(Sup, shutdown), receive {'EXIT', Sup, shutdown} -> ok end.
flush() -> receive _ -> flush() after 0 -> ok end.
log(0) -> [];
log(N) -> receive {log, X} -> [X | log(N - 1)] after 1000 -> [missing] end.
spec(N, To) -> #{id => N, start => {?MODULE, worker, [N, To]}}.
init({three, S, To}) -> {ok, {#{strategy => S}, [spec(N, To) || N <- [w1, w2, w3]]}};
init({simple, To}) -> {ok, {#{strategy => simple_one_for_one}, [#{id => s, start => {?MODULE, worker, [To]}}]}};
init({flags, F}) -> {ok, {F, []}};
init({brutal, To}) -> {ok, {#{}, [(spec(b, To))#{shutdown => brutal_kill}]}};
init(failing_child) -> {ok, {#{}, [#{id => f, start => {erlang, abs, [x]}}]}};
init(bad_spec) -> {ok, not_a_spec}.
worker(To, N) when is_pid(To) -> worker(N, To);
worker(N, To) -> proc_lib:start_link(?MODULE, start_worker, [N, To]).
%% Acknowledged only after the message, so that the order of the messages is the order of the starts.
start_worker(N, To) ->
    process_flag(trap_exit, true),
    catch register(N, self()),
    To ! {log, {up, N}},
    proc_lib:init_ack({ok, self()}),
    body(N, To).
body(N, To) -> receive {exit, R} -> exit(R); {'EXIT', _, R} -> To ! {log, {down, N, R}}, exit(R) end.
