%% SPDX-License-Identifier: Apache-2.0
%% Match specifications over a table of mixed terms: guards with every operator, bodies that build, bound and partly bound keys in
%% ordered tables, select with limits both ways, select_count, select_delete, select_replace, test_ms, fun2ms, compiled ones.
-module(ets_specs).
-include("../case.hrl").
-include_lib("stdlib/include/ms_transform.hrl").

main() ->
    Data = [{I, I * I rem 7, {sub, I rem 3}, lists:seq(1, I rem 4)} || I <- lists:seq(1, 30)] ++ [{1.5, f, <<"bin">>, #{k => 1}}, {atom, 2, [], {}}, {{1, 2}, x, "s", 1 bsl 70}, {"str", 1.0, <<1:3>>, -1}],
    Tabs = [{T, begin X = ets:new(t, [T]), ets:insert(X, Data), X end} || T <- [set, ordered_set, bag, duplicate_bag]],
    [begin
         io:format("~0p~n", [Spec]),
         [io:format("  ~p: ~0p~n", [T, begin R = (catch ets:select(X, Spec)), case R of {'EXIT', {W, _}} -> W; _ when T =:= ordered_set -> R; _ -> erlang:phash2(lists:sort(R)) end end]) || {T, X} <- Tabs]
     end || Spec <- specs()],
    O = proplists:get_value(ordered_set, Tabs),
    All = [{'$1', [], ['$1']}], All4 = [{{'$1', '_', '_', '_'}, [], ['$1']}],
    ?P(paged(ets:select(O, All4, 7))), ?P(paged(ets:select_reverse(O, All4, 7))), ?P(length(paged(ets:select(O, All, 100)))), ?P(ets:select(O, [{{1, '$1', '_', '_'}, [], ['$$']}], 1)), ?P(ets:select(O, All4, 0)), ?P(ets:select(O, All4, a)),
    ?P(ets:select_count(O, [{{'$1', '_', '_', '_'}, [{is_integer, '$1'}], [true]}])), ?P(ets:select_count(O, [{{'$1', '_', '_', '_'}, [], ['$1']}])),
    ?P(ets:select_delete(O, [{{'$1', '_', '_', '_'}, [{'=:=', {'rem', '$1', 5}, 0}], [true]}])), ?P(ets:select_replace(O, [{{'$1', '$2', '$3', '$4'}, [{'<', '$1', 5}], [{{'$1', {{'$2', new}}, '$3', '$4'}}]}])), ?P(ets:select_replace(O, [{{'$1', '$2', '$3', '$4'}, [], [{{'$2', '$1'}}]}])), ?P(ets:tab2list(O)),
    ?P(ets:match(O, {'$1', '$2', {sub, 1}, '_'})), ?P(ets:match_object(O, {'_', '_', {sub, 0}, [1 | '_']})), ?P(ets:match(O, {'$2', '_', '$1', '$2'})), ?P(ets:match_delete(O, {'_', '_', {sub, 2}, '_'})), ?P(ets:info(O, size)), ?P(ets:match(O, '$1', 2) =/= []), ?P(ets:match(O, a)), ?P(ets:match_object(O, {'$1', '$1', '_', '_'})),
    ?P(ets:fun2ms(fun({A, B, _, L}) when A > 3, B =:= 2; is_list(L) -> {A, [B | L], {x, A + 1}} end)), ?P(ets:fun2ms(fun(X = {_, #{k := V}}) when map_size(V) > 1 -> X end)), ?P(ets:fun2ms(fun({A}) when A band 1 == 1, not is_atom(A) -> true end)),
    ?P(ets:match_spec_run(Data, ets:match_spec_compile([{{'$1', '$2', '_', '_'}, [{is_number, '$2'}, {'>', '$2', 1}], [{{'$1', {'*', '$2', 10}}}]}]))), ?P(ets:is_compiled_ms(ets:match_spec_compile([]))), ?P(ets:is_compiled_ms(x)), ?P(ets:match_spec_run([], x)), ?P(ets:match_spec_compile([x])),
    [?P(ets:test_ms(T, S)) || {T, S} <- [{{1, 2}, [{{'$1', '$2'}, [], [{{'$2', '$1'}}]}]}, {{1}, [{{'$1', '$2'}, [], ['$1']}]}, {{a}, [{{'$1'}, [{'$1'}], [ok]}]}, {{a, b}, [{{'$1', '$3'}, [], ['$2']}]}, {x, [{'$1', [], ['$1']}]}, {{1}, [{{'$1'}, [{foo, '$1'}], [1]}]}, {{1}, [{{'$1'}, [], [{self}]}]}, {{true}, [{{'$1'}, ['$1'], ['$_']}]}, {{[1, 2]}, [{{['$1' | '$2']}, [], ['$$']}]}, {{#{a => 1, b => 2}}, [{{#{a => '$1'}}, [], ['$1']}]}]],
    ?P(ets:repair_continuation('$end_of_table', All)), ?P(ets:select('$end_of_table')).

specs() ->
    P = {'$1', '$2', '$3', '$4'},
    [[{P, [{Op, '$1', 15}], ['$1']}] || Op <- ['<', '>', '=<', '>=', '==', '=:=', '/=', '=/=']] ++
    [[{P, G, ['$1']}] || G <- [[{is_float, '$1'}], [{is_atom, '$1'}, {is_list, '$3'}], [{'orelse', {is_tuple, '$1'}, {is_list, '$1'}}], [{'andalso', {is_integer, '$1'}, {'>', {'+', '$1', '$2'}, 30}}], [{'not', {is_integer, '$1'}}], [{'xor', true, {is_integer, '$1'}}], [{'==', {element, 2, '$3'}, 2}], [{'==', {hd, '$4'}, 1}, {'>', {length, '$4'}, 2}], [{'==', {size, '$3'}, 2}],
        [{'==', {'rem', '$1', 4}, 1}], [{'==', {'div', '$1', 4}, 1}], [{'==', {'band', '$1', 3}, 3}], [{'>', {'bsl', 1, '$2'}, 10}], [{'<', {'bxor', '$1', 5}, 4}], [{'==', {abs, '$4'}, 1}], [{'>', {trunc, '$1'}, 1}, {is_float, '$1'}], [{is_map, '$4'}], [{'==', {map_size, '$4'}, 1}], [{is_map_key, k, '$4'}], [{'==', {map_get, k, '$4'}, 1}], [{is_record, '$3', sub, 2}, {'<', '$1', 9}], [{is_binary, '$3'}], [{'==', {bit_size, '$3'}, 3}], [{'<', '$1', {const, 3}}], [{'==', '$3', {{sub, 1}}}], [{'=:=', '$1', {const, {1, 2}}}], [{'==', '$1', '$2'}], [{'<', {'/', '$1', 0}, 3}], [{is_function, '$1'}], [{'and', true, {'or', false, true}}], [{'==', {float, '$2'}, 2.0}], [{is_seq_trace}]]] ++
    [[{P, [{'<', '$1', 4}], [B]}] || B <- ['$_', '$$', {{'$4', '$3', x}}, ['$1', [y | '$2']], {const, '$1'}, {'+', '$1', {'*', '$2', 2}}, "lit", #{a => '$1'}, {{}}, {element, 1, '$_'}, {tl, '$4'}, [], {{'$1', {{'$2'}}}}, {'-', '$1'}, {node}, <<"b">>]] ++
    [[{{3, '_', '_', '_'}, [], ['$_']}], [{{{'$1', 2}, '_', '_', '_'}, [], ['$1']}], [{{'_', 4, {sub, '$1'}, '_'}, [], ['$1']}, {{'_', 1, '_', '_'}, [], [one]}], [], [{'_', [], [all]}], [{{'$1', '_'}, [], ['$1']}], [{{"str", '$1', '_', '$2'}, [], [['$1', '$2']]}], [{P, [], []}], [{P, [{'$5'}], [a]}], [{P, [], [{bad}]}], [{P, a, [1]}], [{P, [{'<', '$1'}], [1]}], [x]].
paged('$end_of_table') -> [];
paged({L, C}) -> L ++ ['|' | paged(ets:select(C))].
