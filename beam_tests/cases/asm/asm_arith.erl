%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic instructions with every kind of operand in either place, in code (an exception) and in guards (a jump), with the
%% destination in a register that is also a source.
-module(asm_arith).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    asm_lines([{{Op, A, B}, [{gc_bif, Op, {f, 0}, 2, [A, B], {x, 0}}, return], [-7, 2.5]}
        || Op <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr'], A <- sources(), B <- seconds(Op)]),
    asm_lines([{{Op, A}, [{gc_bif, Op, {f, 0}, 2, [A], {x, 1}}, {move, {x, 1}, {x, 0}}, return], [-7, 2.5]}
        || Op <- ['-', '+', 'bnot', abs, trunc, round, float, floor, ceil, length, byte_size, tuple_size, map_size, bit_size, size], A <- unary()]),
    asm_lines([{{guard, Op, A, B}, guard(Op, A, B), [-7, 2.5]} || Op <- ['+', 'div', 'rem', 'bsl', '/'], A <- sources(), B <- seconds(Op)]),
    asm_lines([{{y, Op, V}, in_y(Op), [V, 3]} || Op <- ['+', '-', '*', 'div', 'rem', 'bsl', 'bsr', 'band'],
        V <- [0, 5, -5, (1 bsl 59) - 1, -(1 bsl 59), 1 bsl 59, 1 bsl 64, 2.5, a]]).

seconds('bsl') -> [{x, 0}, {integer, 3}, {integer, -70}, {integer, 64}, {atom, a}, {x, 1}];
seconds(_) -> sources().

sources() -> [{x, 0}, {x, 1}, {integer, 0}, {integer, 2}, {integer, (1 bsl 59) - 1}, {literal, -(1 bsl 64)}, {float, 1.0e300}, {atom, a}, nil].
unary() -> sources() ++ [{literal, [1, 2]}, {literal, [1 | 2]}, {literal, <<1, 2:4>>}, {literal, {a, b}}, {literal, #{a => 1}}].

guard(Op, A, B) ->
    [{gc_bif, Op, {f, 10}, 2, [A, B], {x, 1}}, {move, {x, 1}, {x, 0}}, return,
     {label, 10}, {test_heap, 4, 2}, {put_tuple2, {x, 0}, {list, [{atom, failed}, {x, 0}, {x, 1}]}}, return].

in_y(Op) ->
    [{allocate, 2, 2}, {move, {x, 0}, {y, 0}}, {move, {x, 1}, {y, 1}}, {gc_bif, Op, {f, 10}, 0, [{y, 0}, {y, 1}], {y, 1}}, {gc_bif, Op, {f, 10}, 0, [{y, 1}, {y, 0}], {y, 0}},
     {test_heap, 3, 0}, {put_tuple2, {x, 0}, {list, [{y, 0}, {y, 1}]}}, {deallocate, 2}, return,
     {label, 10}, {test_heap, 4, 0}, {put_tuple2, {x, 0}, {list, [{atom, failed}, {y, 0}, {y, 1}]}}, {deallocate, 2}, return].
