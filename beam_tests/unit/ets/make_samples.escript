#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% make_samples.escript -- writes ets_samples.h: calls of ets functions and what stock Erlang answers.
%% Usage: escript make_samples.escript >ets_samples.h
%%
%% A group is {Name, Options of the table, [{Function, Arguments without the table}]}; calls are made in order on one table.
-mode(compile).

main(_) ->
    io:format("// SPDX-License-Identifier: Apache-2.0~n// ets_samples.h -- written by make_samples.escript: what OTP ~s answers.~n"
              "// {\"new\", options, 0} begins a table; the others are calls with that table as first argument.~n#pragma once~n~n"
              "static const struct {~n    const char *function, *arguments, *expected;~n} ets_samples[] = {~n",
              [erlang:system_info(otp_release)]),
    lists:foreach(fun group/1, groups()),
    io:format("};~n~nstatic const struct {~n    const char *object, *spec, *expected;~n} match_samples[] = {~n"),
    lists:foreach(fun match/1, matches()),
    io:format("};~n").

group({Options, Calls}) ->
    T = ets:new(t, [public | Options]),
    io:format("    {\"new\", \"~s\", 0},~n", [text(Options)]),
    [call(T, F, As) || {F, As} <- Calls],
    ets:delete(T).

call(T, F, As) ->
    Result = try apply(ets, name(F, length(As)), [T | As ++ extra(F, length(As))]) of
                 {_, Cont} = R when is_tuple(Cont), tuple_size(Cont) >= 6 -> {element(1, R), more(F, Cont)};
                 R -> R
             catch error:E:S -> {error, E, cause(S)}
             end,
    io:format("    {\"~s\", \"~s\", \"~s\"},~n", [F, lists:join(",", [text(A) || A <- As]), text(Result)]).

%% delete_all_objects and select_delete are Erlang around these two.
name(delete_all, _) -> internal_delete_all;
name(select_delete, _) -> internal_select_delete;
name(F, _) -> F.
extra(delete_all, 0) -> [undefined];
extra(_, _) -> [].

%% All further chunks.
more(F, Cont) ->
    case apply(ets, F, [Cont]) of
        {L, C} when is_tuple(C) -> [L | more(F, C)];
        {L, '$end_of_table'} -> [L];
        '$end_of_table' -> []
    end.

