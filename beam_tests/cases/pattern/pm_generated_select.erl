%% SPDX-License-Identifier: Apache-2.0
%% Function heads made while the case runs: many clauses of many kinds of constants, in many orders, so that every kind of select is met.
-module(pm_generated_select).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    [begin
         Consts = consts(Kind, N),
         {module, made} = load_text(made, "-export([f/1]). " ++ lists:flatten(lists:join("; ", [io_lib:format("f(~ts) -> ~w", [string:replace(io_lib:format("~w", [C]), "=>", ":=", all), I]) || {I, C} <- lists:zip(lists:seq(1, length(Consts)), Consts)] ++ ["f(_) -> none. "]))),
         io:format("~p ~p: ~0p~n", [Kind, N, [made:f(P) || P <- Consts]]),
         io:format("   ~0p~n", [[made:f(P) || P <- probes()]])
     end || Kind <- [small, sparse, negative, big, atom, float, mixed, tuple, string, binary, map], N <- [1, 3, 25]].

consts(small, N) -> lists:reverse(lists:seq(1, N));
consts(sparse, N) -> [I * 7919 || I <- lists:seq(1, N)];
consts(negative, N) -> [-I * I * I || I <- lists:seq(1, N)];
consts(big, N) -> [(1 bsl (50 + I)) + I || I <- lists:seq(1, N)];
consts(atom, N) -> [list_to_atom("k" ++ integer_to_list(I)) || I <- lists:seq(1, N)];
consts(float, N) -> [I / 8 || I <- lists:seq(1, N)];
consts(mixed, N) -> lists:append([[I, list_to_atom("k" ++ integer_to_list(I)), I * 1.0, {I}] || I <- lists:seq(1, N)]);
consts(tuple, N) -> [erlang:make_tuple(I, I) || I <- lists:seq(1, N)];
consts(string, N) -> [integer_to_list(I) || I <- lists:seq(1, N)];
consts(binary, N) -> [integer_to_binary(I * I) || I <- lists:seq(1, N)];
consts(map, N) -> [#{k => I} || I <- lists:seq(1, N)].
probes() -> [0, 1, 2, 3, 20, 70, 1.0, 2.0, 0.125, 7919, -8, -1, (1 bsl 51) + 1, (1 bsl 60) + 10, 1 bsl 70, k1, k20, k, {}, {1}, {2, 2}, "1", "20", [], <<"1">>, <<"400">>, <<1:3>>, #{k => 1}, #{k => 3, z => 1}, #{}, 1 bsl 59].
