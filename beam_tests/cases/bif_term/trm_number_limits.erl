%% SPDX-License-Identifier: Apache-2.0
%% Built-in functions given integers of any size where they want a small one: no one is taken modulo 2^64.
-module(trm_number_limits).
-include("../bif.hrl").

main() ->
    W = [(1 bsl 64), (1 bsl 64) + 1, -(1 bsl 64), (1 bsl 59), 1 bsl 32, (1 bsl 32) + 1, -(1 bsl 32), (1 bsl 63)],
    T = {a, b}, B = <<1, 2, 3>>, L = [{a}, {b}],
    Row = fun(Name, F) -> io:format("~ts: ~0p~n", [Name, [try F(N) catch C:R -> {C, R} end || N <- W]]) end,
    Row("element", fun(N) -> element(N, T) end), Row("setelement", fun(N) -> setelement(N, T, x) end), Row("keyfind",
        fun(N) -> lists:keyfind(a, N, L) end), Row("at", fun(N) -> binary:at(B, N) end), Row("part", fun(N) -> binary:part(B, N, 1) end),
        Row("part length", fun(N) -> binary:part(B, 1, N) end),
    Row("binary_part", fun(N) -> binary_part(B, N, 0) end), Row("split_binary", fun(N) -> split_binary(B, N) end), Row("binary_to_list",
        fun(N) -> binary_to_list(B, N, N) end), Row("base", fun(N) -> integer_to_list(5, N) end), Row("parse base",
        fun(N) -> list_to_integer("5", N) end), Row("decimals", fun(N) -> float_to_list(1.5, [{decimals, N}]) end),
    Row("phash2", fun(N) -> erlang:phash2(a, N) end), Row("phash", fun(N) -> erlang:phash(a, N) end), Row("crc32", fun(N) -> erlang:crc32(N,
        "a") end), Row("is_function", fun(N) -> is_function(fun lists:map/2, N) end), Row("function_exported",
        fun(N) -> erlang:function_exported(lists, map, N) end), Row("make_fun", fun(N) -> erlang:make_fun(a, b, N) end),
    Row("delete_element", fun(N) -> erlang:delete_element(N, T) end), Row("insert_element", fun(N) -> erlang:insert_element(N, T, x) end),
        Row("is_record", fun(N) -> is_record(T, a, N) end), Row("scope", fun(N) -> binary:match(B, <<1>>, [{scope, {0, N}}]) end),
        Row("copy nothing", fun(N) -> byte_size(binary:copy(<<>>, N band 16#FFFFFFFFFFFFFFFFF)) end),
    Row("minor", fun(N) -> term_to_binary(a, [{minor_version, N}]) end), Row("offset", fun(N) -> re:run("a", "a", [{capture, [N]}]) end),
        Row("code point", fun(N) -> list_to_atom([N]) end), Row("byte", fun(N) -> list_to_binary([N]) end), Row("char",
        fun(N) -> unicode:characters_to_binary([N]) end),
    Row("segment", fun(N) -> <<N:8, (N bsr 3):16/little>> end), Row("utf8", fun(N) -> <<N/utf8>> end), Row("map_next",
        fun(N) -> erts_internal:map_next(N, #{}, []) end), Row("tuple", fun(N) -> erlang:make_tuple(-N, a) end).
