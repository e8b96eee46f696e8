%% SPDX-License-Identifier: Apache-2.0
%% tcp_echo.erl -- a TCP server on the loopback and four clients: requests with a length before them.
-module(tcp_echo).
-export([sizes/0, run/1]).

sizes() -> {50, 13000}.

run(N) ->
    {ok, Listen} = gen_tcp:listen(0, [binary, {packet, 4}, {active, false}, {ip, {127, 0, 0, 1}}, {backlog, 16}]),
    {ok, Port} = inet:port(Listen),
    Self = self(),
    spawn_link(fun() -> accept(Listen, 4) end),
    Clients = [spawn_link(fun() -> Self ! {self(), client(Port, N)} end) || _ <- lists:seq(1, 4)],
    Sums = [receive {C, Sum} -> Sum end || C <- Clients],
    ok = gen_tcp:close(Listen),
    lists:sum(Sums).

accept(_, 0) -> ok;
accept(Listen, Left) ->
    {ok, Socket} = gen_tcp:accept(Listen),
    Pid = spawn(fun() -> receive go -> inet:setopts(Socket, [{active, true}]), serve(Socket) end end),
    ok = gen_tcp:controlling_process(Socket, Pid),
    Pid ! go,
    accept(Listen, Left - 1).

serve(Socket) ->
    receive
        {tcp, Socket, Data} -> ok = gen_tcp:send(Socket, [<<"re:">>, Data]), serve(Socket);
        {tcp_closed, Socket} -> ok
    end.

client(Port, N) ->
    {ok, Socket} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {packet, 4}, {active, false}, {nodelay, true}]),
    Sum = requests(N, Socket, 0),
    gen_tcp:close(Socket),
    Sum.

requests(0, _, Sum) -> Sum;
requests(N, Socket, Sum) ->
    ok = gen_tcp:send(Socket, [<<"request ">>, integer_to_binary(N)]),
    {ok, <<"re:request ", Number/binary>>} = gen_tcp:recv(Socket, 0, 10000),
    requests(N - 1, Socket, Sum + binary_to_integer(Number)).
