%% SPDX-License-Identifier: Apache-2.0
%% Deeply nested terms and long lists go both ways without a deep stack; sharing is not kept, sizes are exact.
-module(etf_deep).
-include("../bif.hrl").

main() ->
    Deep = fun(F) -> lists:foldl(fun(I, A) -> F(I, A) end, [], lists:seq(1, 50000)) end,
    Same = fun(T) -> B = term_to_binary(T), {byte_size(B), erlang:external_size(T), binary_to_term(B) =:= T, erlang:md5(B)} end,
    ?P(Same(Deep(fun(_, A) -> [A] end))),
    ?P(Same(Deep(fun(I, A) -> {I, A} end))),
    ?P(Same(Deep(fun(_, A) -> #{k => A} end))),
    ?P(Same(Deep(fun(_, A) -> [a | {A}] end))),
    Bomb = binary:copy(<<104, 1>>, 100000),
    ?P(try binary_to_term(<<131, Bomb/binary>>) catch error:R -> R end),
    ?P(is_tuple(binary_to_term(<<131, Bomb/binary, 106>>))),
    Shared = lists:foldl(fun(_, A) -> [A, A] end, [], lists:seq(1, 12)),
    ?P({byte_size(term_to_binary(Shared)), erts_debug:flat_size(binary_to_term(term_to_binary(Shared))), erts_debug:size(Shared)}).
