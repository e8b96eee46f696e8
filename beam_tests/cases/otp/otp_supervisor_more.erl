%% SPDX-License-Identifier: Apache-2.0
%% supervisor: every strategy with children that die in each restart type, intensity, significant children, order of starts and stops, wrong specifications, delete and restart.
-module(otp_supervisor_more).
-behaviour(supervisor).
-export([init/1, start/2]).
-include("../case.hrl").

init(Spec) -> Spec.
start(Id, To) -> To ! {start, Id}, {ok, proc_lib:spawn_link(fun() -> process_flag(trap_exit, true), loop(Id, To) end)}.
loop(Id, To) -> receive {'EXIT', _, W} -> To ! {stop, Id, W}, exit(W); {die, W} -> To ! {die, Id}, exit(W) end.

main() ->
    quiet(), process_flag(trap_exit, true),
    [begin
         io:format("~p ~p ~0p~n", [Strategy, Restart, Why]),
         {ok, S} = supervisor:start_link(?MODULE, {ok, {#{strategy => Strategy, intensity => 1, period => 10}, [child(I, Restart) || I <- [a, b, c]]}}),
         B = pid_of(S, b), M = monitor(process, B), B ! {die, Why}, receive {'DOWN', M, _, _, _} -> ok end,
         catch supervisor:which_children(S), io:format("  ~0p~n", [events()]),
         case is_process_alive(S) andalso pid_of(S, b) of P when is_pid(P) -> M2 = monitor(process, P), P ! {die, Why}, receive {'DOWN', M2, _, _, _} -> ok end; _ -> ok end,
         io:format("  ~0p ~0p~n", [try [{I, is_pid(P), T} || {I, P, T, _} <- supervisor:which_children(S)] catch exit:{R, _} when R =:= shutdown; R =:= noproc -> gone end, % which of them is a race
              begin stop(S), events() end])
     end || Strategy <- [one_for_one, one_for_all, rest_for_one], Restart <- [permanent, transient, temporary], Why <- [normal, shutdown, {shutdown, x}, crash]],
    {ok, S} = supervisor:start_link(?MODULE, {ok, {#{}, [child(a, permanent)]}}), events(),
    [?P(t(X)) || X <- [supervisor:start_child(S, child(a, permanent)), supervisor:terminate_child(S, a), supervisor:start_child(S, child(a, permanent)), supervisor:restart_child(S, a), supervisor:restart_child(S, a), supervisor:delete_child(S, a), supervisor:terminate_child(S, a), supervisor:delete_child(S, a), supervisor:delete_child(S, z), supervisor:restart_child(S, z), supervisor:terminate_child(S, self()), supervisor:get_childspec(S, z), supervisor:count_children(S),
        supervisor:start_child(S, #{id => i, start => {?MODULE, nofun, []}}), supervisor:start_child(S, #{id => ig, start => {?MODULE, init, [ignore]}}), supervisor:start_child(S, #{id => bad, start => {?MODULE, init, [foo]}}), supervisor:which_children(S)]],
    [?P(supervisor:start_child(S, C)) || C <- [foo, #{}, #{id => 1}, #{id => 1, start => x}, #{id => 1, start => {m, f, []}, restart => x}, #{id => 1, start => {m, f, []}, shutdown => -1}, #{id => 1, start => {m, f, []}, type => t}, #{id => 1, start => {m, f, []}, modules => x}, {1, {m, f, []}, permanent, 1, worker}, #{id => 1, start => {m, f, []}, significant => true}]],
    [?P(supervisor:check_childspecs(C)) || C <- [[], [#{id => 1, start => {m, f, []}}, #{id => 1, start => {m, f, []}}], x, [x]]],
    [?P(t(supervisor:start_link(?MODULE, I))) || I <- [ignore, foo, {ok, foo}, {ok, {#{strategy => x}, []}}, {ok, {#{intensity => -1}, []}}, {ok, {#{period => 0}, []}}, {ok, {{one_for_one, 1}, []}}, {ok, {#{}, [foo]}}, {ok, {#{strategy => simple_one_for_one}, []}}, {ok, {#{auto_shutdown => x}, []}}]],
    {ok, A} = supervisor:start_link(?MODULE, {ok, {#{auto_shutdown => any_significant}, [(child(s, transient))#{significant => true}, child(t, permanent)]}}), pid_of(A, s) ! {die, normal}, ?P(receive {'EXIT', A, W} -> W after 1000 -> none end), ?P(events()),
    {ok, Q} = supervisor:start_link(?MODULE, {ok, {#{strategy => simple_one_for_one}, [child(q, temporary)]}}), ?P(t(supervisor:start_child(Q, []))), ?P(t(supervisor:start_child(Q, [extra]))), ?P(supervisor:count_children(Q)), ?P(t(supervisor:which_children(Q))), ?P(supervisor:terminate_child(Q, q)), ?P(supervisor:delete_child(Q, q)), stop(Q), stop(S), ?P(events() =/= x).
child(I, R) -> #{id => I, start => {?MODULE, start, [I, self()]}, restart => R}.
pid_of(S, I) -> case lists:keyfind(I, 1, supervisor:which_children(S)) of {_, P, _, _} -> P; false -> none end.
events() -> receive {start, _} = E -> [E | events()]; {stop, _, _} = E -> [E | events()]; {die, _} = E -> [E | events()] after 0 -> [] end.
stop(S) -> catch gen_server:stop(S, shutdown, 1000), receive {'EXIT', S, _} -> ok after 100 -> ok end.
t(X) when is_pid(X) -> pid;
t([H | T]) -> [t(H) | t(T)];
t(X) when is_tuple(X) -> list_to_tuple(t(tuple_to_list(X)));
t(X) when is_map(X) -> maps:map(fun(_, V) -> t(V) end, X);
t(X) -> X.
