%% SPDX-License-Identifier: Apache-2.0
%% term_codec.erl -- term_to_binary/1 and back, phash2/1, comparison and flat size of mixed terms.
-module(term_codec).
-export([sizes/0, run/1]).

sizes() -> {3, 330}.

run(Times) -> repeat(Times, [term(I) || I <- lists:seq(1, 2000)], 0).

term(I) ->
    {I, [I, I + 1, {a, b}], #{key => I, <<"name">> => integer_to_binary(I)}, I / 7, -(1 bsl (I rem 90)), "text", node}.

repeat(0, _, Sum) -> Sum;
repeat(Times, Terms, Sum) ->
    Binary = term_to_binary(Terms),
    Terms = binary_to_term(Binary),
    Hash = erlang:phash2(Terms),
    [First | _] = lists:sort(fun(A, B) -> A > B end, Terms),
    repeat(Times - 1, Terms, (Sum + byte_size(Binary) + Hash + element(1, First)) band 16#ffffffff).