cause([{ets, _, _, Info} | _]) -> maps:get(cause, proplists:get_value(error_info, Info, #{}), none);
cause(_) -> none.

match({Object, Spec}) ->
    Result = case erlang:match_spec_test(Object, Spec, table) of
                 {ok, R, [], []} -> {ok, R};
                 {error, Es} -> {error, [list_to_atom(E -- "''''''") || {error, E} <- Es]} % no quotes inside quotes
             end,
    io:format("    {\"~s\", \"~s\", \"~s\"},~n", [text(Object), text(Spec), text(Result)]).

text(T) -> escape(lists:flatten(io_lib:format("~w", [T]))).
escape([$" | R]) -> [$\\, $" | escape(R)];
escape([$\\ | R]) -> [$\\, $\\ | escape(R)];
escape([C | R]) -> [C | escape(R)];
escape([]) -> [].

groups() ->
    Seq = [{insert, [[{N, N * 10} || N <- lists:seq(A, A + 49)]]} || A <- lists:seq(0, 350, 50)],
    Walk = [{first, []}, {next, [5]}, {next, [399]}, {last, []}, {prev, [7]}, {slot, [0]}, {slot, [3]}, {slot, [300]},
            {slot, [100000]}, {slot, [-1]}, {next, [100000]}, {info, [size]}],
    Pick = [{select, [[{{'$1', '$2'}, [{'<', '$1', 20}], ['$2']}]]},
            {select_reverse, [[{{'$1', '$2'}, [{'<', '$1', 20}], ['$2']}]]},
            {select, [[{{'$1', '$2'}, [{'<', '$1', 30}], ['$1']}], 7]},
            {select_reverse, [[{{'$1', '$2'}, [{'<', '$1', 30}], ['$1']}], 7]},
            {match, [{'$1', 100}]}, {match_object, [{'$1', '$1'}]},
            {match_object, [{7, '_'}]}, {match, [{7, '$7'}]}, {match, [{1000, '$7'}]}, {match, [{1000, '$7'}, 2]}, {match, [{7, '$1'}, 2]},
            {select_count, [[{{'$1', '_'}, [{'==', {'rem', '$1', 3}, 0}], [true]}]]},
            {select_count, [[{{'$1', '_'}, [], [false]}]]},
            {select, [[{{5, '$1'}, [], ['$1']}, {{6, '$1'}, [], [{{'$1', '$_'}}]}]]},
            {select, [[]]}, {select, [foo]}, {select, [[{a, b}]]}, {select, [[{'$1', [], ['$1']}], 0]}, {match, [{'$1', '_'}, -1]},
            {select_replace, [[{{'$1', '$2'}, [{'<', '$1', 5}], [{{'$1', {{x, '$2'}}}}]}]]},
            {lookup, [3]}, {lookup, [5]},
            {select_replace, [[{{'$1', '$2'}, [], [{{'$2', '$1'}}]}]]},
            {select_replace, [[{{'$1', '_'}, [{'==', '$1', 9}], ['$_']}]]},
            {select_delete, [[{{'$1', '_'}, [{'>', '$1', 9}, {'<', '$1', 395}], [true]}]]},
            {info, [size]}, {select, [[{'$1', [], ['$1']}]]}],
    Errors = [{insert, [a]}, {insert, [{}]}, {insert, [[{1}, a]]}, {insert, [[{1} | a]]}, {insert, [[]]}, {insert_new, [[]]},
              {lookup_element, [3, 2]}, {lookup_element, [3, 5]}, {lookup_element, [nokey, 1]}, {lookup_element, [3, 0]},
              {update_counter, [3, foo]}, {update_counter, [nokey, 1]}, {update_element, [3, {1, a}]}, {update_element, [3, {9, a}]},
              {delete_object, [a]}, {info, [foo]}, {slot, [a]}, {next, ['$end_of_table']}],
    Common = Seq ++ Walk ++ Pick ++ Errors,
    Counter = [{insert, [{k, 1, 2, x}]}, {update_counter, [k, 5]}, {update_counter, [k, {3, -7}]}, {update_counter, [k, [{2, 1}, {3, 1}, {2, 1}]]},
               {update_counter, [k, {2, 10, 12, 0}]}, {update_counter, [k, {2, -10, -5, 7}]}, {update_counter, [k, {4, 1}]},
               {update_counter, [k, {1, 1}]}, {update_counter, [k, {9, 1}]}, {update_counter, [k, {2, 1 bsl 70}]}, {lookup, [k]},
               {update_counter, [k, {2, -(1 bsl 70)}]}, {update_counter, [k, []]}, {update_counter, [n, 4, {a, 38}]}, {lookup, [n]},
               {update_counter, [m, {9, 1}, {a, 1}]}, {member, [m]}, {update_counter, [m, 1, foo]},
               {update_element, [k, {4, [a, b]}]}, {update_element, [k, [{2, y}, {3, z}]]}, {lookup, [k]}, {update_element, [nokey, {2, a}]},
               {update_element, [k, [{2, q}, {1, q}]]}, {lookup, [k]}, {update_element, [k, [a]]}, {take, [k]}, {take, [k]}, {member, [k]}],
    Keys = [{insert, [{1, a}]}, {insert, [{1.0, b}]}, {lookup, [1]}, {lookup, [1.0]}, {insert_new, [{1, c}]}, {insert_new, [{2, c}]},
            {insert_new, [[{3, a}, {2, b}]]}, {insert_new, [[{3, a}, {4, b}]]}, {lookup, [3]}, {insert, [{{9, [1, 2]}, <<"abc">>}]},
            {lookup, [{9, [1, 2]}]}, {member, [{9, [1]}]}, {match, [{{9, '$1'}, '$2'}]}, {match, [{{'$1', [1 | '$2']}, '_'}]},
            {delete, [1]}, {member, [1.0]}, {insert, [{"str", 12345678901234567890, 1.5}]}, {match, ['$1', 100]},
            {match_object, [{'_', 12345678901234567890, 1.5}]}, {delete_object, [{3, b}]}, {delete_object, [{3, a}]}, {info, [size]}, {delete_all, []},
            {info, [size]}, {first, []}, {select, [[{'_', [], ['$_']}]]}, {select, [[{'_', [], ['$_']}], 3]}],
    Atoms = [{insert, [[{A, 1} || A <- [alpha, beta, gamma, delta, epsilon, zeta, eta, theta, iota, kappa]]]}, {first, []}, {next, [alpha]},
             {next, [iota]}, {match, [{'$1', '_'}]}, {match_object, ['_']}],
    Fixed = [{insert, [[{N} || N <- lists:seq(1, 150)]]}, {safe_fixtable, [true]}, {delete, [7]}, {delete, [8]}, {next, [7]}, {next, [8]},
             {info, [size]}, {insert, [{7, new}]}, {lookup, [7]}, {next, [7]}, {delete_all, []}, {next, [100]}, {first, []}, {info, [fixed]},
             {insert, [{100}]}, {next, [99]}, {safe_fixtable, [false]}, {next, [99]}, {first, []}, {info, [fixed]}, {safe_fixtable, [maybe_not]}],
    Bag = [{insert, [[{z, 1}, {z, 2}, {z, 3}]]}, {lookup, [z]}, {insert, [{a, 1}]}, {insert, [{a, 2}]}, {insert, [{a, 1}]}, {insert, [[{b, 1}, {a, 3}]]}, {lookup, [a]}, {lookup_element, [a, 2]},
           {lookup_element, [a, 3]}, {match_object, [{a, '_'}]}, {insert_new, [{a, 9}]}, {delete_object, [{a, 2}]}, {lookup, [a]},
           {safe_fixtable, [true]}, {delete_object, [{a, 3}]}, {lookup, [a]}, {insert, [{a, 3}]}, {lookup, [a]}, {delete, [a]}, {next, [a]},
           {insert, [{a, 3}]}, {lookup, [a]}, {safe_fixtable, [false]}, {info, [size]}, {update_counter, [a, 1]}, {update_element, [a, {2, 1}]},
           {select_replace, [[{{'$1', '_'}, [], ['$_']}]]}, {take, [a]}, {slot, [0]}, {select, [[{{'$1', '$2'}, [], ['$2']}]]}],
    Ordered = [{insert, [[{{N rem 7, N}, N} || N <- lists:seq(1, 60)]]}, {match, [{{3, '$1'}, '_'}]}, {match, [{{3, '_'}, '$1'}, 4]},
               {select, [[{{{3, '$1'}, '_'}, [], ['$1']}, {{{5, '$1'}, '_'}, [], ['$1']}]]}, {select_delete, [[{{{4, '_'}, '_'}, [], [true]}]]},
               {select_reverse, [[{{{2, '$1'}, '_'}, [], ['$1']}], 3]}, {select_reverse, [[{{{2, '$1'}, '_'}, [], ['$1']}]]},
               {next, [{3, 0}]}, {prev, [{3, 0}]}, {prev, [{0, 0}]}, {first, []}, {last, []}, {select_count, [[{{{6, '_'}, '_'}, [], [true]}]]},
               {select_replace, [[{{{6, '$1'}, '_'}, [], [{{{{6, '$1'}}, x}}]}]]}, {match_object, [{{6, '_'}, '_'}]}, {info, [size]}],
    Types = [[set], [ordered_set], [bag], [duplicate_bag], [set, {write_concurrency, true}], [ordered_set, {write_concurrency, true}],
             [set, compressed, {read_concurrency, true}]],
    [{O, Common} || O <- Types] ++ [{O, Counter} || O <- [[set], [ordered_set], [bag]]] ++ [{O, Keys} || O <- [[set], [ordered_set], [bag]]] ++
        [{O, Atoms} || O <- [[set], [ordered_set], [bag], [set, {write_concurrency, true}]]] ++ [{O, Fixed} || O <- [[set], [ordered_set], [duplicate_bag]]] ++
        [{O, Bag} || O <- [[bag], [duplicate_bag]]] ++ [{[ordered_set], Ordered}] ++
        [{[set, {keypos, 2}], [{insert, [{a, k}]}, {insert, [{a}]}, {lookup, [k]}, {match, [{'$1', k}]}, {update_counter, [k, 1]}, {insert, [{1, k, 5}]}, {update_counter, [k, 1]}]}].

matches() ->
    G = fun(Guards) -> [{{'$1', '$2'}, Guards, ['$1']}] end,
    B = fun(Bodies) -> [{{'$1', '$2'}, [], Bodies}] end,
    O = {1, [a, 2.5, {x}]},
    [{O, G(X)} || X <- [[], [true], [false], [{'==', '$1', 1.0}], [{'=:=', '$1', 1.0}], [{is_list, '$2'}], [{is_atom, '$1'}], [{'>', {length, '$2'}, 2}],
        [{'not', {is_atom, '$1'}}], [{'and', true, {'or', false, true}}], [{'and', true, foo}], [{'andalso', false, foo}], [{'andalso', true, foo}], [{'orelse', true, foo}],
        [{'orelse', foo, true}], [{'xor', true, false}], [{hd, '$1'}], [{'==', {hd, '$2'}, a}], [{is_record, {{x, 1}}, x, 2}], [{'==', {element, 2, '$_'}, '$2'}],
        [{'==', '$2', {const, [a, 2.5, {x}]}}], [{'==', '$2', [a, 2.5, {{x}}]}], [{'==', [{'+', '$1', 1} | b], [2 | b]}], [{foo, 1}], [{'==', 1}], [{'$1'}], [{}], ['$3'], [{is_integer, '$9'}, {element}],
        foo, [true | x], [{const, true}], [{const, true, 1}], [{const}], [{self, 1}], [{'and'}], [{'orelse'}], [{'>', '$1', 0}, {'<', '$1', 0}], [{'==', {'div', 7, '$1'}, 7}],
        [{'div', 7, 0}], [{'==', {size, {{1, 2}}}, 2}], [{is_pid, {self}}], [{is_function, '$1'}], [{'=<', '$1', 1}], [{'>=', '$1', 2}], [{'=/=', '$1', 1.0}],
        [{'/=', '$1', 1.0}], [{'==', {abs, -3}, 3}], [{'==', {round, 2.5}, 3}], [{'==', {trunc, 2.5}, 2}], [{'==', {'bsl', 1, 70}, 1 bsl 70}], [{'==', {'-', '$1'}, -1}], [{'==', {'/', '$1', 2}, 0.5}],
        [{message, 1}], [{is_tuple, {{}}}], ['_'], ['$_']]] ++
    [{O, B(X)} || X <- [['$1'], ['$2'], ['$_'], ['$$'], [x, y, '$2'], [{{'$2', '$1'}}], [['$1', '$2' | z]], [{const, '$1'}], [{const, {'$1'}}], [{hd, '$1'}], [{{{hd, '$1'}, 2}}],
        [{'and', true, 1}], [{'andalso', 1, true}], [{'andalso', true, 7}], [{'orelse', false, 7}], [], foo, ['$1' | foo], ['$3'], [{foo}], [<<"bin">>], [1.5], [12345678901234567890], [[]], [{{}}], [[{{a, '$1'}}, {const, b}]],
        [{'+', '$1', 1 bsl 80}], [{element, 3, '$_'}], [return_trace], [{return_trace}], [{set_tcw, 1}], [{'==', '$1'}]]] ++
    [{a, [{a, [], ['$_']}]}, {a, [{'_', [], [x]}]}, {a, [{'$1', [], ['$1']}]}, {{a, a}, [{{'$1', '$1'}, [], ['$1']}]}, {{a, b}, [{{'$1', '$1'}, [], ['$1']}]},
     {{1, 1.0}, [{{'$1', '$1'}, [], ['$1']}]}, {{a, b}, [{{'$1'}, [], [one]}, {{'$1', '$2'}, [], [two]}, {'_', [], [three]}]},
     {{a, b, c}, [{{'$3', '$1', '$2'}, [], ['$$']}]}, {{a, b}, [{{'$100', '$20'}, [], ['$$']}]}, {{a}, [{{'$01'}, [], [x]}]}, {{'$01'}, [{{'$01'}, [], [x]}]},
     {{[1, 2, 3]}, [{{[1 | '$1']}, [], ['$1']}]}, {{[1, 2]}, [{{['_', '$1']}, [], ['$1']}]}, {{[1, 2]}, [{{['$1']}, [], ['$1']}]}, {{1.0}, [{{1.0}, [], [x]}]}, {{1.0}, [{{1}, [], [x]}]},
     {{<<"ab">>, 98765432109876543210}, [{{<<"ab">>, 98765432109876543210}, [], [x]}]}, {{{{a, 1}, {b, 2}}}, [{{{{a, '$1'}, {b, '$2'}}}, [], [['$1', '$2']]}]},
     {{}, [{{}, [], [x]}]}, {[], [{[], [], [x]}]}, {x, foo}, {x, [foo]}, {x, [{a, b}]}, {x, [{a, [], [x]} | y]}, {x, [{a, [{foo, 1}], [{bar}]}, {b, [{baz}], []}]}].
