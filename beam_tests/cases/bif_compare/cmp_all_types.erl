%% SPDX-License-Identifier: Apache-2.0
%% The order of all types, each pair in both directions and through every operator: number < atom < reference < fun
%% < port < pid < tuple < map < nil < list < bit string.
-module(cmp_all_types).
-include("../bif.hrl").

main() ->
    Port = hd(erlang:ports()),
    Terms = [{"number", 1}, {"float", 1.5}, {"big", 1 bsl 64}, {"atom", a}, {"ref", make_ref()}, {"fun", fun lists:map/2},
             {"local fun", fun() -> Port end}, {"port", Port}, {"pid", self()}, {"tuple", {}}, {"map", #{}}, {"nil", []}, {"list", [1]},
             {"binary", <<>>}, {"bits", <<1:1>>}],
    [io:format("~ts: ~ts~n", [N, lists:join(" ", [[mark(A, B), " ", M] || {M, B} <- Terms])]) || {N, A} <- Terms],
    ?P([N || {N, _} <- lists:keysort(2, lists:reverse(Terms))]),
    ?P([N || {N, _} <- lists:sort(fun({_, A}, {_, B}) -> A >= B end, Terms)]).

mark(A, B) when A < B, A =< B, not (A > B), not (A >= B), A /= B, A =/= B -> "<";
mark(A, B) when A > B, A >= B, not (A < B), not (A =< B), A /= B, A =/= B -> ">";
mark(A, B) when A == B, A =:= B, A =< B, A >= B -> "=".
