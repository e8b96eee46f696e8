%% SPDX-License-Identifier: Apache-2.0
%% erts_internal:cmp_term/2, the order of map keys: integers before floats whatever their values.
-module(cmp_term).
-include("../bif.hrl").

main() ->
    Sign = fun(A, B) -> case erts_internal:cmp_term(A, B) of 0 -> 0; N when N < 0 -> -1; _ -> 1 end end,
    T = [0, 1, -1, 1 bsl 64, -(1 bsl 64), 0.0, -0.0, 1.0, -5.5, 1.0e300, a, {}, {1}, {1.0}, #{}, #{1 => 1}, #{1.0 => 1}, [], [1], [1.0],
        <<>>, <<1:1>>],
    [io:format("~0p ~0p~n", [A, [Sign(A, B) || B <- T]]) || A <- T],
    ?P([{A, B} || A <- T, B <- T, (Sign(A, B) =:= 0) =/= (A =:= B)]),
    ?P([{A, B} || A <- T, B <- T, Sign(A, B) =/= -Sign(B, A)]).
