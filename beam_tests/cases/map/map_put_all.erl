%% SPDX-License-Identifier: Apache-2.0
%% Several keys put into one map at once: old and new ones, the same values, around 32 keys, a missing one, order of keys.
-module(map_put_all).
-include("../case.hrl").

main() ->
    M = id(#{b => 2, d => 4, 1 => one}),
    ?P(M#{a => 1, c => 3}),
    ?P(M#{b => 20, d => 40}),
    ?P(M#{b => 20, c => 30, d => 40, a => 10}),
    ?P(M#{b => 2, d => 4} =:= M),
    ?P(M#{b := 20, d := 40, 1 := uno}),
    ?P(M#{b := 20, {x} := 1, "y" := 2}),
    ?P(M#{"y" := 20, {x} := 1, b := 2}),
    ?P(keys(id([z, y]), id({1.0, "s"}))),
    ?P(keys(id(1), id(1.0))),
    ?P(duplicates(id(k), id(k))),
    ?P([{N, maps:size(around(maps:from_list([{I, I} || I <- lists:seq(1, N)])))} || N <- [27, 28, 29, 30, 31, 32, 33, 40]]),
    ?P(lists:sort(maps:to_list(around(maps:from_list([{I, I} || I <- lists:seq(1, 30)]))))),
    ?P(maps:keys(atoms(id(#{})))),
    ?P(maps:keys(atoms(id(#{prefixed_a => 0, prefixed_ => 0, prefixe => 0})))),
    ?P((id(0))#{a => 1, b => 2}).

keys(A, B) ->
    M = id(#{a => 1}),
    M#{A => list, B => other, a => 2}.

duplicates(A, B) ->
    M = id(#{}),
    M#{A => 1, B => 2}.

around(M) -> M#{1 => a, x1 => b, x2 => c, x3 => d, 2 => e, x4 => f}.

%% Names with the same first eight bytes, shorter ones, and bytes above 127.
atoms(M) ->
    M#{prefixed_b => 1, prefixed => 2, prefixed_ab => 3, prefix => 4, 'pref\x{0}' => 5, pref => 6, 'pref\x{e9}' => 7, 'pref\x{1}' => 8}.
