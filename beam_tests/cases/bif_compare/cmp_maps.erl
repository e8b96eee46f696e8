%% SPDX-License-Identifier: Apache-2.0
%% Maps by size, then by keys in term order (integers before floats), then by values; small and large ones alike.
-module(cmp_maps).
-include("../bif.hrl").

main() ->
    M = [#{}, #{a => 1}, #{a => 2}, #{b => 0}, #{1 => a}, #{1.0 => a}, #{2 => a}, #{a => 1, b => 2}, #{a => 1, c => 0}, #{1 => 1, 1.0 => 2},
         #{[] => []}, #{{} => 1}, #{a => 1.0}],
    table('<', M, M),
    table('==', M, M),
    N = fun(Keys) -> maps:from_list([{K, x} || K <- Keys]) end,
    Large = [N(lists:seq(1, 32)), N(lists:seq(1, 33)), N(lists:seq(2, 34)), N([1.0 | lists:seq(2, 33)]), N([a | lists:seq(2, 33)]),
             N(lists:seq(1, 1000)), (N(lists:seq(1, 1000)))#{500 := y}, (N(lists:seq(1, 1000)))#{500 := 1}],
    ?P([[mark(A, B) || B <- Large] || A <- Large]),
    A = (N(lists:seq(1, 33)))#{5 := 1},
    ?P({A == A#{5 := 1.0}, A =:= A#{5 := 1.0}, A < A#{5 := 1.5}, maps:remove(33, A) == maps:remove(33, A#{5 := 1.0})}),
    Back = maps:remove(y, A#{y => 1}),
    ?P({Back =:= A, Back == A, Back < A}).

mark(A, B) when A < B -> lt;
mark(A, B) when A > B -> gt;
mark(A, B) when A == B -> eq.
