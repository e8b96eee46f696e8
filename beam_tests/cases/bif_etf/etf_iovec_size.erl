%% SPDX-License-Identifier: Apache-2.0
%% erlang:term_to_iovec/1,2 and external_size/1,2 agree with term_to_binary/2 for every type; bad options.
-module(etf_iovec_size).
-include("../bif.hrl").

main() ->
    Terms = edge_terms() ++ edge_ints() ++ edge_floats() ++ [lists:seq(1, 1000), binary:copy(<<"b">>, 5000), [binary:copy(<<"c">>, 70),
        binary:copy(<<"d">>, 65)], erlang:make_tuple(300, [])],
    ?P([T || T <- Terms, iolist_to_binary(erlang:term_to_iovec(T)) =/= term_to_binary(T)]),
    ?P([T || T <- Terms, V <- [0, 1, 2], iolist_to_binary(erlang:term_to_iovec(T, [{minor_version, V}])) =/= term_to_binary(T,
        [{minor_version, V}])]),
    ?P([{T, erlang:external_size(T), byte_size(term_to_binary(T))} || T <- Terms, not is_float(T),
        erlang:external_size(T) < byte_size(term_to_binary(T))]),
    ?P([erlang:external_size(T) || T <- edge_terms()]),
    ?P([erlang:external_size(T, [{minor_version, 0}]) || T <- [1.5, a, [1.5, 2.5], {}]]),
    ?P([erlang:external_size(T, [{minor_version, 2}]) || T <- [1.5, a, 'é', {}]]),
    bif(erlang, external_size, 2, [[a, []], [a, [{minor_version, 1}]], [a, [{minor_version, 3}]], [a, [bogus]], [a, x], [a, [{minor_version,
        -1}]]]),
    bif(erlang, term_to_iovec, 1, [[a], [{}]]),
    bif(erlang, external_size, 1, [[a], [[]]]),
    bif(erlang, term_to_iovec, 2, [[a, [bogus]], [a, x], [a, [{minor_version, 3}]], [a, [compressed]], [a, [{compressed, 0}]]]).
