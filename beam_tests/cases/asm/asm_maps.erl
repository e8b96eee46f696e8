%% SPDX-License-Identifier: Apache-2.0
%% Map instructions by hand: put_map_assoc and put_map_exact with many pairs, constants and registers, get_map_elements into its own source, has_map_fields.
-module(asm_maps).
-export([show/1]).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    Maps = [#{}, #{a => 1}, #{a => 1, b => 2, 3 => c}, maps:from_list([{I, -I} || I <- lists:seq(1, 40)] ++ [{a, x}]), notmap, []],
    asm_lines([{{assoc, I}, [{test, is_map, {f, 8}, [{x, 0}]}, {put_map_assoc, {f, 0}, {x, 0}, {x, 0}, 1, {list, [{atom, a}, {integer, 9}, {integer, 3}, {x, 0}, {literal, {k}}, nil]}}, {call_ext_only, 1, {extfunc, ?MODULE, show, 1}}], [M]} || {I, M} <- number(Maps)]),
    asm_lines([{{exact, I}, [{test, is_map, {f, 10}, [{x, 0}]}, {put_map_exact, {f, 0}, {x, 0}, {x, 1}, 1, {list, [{atom, a}, {float, 2.5}]}}, {move, {x, 1}, {x, 0}}, {call_ext_only, 1, {extfunc, ?MODULE, show, 1}}, {label, 10}, {badmatch, {x, 0}}], [M]} || {I, M} <- number(Maps)]),
    asm_lines([{{get, I}, [{test, is_map, {f, 10}, [{x, 0}]}, {get_map_elements, {f, 10}, {x, 0}, {list, [{atom, a}, {x, 1}, {integer, 3}, {x, 0}]}}, {test_heap, 3, 2}, {put_tuple2, {x, 0}, {list, [{x, 0}, {x, 1}]}}, return, {label, 10}, {move, {atom, no}, {x, 0}}, return], [M]} || {I, M} <- number(Maps)]),
    asm_lines([{{get_x, I, K}, [{test, is_map, {f, 10}, [{x, 0}]}, {get_map_elements, {f, 10}, {x, 0}, {list, [{x, 1}, {x, 0}]}}, return, {label, 10}, {move, {atom, no}, {x, 0}}, return], [M, K]} || {I, M} <- number(Maps), K <- [a, 3, 3.0, 40, {k}, "x"]]),
    asm_lines([{{has, I}, [{test, is_map, {f, 10}, [{x, 0}]}, {test, has_map_fields, {f, 10}, {x, 0}, {list, [{atom, a}, {integer, 3}]}}, {move, {atom, yes}, {x, 0}}, return, {label, 10}, {move, {atom, no}, {x, 0}}, return], [M]} || {I, M} <- number(Maps)]),
    asm_lines([{{many, N}, [{put_map_assoc, {f, 0}, {literal, #{}}, {x, 0}, 1, {list, lists:append([[{integer, I}, {x, 0}] || I <- lists:seq(1, N)])}}, {call_ext_only, 1, {extfunc, ?MODULE, show, 1}}], [v]} || N <- [1, 2, 31, 32, 33, 34, 100]]),
    asm_lines([{{bif, B, I}, [{bif, B, {f, 0}, [{atom, a}, {x, 0}], {x, 0}}, return], [M]} || B <- [map_get, is_map_key], {I, M} <- number(Maps)]),
    asm_lines([{{guard_bif, B, I}, [{bif, B, {f, 10}, [{atom, a}, {x, 0}], {x, 0}}, return, {label, 10}, {move, {atom, failed}, {x, 0}}, return], [M]} || B <- [map_get, is_map_key], {I, M} <- number(Maps)]).

show(M) when map_size(M) > 20 -> {map_size(M), erlang:phash2(M)};
show(M) -> {map_size(M), lists:sort(maps:to_list(M))}.
