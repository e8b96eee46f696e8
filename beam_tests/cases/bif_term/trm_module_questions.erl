%% SPDX-License-Identifier: Apache-2.0
%% erlang:function_exported/3, is_builtin/3, module_loaded/1, get_module_info/1,2, check_old_code/1: loaded and unknown modules, bad arguments.
-module(trm_module_questions).
-include("../bif.hrl").

main() ->
    bif(erlang, function_exported, 3, [[lists, map, 2], [lists, map, 3], [lists, nope, 0], [no_module, f, 0], [erlang, abs, 1], [erlang,
        '+', 2], [?MODULE, main, 0], [1, f, 0], [m, 1, 0], [m, f, a], [m, f, -1], [m, f, 256], ["m", f, 0], [m, f, 1 bsl 64]]),
    bif(erlang, is_builtin, 3, [[erlang, abs, 1], [erlang, '+', 2], [erlang, nope, 1], [lists, member, 2], [lists, map, 2], [maps, get, 2],
        [ets, new, 2], [erlang, apply, 2], [erlang, apply, 3], [erlang, spawn, 1], [math, pi, 0], [1, a, 1], [a, 1, 1], [a, b, c], [a, b,
        -1]]),
    bif(erlang, module_loaded, 1, [[lists], [erlang], [no_module], [?MODULE], [1], ["lists"]]),
    bif(erlang, check_old_code, 1, [[lists], [no_module], [1]]),
    bif(erlang, get_module_info, 2, [[lists, module], [no_module, module], [lists, bogus], [1, module], [lists, 1]]),
    bif(erlang, get_module_info, 1, [[no_module], [1]]),
    ?P([K || {K, _} <- erlang:get_module_info(lists)]),
    ?P(lists:sort(erlang:get_module_info(?MODULE, exports))).
