%% SPDX-License-Identifier: Apache-2.0
%% Several errors in one match specification: each list, tuple, call and map tells its own in an order of its own, some twice.
-module(ms_error_order).
-include("../case.hrl").

main() ->
    Bodies = [{{'$1','$2','$3'}}, ['$1','$2','$3'], #{1 => '$1', b => '$2', "c" => '$3'}, #{'$1' => a, '$2' => b}, #{'$1' => '$2', '$3' => '$4'},
      #{1 => 1, '$1' => '$2', "b" => '$3'}, [{{'$1', #{x => '$2'}}}, '$3'], {{#{'$1' => 1}, '$2'}}, #{#{'$1' => 1} => #{a => '$2'}}, [[]|'$1'], ['$1'|'$2'],
      {element, '$1', {{'$2', '$3'}}}, {'+', '$1', '$2'}, {'andalso', '$1', '$2', '$3'}, #{'$1' => 1, '$2' => 2, '$3' => '$4'}, {{1, '$1', 2, '$2'}}, #{a => {'$1'}}, #{ {'$1'} => 1}],
    [io:format("~0p: ~0p~n", [Body, erlang:match_spec_test({1}, [{{'_'}, [], [Body]}], table)]) || Body <- Bodies],
    [io:format("~0p: ~0p~n", [Body, erlang:match_spec_test({1, 2, 3}, [{{'$1', '$2', '$3'}, [], [Body]}], table)]) || Body <- Bodies],
    ?P(length(element(2, erlang:match_spec_test({1}, [{{'_'}, [], [maps:from_list([{I, '$1'} || I <- lists:seq(1, 40)])]}], table)))).
