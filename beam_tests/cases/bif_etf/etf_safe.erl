%% SPDX-License-Identifier: Apache-2.0
%% binary_to_term with `safe`: no new atoms, no new external funs, in any tag; known ones pass.
-module(etf_safe).
-include("../bif.hrl").

main() ->
    Atom = fun(Tag) -> N = <<"never seen atom ", (Tag + $0)>>, case Tag of 100 -> <<131, 100, (byte_size(N)):16, N/binary>>; 118 -> <<131,
        118, (byte_size(N)):16, N/binary>>; _ -> <<131, Tag, (byte_size(N)), N/binary>> end end,
    ?P([try binary_to_term(Atom(T), [safe]) catch C:R -> {C, R} end || T <- [100, 115, 118, 119]]),
    bif(erlang, binary_to_term, 2, [[term_to_binary(X), [safe]] || X <- [a, true, [a, {b, #{c => 1}}], fun lists:map/2, "text", 1.5]]),
    Fun = fun(M, F, A) -> <<131, 113, 119, (byte_size(M)), M/binary, 119, (byte_size(F)), F/binary, 97, A>> end,
    ?P([try binary_to_term(Fun(M, F, A), [safe]) catch C:R -> {C, R} end || {M, F, A} <- [{<<"lists">>, <<"map">>, 2}, {<<"lists">>,
        <<"map">>, 77}, {<<"lists">>, <<"nowhere defined">>, 1}]]),
    ?P(binary_to_term(Atom(100))),
    ?P(binary_to_term(Atom(100), [safe])).
