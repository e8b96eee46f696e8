%% SPDX-License-Identifier: Apache-2.0
%% Float instructions by hand: fconv of every type, long chains in all registers, float operands that overflow, mixed with integers and constants.
-module(asm_floats).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    Vs = [0, 1, -3, 2.5, -0.0, 1.0e308, 5.0e-324, 1 bsl 70, 1 bsl 1024, a, []],
    asm_lines([{{conv, V}, [{fconv, {x, 0}, {fr, 0}}, {test_heap, {alloc, [{words, 0}, {floats, 1}]}, 1}, {fmove, {fr, 0}, {x, 0}}, return], [V]} || V <- Vs]),
    asm_lines([{{Op, A, B}, [{fconv, {x, 0}, {fr, 0}}, {fconv, {x, 1}, {fr, 1}}, {bif, Op, {f, 0}, [{fr, 0}, {fr, 1}], {fr, 2}}, {test_heap, {alloc, [{words, 0}, {floats, 1}]}, 1}, {fmove, {fr, 2}, {x, 0}}, return], [A, B]} || Op <- [fadd, fsub, fmul, fdiv], A <- Vs, B <- Vs]),
    asm_lines([{{negate, A}, [{fconv, {x, 0}, {fr, 0}}, {bif, fnegate, {f, 0}, [{fr, 0}], {fr, 0}}, {test_heap, {alloc, [{words, 0}, {floats, 1}]}, 1}, {fmove, {fr, 0}, {x, 0}}, return], [A]} || A <- Vs]),
    asm_lines([{{chain, N, A}, chain(N), [A]} || N <- [1, 2, 15, 16, 100, 1000], A <- [1, 1.5, a]]),
    asm_lines([{{constant, C}, [{fmove, {float, C}, {fr, 3}}, {fconv, {x, 0}, {fr, 1}}, {bif, fmul, {f, 0}, [{fr, 3}, {fr, 1}], {fr, 3}}, {bif, fadd, {f, 0}, [{fr, 3}, {fr, 3}], {fr, 3}}, {test_heap, {alloc, [{words, 0}, {floats, 1}]}, 1}, {fmove, {fr, 3}, {x, 0}}, return], [A]} || C <- [0.0, 1.5, -2.25, 1.0e300], A <- [1, 2.5, -1.0e10]]).

chain(N) ->
    [{fconv, {x, 0}, {fr, 0}}, {fmove, {float, 0.5}, {fr, 1}}] ++ [{bif, lists:nth(1 + I rem 3, [fadd, fsub, fadd]), {f, 0}, [{fr, I rem 2}, {fr, 1}], {fr, (I + 1) rem 2 * 7 rem 2}} || I <- lists:seq(1, N)] ++
        [{test_heap, {alloc, [{words, 0}, {floats, 2}]}, 1}, {fmove, {fr, 0}, {x, 0}}, return].
