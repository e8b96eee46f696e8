%% SPDX-License-Identifier: Apache-2.0
%% select_val and select_tuple_arity written by hand: tables of integers, atoms, floats, far apart, on constants, of one entry.
-module(asm_select).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    Tables = [{ints, [{integer, I * I - 50} || I <- lists:seq(1, 40)]}, {dense, [{integer, I} || I <- lists:seq(-5, 60)]}, {atoms, [{atom, list_to_atom("at" ++ integer_to_list(I))} || I <- lists:seq(1, 50)]},
        {floats, [{float, I / 4} || I <- lists:seq(-10, 30)]}, {far, [{integer, I bsl 50} || I <- lists:seq(-9, 9)]},
        {two, [{integer, 7}, {integer, 9}]}, {one_atom, [{atom, x}]}, {edge, [{integer, -(1 bsl 59)}, {integer, (1 bsl 59) - 1}, {integer, 0}]}],
    [asm_lines([{{N, V}, select(T), [V]} || V <- probes(T)]) || {N, T} <- Tables],
    asm_lines([{{constant, C}, select_on(C, [{integer, 1}, {integer, 2}, {integer, 3}]), []} || C <- [{integer, 1}, {integer, 3}, {integer, 4}]]),
    asm_lines([{{atom_constant, C}, select_on(C, [{atom, a}, {atom, b}]), []} || C <- [{atom, a}, {atom, b}, {atom, c}]]),
    asm_lines([{{arity, N, erlang:make_tuple(A, z)}, arities(N), [erlang:make_tuple(A, z)]} || N <- [1, 2, 5, 30], A <- [0, 1, 2, 3, 5, 29, 30, 31]]),
    asm_lines([{{y, V}, in_y(), [V]} || V <- [1, 2, 3, 1.0, a]]).

select(T) -> select_on({x, 0}, T).
select_on(What, T) ->
    Numbered = lists:zip(lists:seq(11, 10 + length(T)), T),
    [{select_val, What, {f, 10}, {list, lists:append([[V, {f, L}] || {L, V} <- Numbered])}}] ++
        lists:append([[{label, L}, {move, {integer, L - 10}, {x, 0}}, return] || {L, _} <- Numbered]) ++ [{label, 10}, {move, {atom, none}, {x, 0}}, return].
probes(T) -> Vs = [V || {_, V} <- T], [hd(Vs), lists:last(Vs), lists:nth((length(Vs) + 1) div 2, Vs), 0, 0.0, 1.0, -1, a, [], 1 bsl 64, {}, 7.0, -(1 bsl 59) - 1, 1 bsl 59].
arities(N) ->
    [{test, is_tuple, {f, 10}, [{x, 0}]}, {select_tuple_arity, {x, 0}, {f, 10}, {list, lists:append([[A, {f, 10 + A}] || A <- lists:seq(1, N)])}}] ++
        lists:append([[{label, 10 + A}, {move, {integer, A}, {x, 0}}, return] || A <- lists:seq(1, N)]) ++ [{label, 10}, {move, {atom, none}, {x, 0}}, return].
in_y() ->
    [{allocate, 1, 1}, {move, {x, 0}, {y, 0}}, {select_val, {y, 0}, {f, 10}, {list, [{integer, 1}, {f, 11}, {integer, 2}, {f, 12}]}}, {label, 10}, {move, {atom, none}, {x, 0}}, {deallocate, 1}, return,
     {label, 11}, {move, {atom, one}, {x, 0}}, {deallocate, 1}, return, {label, 12}, {move, {atom, two}, {x, 0}}, {deallocate, 1}, return].
