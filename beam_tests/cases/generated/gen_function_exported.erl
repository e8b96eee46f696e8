%% SPDX-License-Identifier: Apache-2.0
%% function_exported/3 counts built-in functions as exported, and an arity below 0 is no mistake.
-module(gen_function_exported).
-include("../case.hrl").

main() ->
    ?P([erlang:function_exported(M, F, id(A)) ||
           {M, F, A} <- [{erlang, abs, 1}, {lists, member, 2}, {binary, copy, 1}, {ets, lookup, 2}, {erlang, apply, 2},
                         {erlang, yield, 0}, {erlang, spawn, 1}, {lists, map, 2}]]),
    ?P([erlang:function_exported(M, F, id(A)) ||
           {M, F, A} <- [{erlang, no_such, 1}, {lists, map, -1}, {lists, map, 300}, {no_module, a, 0}, {erlang, abs, 2}]]),
    ?P(erlang:function_exported(id(lists), map, id(1 bsl 70))),
    ?P([erlang:is_builtin(erlang, abs, id(A)) || A <- [1, -1, 2, 300]]).
