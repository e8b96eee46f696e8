%% SPDX-License-Identifier: Apache-2.0
%% Comparing instructions with every kind of operand on either side: registers of both kinds, small and big integers, floats,
%% atoms, [], literals; also two constants, which the compiler would fold.
-module(asm_compare).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    [asm_bits(Op, [{yes_no(Op, [A, B]), [3, 3.0]} || A <- operands(), B <- operands()]) || Op <- [is_lt, is_ge, is_eq, is_ne, is_eq_exact, is_ne_exact]],
    asm_lines([{{Op, V, B}, in_y(Op, B), [V]} || Op <- [is_lt, is_ge, is_eq, is_eq_exact], B <- [{integer, 3}, {literal, 1 bsl 64}, {float, 3.0}, nil, {atom, a}],
        V <- [3, 3.0, 1 bsl 64, a, [], b, {}]]).

operands() ->
    [{x, 0}, {x, 1}, {integer, 3}, {integer, -1}, {integer, (1 bsl 59) - 1}, {literal, 1 bsl 64}, {literal, -(1 bsl 64)}, {float, 3.0}, {float, -0.5}, {atom, a},
     {atom, 'A'}, nil, {literal, {a}}, {literal, [3]}, {literal, #{3 => 3.0}}, {literal, <<3>>}, {literal, <<3:4>>}].

in_y(Op, B) ->
    [{allocate, 1, 1}, {move, {x, 0}, {y, 0}}, {test, Op, {f, 10}, [{y, 0}, B]}, {test, Op, {f, 11}, [B, {y, 0}]}, {move, {atom, both}, {x, 0}}, {deallocate, 1}, return,
     {label, 10}, {test, Op, {f, 12}, [B, {y, 0}]}, {move, {atom, second}, {x, 0}}, {deallocate, 1}, return, {label, 11}, {move, {atom, first}, {x, 0}}, {deallocate, 1}, return,
     {label, 12}, {move, {atom, none}, {x, 0}}, {deallocate, 1}, return].
