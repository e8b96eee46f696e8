%% SPDX-License-Identifier: Apache-2.0
%% persistent_term: values of every kind, keys compared exactly, defaults, erasing, what is not there.
-module(sys_persistent_terms).
-include("../bif.hrl").

main() ->
    Own = [{?MODULE, K} || K <- [1, 1.0, a, "a", <<"a">>, {x}, 1 bsl 64, #{}]],
    ?P([persistent_term:put(K, {value, K}) || K <- Own]),
    ?P([persistent_term:get(K) =:= {value, K} || K <- Own]),
    ?P([persistent_term:get({?MODULE, K}, none) || K <- [1, 1.0, 2, b, "b"]]),
    Large = {?MODULE, large},
    persistent_term:put(Large, maps:from_list([{I, lists:seq(1, I rem 5)} || I <- lists:seq(1, 1000)])),
    ?P([map_size(persistent_term:get(Large)), maps:get(999, persistent_term:get(Large))]),
    ?P(persistent_term:put(Large, persistent_term:get(Large))),
    ?P([length([x || {{?MODULE, _}, _} <- persistent_term:get()]), maps:get(count, persistent_term:info()) >= 9]),
    ?P([persistent_term:erase(Large), persistent_term:erase(Large), persistent_term:get(Large, gone)]),
    ?P([persistent_term:put(hd(Own), T) || T <- edge_terms()]),
    ?P(persistent_term:get(hd(Own))),
    bif(persistent_term, get, 1, [[no_such_key], [{?MODULE, nope}], [[]]]),
    bif(persistent_term, get, 2, [[no_such_key, [default]]]),
    bif(persistent_term, erase, 1, [[no_such_key]]),
    ?P([persistent_term:erase(K) || K <- Own]).
