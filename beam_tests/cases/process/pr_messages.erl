%% SPDX-License-Identifier: Apache-2.0
%% Messages of every kind of term: copied exactly; sub-binaries, large binaries, funs, maps, deep and shared terms.
-module(pr_messages).
-include("../case.hrl").

main() ->
    Echo = spawn(fun() -> echo() end),
    Big = binary:copy(<<"0123456789">>, 10000),
    <<_:17, Bits:1000/bits, _/bits>> = Big,
    R = make_ref(),
    Shared = lists:foldl(fun(_, T) -> {T, T} end, leaf, lists:seq(1, 12)),
    Terms = [1, -1, 1 bsl 100, -(1 bsl 100), 1.5, -0.0, a, '', [], {}, "string", <<>>, <<1, 2, 3>>, <<1:3>>, Big, binary:part(Big, 500, 20),
             Bits, binary:part(Big, 1, 64), binary:part(Big, 1, 65), self(), R, #{a => #{b => c}}, maps:from_list([{I, {I}} || I <- lists:seq(1, 100)]),
             fun lists:map/2, lists:seq(1, 1000), list_to_tuple(lists:seq(1, 1000)), [1 | 2], Shared, lists:duplicate(50, Big),
             {lists, ['of', {many, "kinds", <<"x">>, 2.5, [#{1 => []}]}]}, nest(20000), [[], [[]], {[]}], erlang:system_info(version)],
    lists:foreach(fun({I, T}) -> Echo ! {self(), T}, receive {Echo, U} -> io:format("~p ~p ~p~n", [I, T =:= U, erlang:phash2(U) =:= erlang:phash2(T)]) end end,
                  lists:zip(lists:seq(1, length(Terms)), Terms)),
    N = id(5),
    F = fun(X) -> {X, N, byte_size(Big)} end,
    Echo ! {self(), F},
    ?P(receive {Echo, G} -> {G(1), G =:= F} end),
    Echo ! {self(), [F, F]},
    ?P(receive {Echo, [G, H]} -> {G(2), H(3)} end),
    ?P(begin self() ! x, self() ! [self()], receive x -> receive [P] -> P =:= self() end end end),
    ?P(self() ! value_of_send),
    ?P(erlang:send(self(), again)),
    ?P(erlang:send(self(), again, [])),
    ?P(erlang:send(self(), again, [nosuspend, noconnect])),
    ?P(erlang:send_nosuspend(self(), again)),
    ?P(erlang:send(self(), again, [bogus])),
    ?P(id(1) ! x),
    ?P(id(no_such_name) ! x),
    ?P({id(no_such_name), node()} ! x),
    ?P(id({a, b, c}) ! x),
    ?P(flush()),
    Dead = spawn(fun() -> ok end),
    Mon = monitor(process, Dead),
    receive {'DOWN', Mon, _, _, _} -> ok end,
    ?P(Dead ! still_returns),
    Echo ! stop.

echo() -> receive {From, T} -> From ! {self(), T}, echo(); stop -> ok end.
nest(N) -> lists:foldl(fun(_, T) -> [T] end, [], lists:seq(1, N)).
flush() -> receive M -> [M | flush()] after 0 -> [] end.
