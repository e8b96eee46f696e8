%% SPDX-License-Identifier: Apache-2.0
%% erlang:append_element/2, insert_element/3, delete_element/2: both ends, which argument is bad.
-module(tup_insert_delete).
-include("../bif.hrl").

main() ->
    T = {a, b, c},
    bif(erlang, append_element, 2, [[{}, x], [T, x], [T, T], [a, x], [[], x], [#{}, x]]),
    bif(erlang, insert_element, 3, [[1, {}, x], [1, T, x], [2, T, x], [4, T, x], [5, T, x], [0, T, x], [-1, T, x], [a, T, x], [1.0, T, x],
        [1 bsl 64, T, x], [1, a, x], [1, [], x], [0, a, x], [2, {}, x]]),
    bif(erlang, delete_element, 2, [[1, {x}], [1, T], [2, T], [3, T], [4, T], [0, T], [-1, T], [1, {}], [a, T], [1.0, T], [1 bsl 64, T], [1,
        a], [0, a], [a, b]]),
    Big = list_to_tuple(lists:seq(1, 300)),
    ?P(erlang:delete_element(150, Big) =:= list_to_tuple(lists:seq(1, 149) ++ lists:seq(151, 300))),
    ?P(erlang:insert_element(150, erlang:delete_element(150, Big), 150) =:= Big),
    ?P(erlang:append_element(Big, 301) =:= list_to_tuple(lists:seq(1, 301))).
