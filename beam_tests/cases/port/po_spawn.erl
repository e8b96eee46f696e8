%% SPDX-License-Identifier: Apache-2.0
%% Ports: programs run with open_port; lines, packets, exit status, stdin, closing, environment, arguments, os:cmd.
-module(po_spawn).
-include("../case.hrl").

main() ->
    process_flag(trap_exit, true),
    ?P(os:cmd("echo hello")),
    ?P(os:cmd("printf 'a\\nb'; exit 3")),
    ?P(run({spawn, "echo one two"}, [])),
    ?P(run({spawn, "echo one two"}, [binary])),
    ?P(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "echo $0 $1; exit 7", "zero", "a b"]}])),
    ?P(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "printf 'l1\\nlonger line\\nrest'"]}, {line, 6}])),
    ?P(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "echo $CASE_VAR"]}, {env, [{"CASE_VAR", "from env"}]}])),
    ?P(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "pwd"]}, {cd, "/"}])),
    ?P(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "echo err 1>&2"]}, stderr_to_stdout])),
    P = open_port({spawn, "cat"}, [binary, stream]),
    ?P(is_port(P)),
    ?P(port_command(P, "to cat")),
    ?P(receive {P, {data, D}} -> D end),
    P ! {self(), {command, [<<"io">>, "list"]}},
    ?P(receive {P, {data, D}} -> D end),
    ?P(erlang:port_info(P, connected) =:= {connected, self()}),
    ?P(erlang:port_info(P, name)),
    ?P(port_close(P)),
    ?P(receive {'EXIT', P, R} -> R after 1000 -> none end),
    ?P(erlang:port_info(P)),
    ?P(port_close(P)),
    ?P(port_command(P, "x")),
    Q = open_port({spawn, "cat"}, [{packet, 2}]),
    port_command(Q, "framed"),
    ?P(receive {Q, {data, D}} -> D end),
    port_command(Q, lists:duplicate(60000, $z)),
    ?P(receive {Q, {data, D}} -> length(D) end),
    ?P(try port_command(Q, lists:duplicate(70000, $z)) of true -> receive {'EXIT', Q, R} -> R after 500 -> no_exit end catch error:E -> E end),
    S = open_port({spawn, "cat"}, []),
    S ! {self(), close},
    ?P(receive {S, closed} -> closed after 1000 -> none end),
    ?P(try open_port({spawn_executable, "/no/such/program"}, []) catch error:E -> E end),
    ?P(open_port({spawn, "cat"}, [bogus])),
    Big = binary:copy(<<"0123456789abcdef">>, 20000),
    B = open_port({spawn, "cat"}, [binary]),
    port_command(B, Big),
    ?P(collect(B, byte_size(Big), <<>>) =:= Big),
    port_close(B),
    ?P(lists:member(B, erlang:ports())),
    O = open_port({spawn, "cat"}, []),
    Me = self(),
    Pid = spawn(fun() -> receive {O, {data, X}} -> Me ! {other_got, X} end end),
    ?P(port_connect(O, Pid)),
    unlink(O),
    O ! {Pid, {command, "redirected"}},
    ?P(receive {other_got, X} -> X after 2000 -> none end),
    ?P([os:getenv("CASE_NONE"), os:getenv("CASE_NONE", "dflt"), os:putenv("CASE_X", "1"), os:getenv("CASE_X"), os:unsetenv("CASE_X"), os:getenv("CASE_X")]),
    ?P(os:type()).

run(What, Opts) -> P = open_port(What, [exit_status | Opts]), gather(P, []).
gather(P, L) -> receive {P, {exit_status, S}} -> receive {P, {data, D}} -> gather_rest(P, [D | L], S) after 20 -> {lists:reverse(join(L)), S} end; {P, {data, D}} -> gather(P, [D | L]) after 5000 -> timeout end.
gather_rest(_, L, S) -> {lists:reverse(join(L)), S}.
%% Pieces of one stream may arrive together or apart.
join([A, B | T]) when is_list(A), is_list(B) -> join([B ++ A | T]);
join([A, B | T]) when is_binary(A), is_binary(B) -> join([<<B/binary, A/binary>> | T]);
join(L) -> L.
collect(_, N, A) when byte_size(A) >= N -> A;
collect(P, N, A) -> receive {P, {data, D}} -> collect(P, N, <<A/binary, D/binary>>) after 5000 -> timeout end.
