%% SPDX-License-Identifier: Apache-2.0
%% try and catch, raw_raise, badmatch, case_end, if_end, try_case_end, build_stacktrace written by hand: values and traces that arrive.
-module(asm_exceptions).
-export([short/1]).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    asm_lines([{{E, V}, [{E, {x, 0}}], [V]} || E <- [badmatch, case_end, try_case_end], V <- [1, {a, [b]}, "text", 1 bsl 70]]),
    asm_lines([{{E, constant}, [{E, C}], []} || E <- [badmatch, case_end], C <- [{atom, a}, {integer, 5}, nil, {literal, {l, 1}}, {float, 1.5}]]),
    asm_lines([{if_end, [if_end], []}, {func_clause, [{jump, {f, 8}}], [a, b]}]),
    asm_lines([{{caught, Op}, [{allocate, 1, 2}, {'try', {y, 0}, {f, 10}}, {gc_bif, Op, {f, 0}, 2, [{x, 0}, {x, 1}], {x, 0}}, {try_end, {y, 0}}, {deallocate, 1}, return,
        {label, 10}, {try_case, {y, 0}}, {test_heap, 3, 2}, {put_tuple2, {x, 0}, {list, [{x, 0}, {x, 1}]}}, {deallocate, 1}, return], Args} || Op <- ['+', 'div', 'bsl', 'rem'], Args <- [[1, 2], [1, 0], [a, 1], [1, 1 bsl 70]]]),
    asm_lines([{{old_catch, A}, [{allocate, 1, 1}, {'catch', {y, 0}, {f, 10}}, {move, {atom, erlang}, {x, 1}}, {swap, {x, 0}, {x, 1}}, {move, {x, 1}, {x, 0}}, {call_ext, 1, {extfunc, erlang, F, 1}}, {label, 10}, {catch_end, {y, 0}}, {call_ext, 1, {extfunc, ?MODULE, short, 1}}, {deallocate, 1}, return], [A]}
        || F <- [throw, exit, error], A <- [x, {y, 1}]]),
    asm_lines([{{trace, A}, [{allocate, 1, 1}, {'try', {y, 0}, {f, 10}}, {call_ext, 1, {extfunc, erlang, error, 1}}, {label, 10}, {try_case, {y, 0}}, {move, {x, 2}, {x, 0}}, build_stacktrace, {call_ext, 1, {extfunc, ?MODULE, short, 1}}, {deallocate, 1}, return], [A]} || A <- [x, "s"]]),
    asm_lines([{{raw, C}, [{allocate, 1, 2}, {'try', {y, 0}, {f, 10}}, {call_ext, 1, {extfunc, erlang, error, 1}}, {label, 10}, {try_case, {y, 0}}, {move, {atom, C}, {x, 0}}, {move, {literal, replaced}, {x, 1}}, raw_raise, {deallocate, 1}, return], [why, z]} || C <- [error, exit, throw, foo]]).

short({'EXIT', {R, [{M, F, A, _} | _]}}) -> {exit, R, M, F, if is_list(A) -> length(A); true -> A end};
short([{M, F, A, _} | _]) -> {M, F, if is_list(A) -> length(A); true -> A end};
short(X) -> X.
