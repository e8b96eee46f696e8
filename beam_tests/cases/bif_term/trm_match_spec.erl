%% SPDX-License-Identifier: Apache-2.0
%% erlang:match_spec_test/3 and ets:test_ms/2: heads, guards, bodies, every guard function, and what is wrong with bad specifications.
-module(trm_match_spec).
-include("../bif.hrl").

main() ->
    T = fun(Tuple, Spec) -> erlang:match_spec_test(Tuple, Spec, table) end,
    ?P([T(X, [{{'$1', '$2'}, [], ['$1']}]) || X <- [{a, b}, {a}, {}, {1, 2}]]),
    ?P([T({1, a}, [{{'$1', a}, [{'>', '$1', N}], ['$_']}]) || N <- [0, 1, 1.0, 0.5]]),
    ?P([T({5, [1, 2], <<"b">>, #{k => v}}, [{{'$1', '$2', '$3', '$4'}, [], [E]}]) || E <- ['$$', '$_', {{'$1', x}}, ['$1', '$2'], {const,
        {a}}, {element, 1, '$_'}, {hd, '$2'}, {tl, '$2'}, {length, '$2'}, {size, '$3'}, {byte_size, '$3'}, {bit_size, '$3'}, {map_size,
        '$4'}, {map_get, k, '$4'},
        {is_map_key, z, '$4'}, {'+', '$1', 1}, {'-', '$1', 9}, {'*', '$1', 1 bsl 60}, {'div', '$1', 2}, {'rem', '$1', 3}, {'/', '$1', 2},
            {'band', '$1', 4}, {'bor', '$1', 8}, {'bxor', '$1', 1}, {'bnot', '$1'}, {'bsl', '$1', 62}, {'bsr', '$1', 1}, {abs, '$1'},
            {round, 2.5}, {trunc, 2.5}, {float, '$1'}, {ceil, 1.5}, {floor, 1.5}, #{a => '$1'}, {binary_part, '$3', 0, 1},
        {'not', true}, {'and', true, false}, {'or', false, true}, {'xor', true, true}, {'andalso', true, false, x}, {'orelse', false, true},
            {is_list, '$2'}, {is_binary, '$3'}, {is_map, '$4'}, {is_integer, '$1'}, {is_record, '$_', x, 4}, {'=:=', '$1', 5.0}, {'==',
            '$1', 5.0}, {node}, '$9', {hd, '$1'}, {'+', a, 1}]]),
    ?P([T({X, Y}, [{{'$1', '$1'}, [], [same]}, {{'_', '_'}, [], [other]}]) || {X, Y} <- [{a, a}, {a, b}, {1, 1.0}, {[1], [1]}]]),
    [io:format("~0p ~0p~n", [S, try T({a}, S) catch C:R -> {C, R} end]) || S <- [[], a, [a], [{a}], [{{'_'}, a, [b]}], [{{'_'}, [], []}],
        [{{'_'}, [], b}], [{{'_'}, [{bogus, 1}], [b]}], [{{'_'}, [], [{bogus}]}], [{{'_'}, [], ['$1']}], [{'_', [], ['$_']}], [{'$1', [],
        ['$1']}], [{x, [], [y]}], [{{'_'}, [{'+', 1}], [b]}], [{{'_'}, [{}], [b]}], [{{'_'}, [not_boolean], [b]}],
        [{{'_'}, [1], [b]}], [{{'_'}, [], [{message, x}]}], [{{'_'}, [], [{{}}]}], [{{'_'}, [], [{return_trace}]}], [{{'_'}, [], [[{{1,
            2}}]]} | x]]],
    bif(erlang, match_spec_test, 3, [[{a}, [{{'_'}, [], [x]}], bogus], [a, [{{'_'}, [], [x]}], table], [{a}, [], table]]),
    ?P(ets:test_ms({a, 1}, [{{'$1', '$2'}, [{'<', '$2', 5}], [{{'$2', '$1'}}]}])),
    ?P(ets:test_ms({a, 1}, [{{'$1', '$2'}, [], [{bogus}]}])),
    ?P(ets:test_ms(a, [{{'$1', '$2'}, [], ['$1']}])),
    Set = ets:new(s, []), Ordered = ets:new(o, [ordered_set]),
    [ets:insert(Table, {a, 1}) || Table <- [Set, Ordered]],
    ?P([{ets:select(Table, []), ets:select(Table, [], 10), ets:select_count(Table, []), ets:select_delete(Table, []),
         ets:select_replace(Table, [])} || Table <- [Set, Ordered]]),
    ?P(ets:match_spec_compile([])).
