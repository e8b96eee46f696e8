%% SPDX-License-Identifier: Apache-2.0
%% Functions called with a wrong number of arguments, and built-in functions as values.
-module(trm_apply_errors).
-include("../bif.hrl").

main() ->
    ?P([(id(F))(7, 2) || F <- [fun erlang:'+'/2, fun erlang:'div'/2, fun erlang:'=<'/2, fun erlang:max/2, fun erlang:'bsl'/2,
        fun math:pow/2]]),
    ?P([(id(F))([1, 2]) || F <- [fun erlang:hd/1, fun erlang:length/1, fun erlang:list_to_tuple/1, fun lists:reverse/1,
        fun erlang:is_list/1]]),
    ?E((id(fun erlang:hd/1))([])), ?E((id(fun erlang:'+'/2))(a, 1)), ?E((id(fun erlang:hd/1))(1, 2)), ?E((id(fun erlang:nope/1))(1)),
        ?E((id(fun(A) -> A end))(1, 2)), ?E((id(a))(1)), ?E((id({lists, map}))(1)),
    ?E(apply(id(lists), id(nope), [])), ?E(apply(id(lists), id(sum), [1, 2])), ?E(apply(id(1), id(f), [])), ?E(apply(id(m), id(1), [])),
        ?E(apply(id(lists), id(sum), id(a))), ?E(apply(id(lists), id(sum), [[1, 2] | id(x)])),
    ?E(apply(id(fun(A, B) -> {A, B} end), [1])), ?E(apply(id(fun(A, B) -> {A, B} end), id(x))), ?E(apply(id(x), [])), ?E(apply(erlang,
        id('+'), [1, 2])), ?E(apply(erlang, id(element), [5, {a}])), ?E(erlang:apply(id(no_module), f, [x])),
    ?E(apply(id(fun erlang:'not'/1), [1])), ?E(lists:map(fun erlang:atom_to_list/1, [a, 1])).
