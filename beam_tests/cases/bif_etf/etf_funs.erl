%% SPDX-License-Identifier: Apache-2.0
%% External format of funs: tag 113 both ways, its bad fields; a local fun keeps its identity; tag 112 with lying sizes.
-module(etf_funs).
-include("../bif.hrl").

main() ->
    ?P(term_to_binary(fun lists:map/2)),
    ?P(term_to_binary(fun no_mod:'f é'/255)),
    bif(erlang, binary_to_term, 1, [[<<131, 113, B/binary>>] || B <- [<<119, 1, "m", 119, 1, "f", 97, 3>>, <<100, 1:16, "m", 115, 1, "f",
        97, 0>>, <<119, 1, "m", 119, 1, "f", 98, 5:32>>, <<119, 1, "m", 119, 1, "f", 98, 255, 255, 255, 255>>, <<97, 1, 119, 1, "f", 97,
        1>>,
        <<119, 1, "m", 97, 1, 97, 1>>, <<119, 1, "m", 119, 1, "f", 119, 1, "a">>, <<119, 1, "m", 119, 1, "f">>, <<>>]]),
    X = id(41),
    F = fun(Y) -> X + Y end,
    B = term_to_binary(F),
    G = binary_to_term(B),
    ?P({G =:= F, G == F, G(1), erlang:fun_info(G, arity), erlang:fun_info(G, env), erlang:fun_info(G, module)}),
    <<131, 112, Size:32, Rest/binary>> = B,
    Try = fun(Bytes) -> try binary_to_term(Bytes) of H -> {ok, H =:= F} catch C:R -> {C, R} end end,
    ?P(Size =:= byte_size(Rest) + 4),
    ?P([Try(Bytes) || Bytes <- [<<131, 112, (Size + 1):32, Rest/binary>>, <<131, 112, (Size - 1):32, Rest/binary>>, <<131, 112, 0:32,
        Rest/binary>>, binary:part(B, 0, 20), binary:part(B, 0, byte_size(B) - 1), <<131, 112, Size:32>>]]),
    ?P(lists:usort([Try(binary:part(B, 0, N)) || N <- lists:seq(0, byte_size(B) - 1)])).
