%% SPDX-License-Identifier: Apache-2.0
%% global and pg on one node, process groups, names through gen_server via tuples; everything gone when the processes end.
-module(rg_global).
-include("../case.hrl").

main() ->
    quiet(),
    P = spawn(fun loop/0),
    ?P(global:register_name({n, 1}, P)),
    ?P(global:register_name({n, 1}, self())),
    ?P(global:whereis_name({n, 1}) =:= P),
    ?P(global:send({n, 1}, {self(), hi}) =:= P),
    ?P(receive {P, hi} -> answered end),
    ?P(lists:member({n, 1}, global:registered_names())),
    ?P(global:re_register_name({n, 1}, self())),
    ?P(global:whereis_name({n, 1}) =:= self()),
    ?P(global:unregister_name({n, 1})),
    ?P(global:whereis_name({n, 1})),
    ?P(try global:send(no_such_global, x) catch exit:R -> R end),
    ?P(global:trans({lock, self()}, fun() -> in_transaction end)),
    ?P(global:set_lock({l, a}, [node()], 0)),
    ?P(global:set_lock({l, b}, [node()], 0)),
    ?P(global:del_lock({l, a})),
    ?P(global:set_lock({l, b}, [node()], 0)),
    {ok, _} = pg:start_link(scope),
    Ps = [spawn(fun loop/0) || _ <- [1, 2, 3]],
    ?P([pg:join(scope, g, Q) || Q <- Ps]),
    ?P(length(pg:get_members(scope, g))),
    ?P(pg:join(scope, g, hd(Ps))),
    ?P(length(pg:get_members(scope, g))),
    ?P(pg:leave(scope, g, hd(Ps))),
    ?P(length(pg:get_local_members(scope, g))),
    ?P(pg:leave(scope, none, hd(Ps))),
    ?P(pg:which_groups(scope)),
    [begin M = monitor(process, Q), Q ! stop, receive {'DOWN', M, _, _, _} -> ok end end || Q <- Ps],
    ?P(wait(fun() -> pg:get_members(scope, g) =:= [] end)),
    ?P(pg:which_groups(scope)),
    ?P(global:register_name(dies, P)),
    M = monitor(process, P),
    P ! stop,
    receive {'DOWN', M, _, _, _} -> ok end,
    ?P(wait(fun() -> global:whereis_name(dies) =:= undefined end)),
    ?P(net_kernel:get_state() =/= x),
    ?P(erlang:monitor_node(node(), true)),
    ?P(try erlang:monitor_node(no@such, true) catch error:E -> E end),
    ?P(rpc:call(node(), lists, seq, [1, 3])),
    ?P(rpc:call(node(), erlang, error, [x]) =/= ok),
    ?P(erpc:call(node(), fun() -> {in_erpc, 1} end)),
    ?P(try erpc:call(node(), erlang, error, [oops]) catch C:{X, Y, _} -> {C, X, Y} end),
    ?P(try erpc:call(no@such, erlang, node, []) catch C:R -> {C, R} end).

loop() -> receive {F, X} -> F ! {self(), X}, loop(); stop -> ok end.
wait(F) -> case F() of true -> happened; false -> receive after 2 -> wait(F) end end.
