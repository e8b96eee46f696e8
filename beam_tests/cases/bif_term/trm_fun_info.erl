%% SPDX-License-Identifier: Apache-2.0
%% erlang:fun_info/2, fun_info_mfa/1, fun_to_list/1, make_fun/3: every item of local and external funs, bad arguments.
-module(trm_fun_info).
-include("../bif.hrl").

main() ->
    E = fun lists:map/2,
    bif(erlang, fun_info, 2, [[E, I] || I <- [module, name, arity, env, type, pid, index, new_index, uniq, new_uniq, refc, bogus,
        1]] ++ [[a, module], [{}, arity], [a, b]]),
    X = id(7),
    L = fun(A, B) -> A + B + X end,
    ?P([erlang:fun_info(L, I) || I <- [module, arity, env, type, name]]),
    ?P([element(1, erlang:fun_info(L, I)) || I <- [index, new_index, uniq, new_uniq, refc, pid]]),
    ?P({is_integer(element(2, erlang:fun_info(L, index))), byte_size(element(2, erlang:fun_info(L, new_uniq))), element(2,
        erlang:fun_info(L, pid)) =:= self()}),
    ?P(erlang:fun_info_mfa(L)),
    ?E(erlang:fun_info_mfa(id(E))),
    ?E(erlang:fun_info_mfa(id(a))),
    bif(erlang, fun_to_list, 1, [[E], [fun 'a b':'C'/0], [a], [{}]]),
    ?P(hd(string:split(erlang:fun_to_list(L), "."))),
    bif(erlang, make_fun, 3, [[lists, map, 2], [a, b, 0], [a, b, 255], [a, b, 256], [a, b, -1], [1, b, 0], [a, 1, 0], [a, b, c], ["a", b,
        0], [a, b, 1 bsl 64]]),
    ?P({E =:= erlang:make_fun(lists, map, 2), (erlang:make_fun(lists, sum, 1))([1, 2])}).
