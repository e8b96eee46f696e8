%% SPDX-License-Identifier: Apache-2.0
%% Every proper prefix of a term's bytes is badarg; no byte of it may be read beyond the end.
-module(etf_truncated).
-include("../bif.hrl").

main() ->
    Terms = [{T, O} || T <- edge_terms() ++ [[{a, [1, 2.5, "str", <<"bin">>, <<3:5>>]}, #{k => [x | y]}, 1 bsl 100, -(1 bsl 40),
        erlang:make_tuple(260, z)]], O <- [[], [{minor_version, 0}], [{minor_version, 2}], [compressed]]],
    Bad = [{T, N} || {T, O} <- Terms, B <- [term_to_binary(T, O)], N <- lists:seq(0, byte_size(B) - 1),
        R <- [try binary_to_term(binary:part(B, 0, N)) of V -> V catch error:badarg -> badarg end], R =/= badarg],
    ?P(Bad),
    ?P([T || {T, O} <- Terms, binary_to_term(term_to_binary(T, O)) =/= T]),
    ?P([T || {T, O} <- Terms, B <- [term_to_binary(T, O)], binary_to_term(<<B/binary, 0>>, [used]) =/= {T, byte_size(B)}]).
