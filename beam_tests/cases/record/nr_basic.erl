%% SPDX-License-Identifier: Apache-2.0
%% releases: 29
%% Native records: creation, defaults, update, access, matching, tests of type, order, equality,
%% hashes, printing, the external format, in messages, tables and persistent terms.
-module(nr_basic).
-record #plain{x = 1, y = [a, {b}], z}.
-record #empty{}.
-export_record([shared]).
-record #shared{f = 3.5, g = #{k => v}, h = 123456789012345678901234567890, i = <<"bin">>}.
-include("../case.hrl").

size(T) when is_record(T) -> record;
size(T) when is_tuple(T) -> {tuple, tuple_size(T)};
size(_) -> other.

fields(#plain{x = X, z = Z}) -> {X, Z};
fields(#shared{f = F}) -> {shared, F};
fields(#_{}) -> another;
fields(_) -> none.

main() ->
    P = #plain{z = id(5)},
    ?P(P),
    ?P(#shared{f = id(7)}),
    ?P(#empty{}),
    ?P(P#plain{x = id(9), y = []}),
    ?P(P),
    ?P((id(P))#plain.y),
    ?P([size(id(T)) || T <- [P, #empty{}, {plain, 1}, #{}, plain]]),
    ?P([fields(id(T)) || T <- [P, #shared{}, #empty{}, {plain, 1, 2, 3}]]),
    ?P([is_record(id(T), plain) || T <- [P, #empty{}, {plain, 1}]]),
    ?P([is_record(id(T), nr_basic, plain) || T <- [P, #empty{}, {plain, 1}]]),
    ?P([F(id(P)) || F <- [fun is_tuple/1, fun is_map/1, fun is_list/1, fun is_record/1]]),
    ?P(lists:sort([#{}, P, {}, #shared{}, a, #empty{}, #shared{f = 1}, P#plain{x = 0}, [], <<>>, 1])),
    ?P([{A == B, A =:= B, A < B} || A <- [P], B <- [P#plain{x = 1.0}, P#plain{x = id(1)}, #empty{}]]),
    ?P([erlang:phash2(T) || T <- [#empty{}, records:create(m, n, [{k, 1}], #{is_exported => true})]]),
    ?P(term_to_binary(#shared{})),
    ?P(binary_to_term(term_to_binary(#shared{})) =:= #shared{}),
    ?P(binary_to_term(term_to_binary(P, [compressed])) =:= P),
    ?P(erlang:external_size(P) =:= byte_size(term_to_binary(P))),
    ?P(element(1, catch tuple_size(id(P)))),
    ?P(io_lib:format("~p ~w ~P", [P, P, P, 4])),
    ?P(maps:get(P, #{id(P) => value, #empty{} => other})),
    sent(P), stored(P), large().

sent(R) ->
    S = self(),
    {Pid, Ref} = spawn_monitor(fun() -> receive {from, X} -> S ! {back, X#plain{y = self()}} end end),
    Pid ! {from, R},
    receive {back, #plain{x = X, y = Y}} -> ?P({X, Y =:= Pid}) end,
    receive {'DOWN', Ref, _, _, Why} -> ?P(Why) end.

stored(R) ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{R, 1}, {#empty{}, 2}, {{}, 3}, {#{}, 4}]),
    ?P(ets:tab2list(T)),
    ?P(ets:lookup(T, R)),
    ?P(ets:match(T, {#empty{}, '$1'})),
    persistent_term:put(nr_basic, R),
    ?P(persistent_term:get(nr_basic) =:= R),
    persistent_term:erase(nr_basic).

%% Many of them survive collections and are the same afterwards.
large() ->
    L = [#plain{x = N, y = integer_to_list(N), z = #shared{i = <<N:64>>}} || N <- lists:seq(1, 20000)],
    erlang:garbage_collect(),
    ?P(lists:sum([X || #plain{x = X} <- L])),
    ?P(erlang:phash2([Y || #plain{y = Y} <- L])),
    ?P(length(lists:usort([R#plain{x = 0, y = 0, z = 0} || R <- L]))).
