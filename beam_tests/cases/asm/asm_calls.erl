%% SPDX-License-Identifier: Apache-2.0
%% call, call_only, call_last, apply, apply_last, call_fun, call_fun2, call_ext of BIFs in tail position by hand, with frames and without.
-module(asm_calls).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    asm_lines([{{ext, M, F, A}, [{call_ext_only, length(A), {extfunc, M, F, length(A)}}], A} || {M, F, A} <- [{lists, reverse, [[1, 2]]}, {erlang, abs, [-1]}, {erlang, '+', [1, a]}, {erlang, element, [3, {a}]}, {nomod, f, [1]}, {lists, nofun, [1, 2]}, {erlang, self, []}, {erlang, hd, [[]]}, {maps, get, [a, #{b => 1}]}], F =/= self]),
    asm_lines([{{last, A}, [{allocate, 1, 1}, {init_yregs, {list, [{y, 0}]}}, {call_ext_last, 1, {extfunc, erlang, F, 1}, 1}], [A]} || F <- [length, tuple_size, list_to_atom], A <- [[1, 2], {}, "at", 5]]),
    asm_lines([{{apply, M, F, A}, [{move, {x, 0}, {x, 5}}, {move, {literal, M}, {x, 1}}, {move, {literal, F}, {x, 2}}, {allocate, 0, 3}, {apply, 1}, {deallocate, 0}, return], [A]} || {M, F, A} <- [{erlang, abs, -5}, {erlang, abs, a}, {lists, reverse, "ab"}, {nomod, f, 1}, {1, f, 1}, {erlang, "x", 1}]]),
    asm_lines([{{apply_last, M, F, A}, [{allocate, 1, 1}, {init_yregs, {list, [{y, 0}]}}, {move, {literal, M}, {x, 1}}, {move, {literal, F}, {x, 2}}, {apply_last, 1, 1}], [A]} || {M, F, A} <- [{erlang, abs, -5}, {erlang, abs, a}, {nomod, f, 1}, {[], f, 1}, {erlang, throw, t}]]),
    Funs = [fun(X) -> {got, X} end, fun(_, _) -> two end, fun lists:reverse/1, fun nomod:f/1, notfun, {lists, reverse}, fun erlang:abs/1],
    asm_lines([{{call_fun, I}, [{allocate, 0, 2}, {call_fun, 1}, {deallocate, 0}, return], [A, lists:nth(I, Funs)]} || I <- lists:seq(1, 7), A <- [-1, [1, 2]]]),
    asm_lines([{{call_fun2, I, T}, [{allocate, 0, 2}, {call_fun2, T, 1, {x, 1}}, {deallocate, 0}, return], [[z], lists:nth(I, Funs)]} || I <- lists:seq(1, 7), T <- [{atom, unsafe}]]),
    asm_lines([{{guarded, I}, [{test, is_function2, {f, 10}, [{x, 1}, {integer, 1}]}, {allocate, 0, 2}, {call_fun2, {atom, safe}, 1, {x, 1}}, {deallocate, 0}, return, {label, 10}, {move, {atom, no}, {x, 0}}, return], [[z], lists:nth(I, Funs)]} || I <- lists:seq(1, 7)]),
    asm_lines([{{loop, N}, [{test, is_ne_exact, {f, 10}, [{x, 0}, {integer, 0}]}, {gc_bif, '-', {f, 0}, 2, [{x, 0}, {integer, 1}], {x, 0}}, {gc_bif, '+', {f, 0}, 2, [{x, 1}, {x, 0}], {x, 1}}, {call_only, 2, {f, 9}}, {label, 10}, {move, {x, 1}, {x, 0}}, return], [N, 0]} || N <- [0, 1, 1000, 100000]]),
    asm_lines([{{deep, N}, [{test, is_ne_exact, {f, 10}, [{x, 0}, {integer, 0}]}, {allocate, 1, 1}, {move, {x, 0}, {y, 0}}, {gc_bif, '-', {f, 0}, 1, [{x, 0}, {integer, 1}], {x, 0}}, {call, 1, {f, 9}}, {gc_bif, '+', {f, 0}, 1, [{x, 0}, {y, 0}], {x, 0}}, {deallocate, 1}, return, {label, 10}, return], [N]} || N <- [0, 1, 1000, 50000]]).
