%% SPDX-License-Identifier: Apache-2.0
%% Type tests on constants, and on registers that hold one of every type; the same questions as BIFs.
-module(asm_type_tests).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    [asm_bits({Test, x}, [{yes_no(Test, [{x, 0}]), [V]} || V <- values()]) || Test <- tests()],
    [asm_bits({Test, y}, [{in_y(Test), [V]} || V <- values()]) || Test <- [is_integer, is_list, is_nonempty_list, is_boolean, is_function, is_bitstr]],
    %% stock BEAM takes every constant list for an empty one
    [asm_bits({Test, constant}, [{yes_no(Test, [C]), []} || V <- values(), [C] <- [constant(V)]]) || Test <- tests(), Test =/= is_nonempty_list],
    [asm_bits({is_function2, A}, [{yes_no(is_function2, [{x, 0}, A]), [V]} || V <- values()]) || A <- [{integer, 0}, {integer, 2}, {integer, 255}, {literal, 1 bsl 64}, {integer, -1}, {atom, a}]],
    [asm_bits({is_tagged_tuple, N, T}, [{yes_no(is_tagged_tuple, [{x, 0}, N, T]), [V]} || V <- values()]) || N <- [1, 2, 3], T <- [{atom, a}, {atom, b}]],
    [asm_bits({test_arity, N}, [{[{test, is_tuple, {f, 10}, [{x, 0}]} | yes_no(test_arity, [{x, 0}, N])], [V]} || V <- values()]) || N <- [0, 1, 2, 3]],
    [asm_bits({bif, B}, [{[{bif, B, {f, 0}, [{x, 0}], {x, 0}}, return], [V]} || V <- values()])
        || B <- [is_integer, is_float, is_number, is_atom, is_boolean, is_list, is_tuple, is_map, is_binary, is_bitstring, is_function, is_pid, is_reference, is_port]].

tests() ->
    [is_integer, is_float, is_number, is_atom, is_boolean, is_list, is_nonempty_list, is_nil, is_tuple, is_map, is_binary, is_bitstr, is_function, is_pid, is_reference, is_port].
in_y(Test) ->
    [{allocate, 1, 1}, {move, {x, 0}, {y, 0}}, {test, Test, {f, 10}, [{y, 0}]}, {move, {atom, true}, {x, 0}}, {deallocate, 1}, return,
     {label, 10}, {move, {atom, false}, {x, 0}}, {deallocate, 1}, return].

constant([]) -> [nil];
constant(V) when is_atom(V) -> [{atom, V}];
constant(V) when is_integer(V), V < 1 bsl 59, V >= -(1 bsl 59) -> [{integer, V}];
constant(V) when is_float(V) -> [{float, V}];
constant(V) when is_function(V); is_pid(V); is_reference(V) -> [];
constant(V) -> [{literal, V}].

values() ->
    [0, -1, (1 bsl 59), -(1 bsl 70), 1.5, -0.0, true, false, a, '', [], [a], [a | b], "s", {}, {a}, {1, 2}, {a, b, c}, {<<1>>}, #{}, #{a => 1}, maps:from_list([{I, I} || I <- lists:seq(1, 40)]),
     <<>>, <<1>>, <<1:1>>, fun lists:map/2, fun(_, _) -> ok end, fun() -> ok end, self(), make_ref()].
