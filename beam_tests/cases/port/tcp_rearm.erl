%% SPDX-License-Identifier: Apache-2.0
%% Sockets whose data comes when nobody waits for it, and again when somebody does: what is watched and what is wanted
%% differ, and nothing may be lost. Passive, active once, {active, N}, full send queues, the peer's end, UDP.
-module(tcp_rearm).
-include("../case.hrl").

main() ->
    {A, B} = pair([{active, false}]),
    ?P(gen_tcp:recv(A, 0, 20)),
    ?P([unwanted(A, B, I) || I <- lists:seq(1, 20)]),
    ?P([echo(A, B, I) || I <- lists:seq(1, 20)]),
    ?P(gen_tcp:recv(A, 0, 20)),
    ?P([one_by_one(A, B, I) || I <- lists:seq(1, 20)]),
    ?P(counted(A, B)),
    ?P(flood(A, B, 2000000)),
    ?P(echo(B, A, 1)),
    gen_tcp:send(B, "last"),
    gen_tcp:close(B),
    timer:sleep(20),
    ?P(gen_tcp:recv(A, 4, 1000)),
    ?P(gen_tcp:recv(A, 0, 1000)),
    ?P(gen_tcp:recv(A, 0, 1000)),
    ?P(gen_tcp:close(A)),
    {C, D} = pair([{active, true}]),
    ?P([begin ok = gen_tcp:send(D, [I]), active(C) end || I <- lists:seq(1, 20)]),
    inet:setopts(C, [{active, false}]),
    gen_tcp:close(D),
    timer:sleep(20),
    inet:setopts(C, [{active, true}]),
    ?P(receive {tcp_closed, C} -> closed after 1000 -> none end),
    ?P(many(40, 25)),
    ?P(udp(20)).

pair(Options) ->
    {ok, L} = gen_tcp:listen(0, [binary, {ip, {127, 0, 0, 1}} | Options]),
    {ok, Port} = inet:port(L),
    {ok, A} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {nodelay, true} | Options]),
    {ok, B} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {A, B}.

%% It is there before it is asked for.
unwanted(A, B, I) ->
    ok = gen_tcp:send(B, [I]),
    timer:sleep(I rem 3),
    {ok, <<I>>} = gen_tcp:recv(A, 1, 1000),
    I.

echo(A, B, I) ->
    ok = gen_tcp:send(A, <<I:32>>),
    {ok, <<I:32>>} = gen_tcp:recv(B, 4, 1000),
    ok = gen_tcp:send(B, <<I:32>>),
    {ok, <<I:32>>} = gen_tcp:recv(A, 4, 1000),
    I.

one_by_one(A, B, I) ->
    inet:setopts(A, [{packet, 1}]),
    inet:setopts(B, [{packet, 1}]),
    [ok = gen_tcp:send(B, [I, J]) || J <- [1, 2, 3]],
    timer:sleep(I rem 2),
    Got = [begin inet:setopts(A, [{active, once}]), {_, <<I, J>>} = active(A), J end || J <- [1, 2, 3]],
    nothing = receive {tcp, A, _} -> something after 0 -> nothing end,
    inet:setopts(A, [{packet, 0}]),
    inet:setopts(B, [{packet, 0}]),
    Got.

active(Socket) ->
    receive
        {tcp, Socket, Data} -> {data, Data};
        {tcp_passive, Socket} -> passive
    after 1000 -> nothing
    end.

counted(A, B) ->
    inet:setopts(A, [{packet, 1}, {active, 3}]),
    inet:setopts(B, [{packet, 1}]),
    [ok = gen_tcp:send(B, [I]) || I <- [1, 2, 3, 4]],
    First = [active(A) || _ <- [1, 2, 3, 4]],
    inet:setopts(A, [{active, once}]),
    Last = active(A),
    inet:setopts(A, [{packet, 0}]),
    inet:setopts(B, [{packet, 0}]),
    {First, Last}.

%% More than the kernel and the port's queue take while nobody reads, in both directions.
flood(A, B, Size) ->
    Self = self(),
    Data = binary:copy(<<"0123456789">>, Size div 10),
    Send = fun(S) -> spawn_link(fun() -> Self ! {sent, S, gen_tcp:send(S, Data)} end) end,
    Send(A),
    Send(B),
    timer:sleep(20),
    {ok, FromB} = gen_tcp:recv(A, Size, 5000),
    {ok, FromA} = gen_tcp:recv(B, Size, 5000),
    {FromA =:= Data, FromB =:= Data, [receive {sent, S, R} -> R end || S <- [A, B]]}.

%% Conversations side by side.
many(Pairs, Rounds) ->
    Self = self(),
    Pids = [spawn_link(fun() ->
                               {A, B} = pair([{active, false}]),
                               [echo(A, B, I) || I <- lists:seq(1, Rounds)],
                               Self ! {self(), done}
                       end) || _ <- lists:seq(1, Pairs)],
    length([receive {P, done} -> P end || P <- Pids]).

udp(Count) ->
    {ok, A} = gen_udp:open(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, B} = gen_udp:open(0, [binary, {active, false}, {ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(A),
    [begin
         ok = gen_udp:send(B, {127, 0, 0, 1}, Port, [I]),
         timer:sleep(I rem 2),
         {ok, {_, _, <<I>>}} = gen_udp:recv(A, 0, 1000),
         {error, timeout} = gen_udp:recv(A, 0, 1),
         I
     end || I <- lists:seq(1, Count)].
