%% SPDX-License-Identifier: Apache-2.0
%% Registering: names, duplicates, reserved names, registered(), names of dead processes, sends by name.
-module(rg_names).
-include("../case.hrl").

main() ->
    quiet(),
    P = spawn(fun() -> loop() end),
    ?P(register(rg_a, P)),
    ?P(register(rg_a, P)),
    ?P(register(rg_b, P)),
    ?P(register(rg_a, self())),
    ?P(whereis(rg_a) =:= P),
    ?P(whereis(rg_none)),
    ?P(whereis(1)),
    ?P(register(undefined, self())),
    ?P(register("name", self())),
    ?P(register(rg_c, not_a_pid)),
    ?P(lists:member(rg_a, registered())),
    ?P(unregister(rg_none)),
    rg_a ! {self(), ping},
    ?P(receive {P, ping} -> pong end),
    {rg_a, node()} ! {self(), ping2},
    ?P(receive {P, ping2} -> pong2 end),
    ?P(unregister(rg_a)),
    ?P(whereis(rg_a)),
    ?P(rg_a ! x),
    ?P(register(rg_b, P)),
    ?P(process_info(P, registered_name)),
    M = monitor(process, P),
    P ! stop,
    receive {'DOWN', M, _, _, W} -> ?P(W) end,
    ?P(whereis(rg_b)),
    ?P(lists:member(rg_b, registered())),
    ?P(register(rg_d, P)),
    ?P(register(rg_me, self())),
    rg_me ! to_me,
    ?P(receive to_me -> got end),
    ?P(exit(whereis(rg_me), normal)),
    ?P(begin unregister(rg_me), register(rg_me2, self()) end),
    ?P(whereis(rg_me2) =:= self()),
    Names = [list_to_atom("rg_n" ++ integer_to_list(I)) || I <- lists:seq(1, 300)],
    Ps = [begin Q = spawn(fun loop/0), register(N, Q), Q end || N <- Names],
    ?P(length([N || N <- registered(), lists:member(N, Names)])),
    ?P([whereis(N) || N <- Names] =:= Ps),
    Ms = [monitor(process, Q) || Q <- Ps],
    [N ! stop || N <- Names],
    [receive {'DOWN', Mo, _, _, _} -> ok end || Mo <- Ms],
    ?P([N || N <- Names, whereis(N) =/= undefined]),
    ?P([is_pid(whereis(N)) || N <- [init, user, logger, kernel_sup, code_server, file_server_2, erl_prim_loader, erts_code_purger]]),
    ?P(race(id(200))).

%% Many processes try for one name: one wins each time.
race(N) ->
    Me = self(),
    Ps = [spawn(fun() -> Me ! {self(), catch register(rg_race, self())}, receive stop -> ok end end) || _ <- lists:seq(1, N)],
    R = [receive {P, V} -> V =:= true end || P <- Ps],
    [P ! stop || P <- Ps],
    length([x || true <- R]).

loop() -> receive {From, X} -> From ! {self(), X}, loop(); stop -> ok end.
