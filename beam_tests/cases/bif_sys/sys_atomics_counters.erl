%% SPDX-License-Identifier: Apache-2.0
%% atomics and counters: both signs wrap around, sizes, indexes, values out of range; what is no array.
-module(sys_atomics_counters).
-include("../bif.hrl").

main() ->
    S = atomics:new(3, []), U = atomics:new(2, [{signed, false}]),
    ?P([atomics:get(S, 1), atomics:put(S, 1, (1 bsl 63) - 1), atomics:add_get(S, 1, 1), atomics:sub_get(S, 1, 1), atomics:add(S, 1, -5),
        atomics:get(S, 1), atomics:exchange(S, 1, -(1 bsl 63)), atomics:get(S, 1)]),
    ?P([atomics:put(U, 1, (1 bsl 64) - 1), atomics:add_get(U, 1, 1), atomics:sub_get(U, 1, 1), atomics:get(U, 1), atomics:add_get(U, 1, -1),
        atomics:add_get(U, 1, (1 bsl 64) - 1), atomics:sub(U, 1, 7), atomics:get(U, 1)]),
    ?P([atomics:compare_exchange(S, 2, 0, 9), atomics:compare_exchange(S, 2, 0, 8), atomics:get(S, 2)]),
    ?P([maps:remove(memory, atomics:info(A)) || A <- [S, U]]),
    Try = fun(F) -> try F() catch C:R:St -> [_, _ | Text] = string:lexemes(lists:flatten(erl_error:format_exception(C, R, [setelement(3,
        hd(St), 0)])), "\n"), {C, R, Text} end end,
    [io:format("~0p~n", [Try(F)]) || F <- [fun() -> atomics:put(S, 1, 1 bsl 63) end, fun() -> atomics:put(S, 1, -(1 bsl 63) - 1) end,
        fun() -> atomics:put(U, 1, 1 bsl 64) end, fun() -> atomics:put(U, 1, -1) end, fun() -> atomics:get(S, 0) end,
        fun() -> atomics:get(S, 4) end, fun() -> atomics:get(S, a) end, fun() -> atomics:get(a, 1) end, fun() -> atomics:get(make_ref(),
        1) end,
        fun() -> atomics:add(S, 1, a) end, fun() -> atomics:add(S, 1, 1 bsl 65) end, fun() -> atomics:new(0, []) end,
            fun() -> atomics:new(-1, []) end, fun() -> atomics:new(a, []) end, fun() -> atomics:new(1, [bogus]) end, fun() -> atomics:new(1,
            [{signed, x}]) end, fun() -> atomics:new(1, x) end, fun() -> atomics:new(1 bsl 64, []) end, fun() -> atomics:info(a) end,
        fun() -> atomics:compare_exchange(S, 1, a, 1) end, fun() -> atomics:exchange(S, 1, x) end]],
    C = counters:new(2, []), W = counters:new(2, [write_concurrency]),
    ?P([begin counters:put(K, 1, (1 bsl 63) - 1), counters:add(K, 1, 1), V = counters:get(K, 1), counters:sub(K, 1, 1), {V, counters:get(K,
        1), counters:get(K, 2), maps:get(size, counters:info(K))} end || K <- [C, W]]),
    [io:format("~0p~n", [Try(F)]) || F <- [fun() -> counters:get(C, 0) end, fun() -> counters:get(C, 3) end, fun() -> counters:get(W,
        3) end, fun() -> counters:get(a, 1) end, fun() -> counters:add(C, 1, a) end, fun() -> counters:put(C, 1, 1 bsl 63) end,
        fun() -> counters:new(0, []) end, fun() -> counters:new(1, [bogus]) end, fun() -> counters:info(a) end, fun() -> counters:put(W, 1,
        1 bsl 64) end]].
