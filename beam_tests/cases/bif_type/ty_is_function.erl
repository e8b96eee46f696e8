%% SPDX-License-Identifier: Apache-2.0
%% erlang:is_function/2: arities of local and external funs, exported or not, large and bad arities.
-module(ty_is_function).
-include("../bif.hrl").

main() ->
    bif(erlang, is_function, 2, [[a, 0], [fun lists:map/2, 2], [fun lists:map/2, 1], [fun no_module:f/3, 3], [fun lists:map/2, -1],
                                 [fun lists:map/2, a], [fun lists:map/2, 1.0], [fun lists:map/2, 1 bsl 64], [fun lists:map/2, -(1 bsl 64)],
                                     [a, b], [a, -1],
                                 [a, 1 bsl 64]]),
    F0 = fun() -> ok end,
    F3 = fun(_, _, _) -> ok end,
    ?P({is_function(id(F0), 0), is_function(id(F0), 1), is_function(id(F3), 3), is_function(id(F3), id(3)), is_function(id(x), 3)}),
    ?P(if is_function(F0, -1) -> yes; true -> no end),
    ?P(guard(F0, id(-1))),
    ?P(guard(F0, id(a))),
    ?E(is_function(id(F3), id(-1))).

guard(F, N) when is_function(F, N) -> yes;
guard(_, _) -> no.
