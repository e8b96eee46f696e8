%% SPDX-License-Identifier: Apache-2.0
%% term_to_binary and back of generated terms: every type at every size where the tag changes, with every option, cut and changed at every byte without harm.
-module(te_etf_generated).
-include("../case.hrl").

main() ->
    Terms = [0, 255, 256, -1, 1 bsl 31, -(1 bsl 31) - 1, 1 bsl 2040, 1 bsl 2047, 1.5, a, list_to_atom(lists:duplicate(255, $x)), 'é', list_to_atom(lists:duplicate(200, 233)), [], "s", lists:duplicate(65535, 1), lists:duplicate(65536, 1), [a | b], [256], {}, list_to_tuple(lists:seq(1, 255)), list_to_tuple(lists:seq(1, 256)), #{}, #{a => 1}, maps:from_list([{I, I} || I <- lists:seq(1, 40)]), <<>>, <<1:3>>, binary:copy(<<7>>, 300), fun lists:map/2, [[[[]]]], {a, [b, {c}], #{d => <<"e">>}}],
    [begin
         Bs = [term_to_binary(T, O) || O <- [[], [compressed], [{compressed, 9}], [{minor_version, 0}], [{minor_version, 1}], [{minor_version, 2}], [deterministic]]],
         io:format("~p: ~0p ~0p~n", [I, [{byte_size(B), erlang:phash2(B)} || B <- Bs, not (is_map(T) andalso map_size(T) > 32)], lists:usort([binary_to_term(B) =:= T || B <- Bs] ++ [iolist_to_binary(term_to_iovec(T)) =:= hd(Bs), erlang:external_size(T) >= byte_size(hd(Bs))])])
     end || {I, T} <- lists:zip(lists:seq(1, length(Terms)), Terms)],
    Small = [T || T <- Terms, byte_size(term_to_binary(T)) < 60],
    ?P([length([N || N <- lists:seq(0, byte_size(B) - 1), try binary_to_term(binary:part(B, 0, N)), true catch error:badarg -> false end]) || T <- Small, B <- [term_to_binary(T)]]),
    [io:format("~0p: ~0p~n", [T, erlang:phash2([begin <<A:N/binary, _, R/binary>> = B, try binary_to_term(<<A/binary, X, R/binary>>, [safe]) of V when is_function(V); is_pid(V) -> other; V -> V catch error:badarg -> bad end end || N <- lists:seq(1, min(14, byte_size(B) - 1)), X <- [0, 1, 70, 77, 88, 97, 98, 99, 100, 101, 104, 105, 106, 107, 108, 109, 110, 111, 115, 116, 118, 119, 120, 255]])]) || T <- Small, not is_function(T), B <- [term_to_binary(T)]],
    ?P([binary_to_term(term_to_binary(T), [used]) =:= {T, byte_size(term_to_binary(T))} || T <- Small]), ?P(binary_to_term(<<(term_to_binary(a))/binary, "rest">>, [used])), ?P(binary_to_term(<<>>)), ?P(binary_to_term(<<131>>)), ?P(binary_to_term(<<130, 97, 1>>)), ?P(binary_to_term(<<131, 80, 0, 0, 0, 1, 0>>)), ?P(binary_to_term(a)), ?P(binary_to_term(<<131, 97, 1>>, [foo])), ?P(binary_to_term(<<131, 97, 1:4>>)), ?P(term_to_binary(a, [foo])), ?P(term_to_binary(a, [{compressed, 10}])), ?P(term_to_binary(a, [{minor_version, 3}])), ?P(binary_to_term(<<131, 119, 9, "no_such_a">>, [safe])).
