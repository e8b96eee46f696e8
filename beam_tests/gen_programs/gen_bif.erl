%% SPDX-License-Identifier: Apache-2.0
%% gen_bif.erl -- calls of functions without side effects: BIFs, and OTP functions that lean on them.
%%
%% The idea: two tables. typed/0 has calls that give a value of a known type; each @ is an argument of the
%% type named beside it, and `t`, `k`, `v` stand for any type. Expressions take from it. wild/0 has functions with
%% the types they expect; wild_call/2 gives them what they expect or something else, through apply/3, and
%% the program prints value or class, reason, top frame and the explanation made from its error_info.
%%
%% Exceptions: nothing whose result depends on time, on the process, on the numbers of atoms, or (`data` instead of
%% `any`) on the creator of a fun. How term_to_iovec/1 divides its result is not told by the manual. Arguments that
%% ask for a size are small, or not numbers at all.
-module(gen_bif).
-export([call/3, wild_call/2]).
-import(gen_random, [chance/1, one_of/1]).
-include("gen_env.hrl").

call(T, D, Env) ->
    Fitting = [{Template, [substitute(A, Substitution) || A <- Types]} ||
                  {Result, Template, Types} <- typed(), {yes, Substitution} <- [match(Result, T)]],
    case Fitting of
        [] -> gen_expr:expr(T, D - 1, Env);
        _ ->
            {Template, Types} = one_of(Fitting),
            fill(Template, Types, D, Env)
    end.

fill([$@ | Template], [T | Types], D, Env) -> [argument(T, D, Env) | fill(Template, Types, D, Env)];
fill([C | Template], Types, D, Env) -> [C | fill(Template, Types, D, Env)];
fill([], [], _, _) -> [].

argument({text, Texts}, _, _) -> one_of(Texts);
argument(iodata, D, Env) ->
    ["[", gen_expr:expr(bin, D, Env), ", ", gen_expr:expr({list, bin}, D, Env), " | ", gen_expr:expr(bin, D, Env), "]"];
argument(T, D, Env) -> gen_expr:expr(T, D, Env).

match(t, T) -> {yes, [{t, T}]};
match({list, t}, {list, T}) -> {yes, [{t, T}]};
match({list, {tuple, [k, v]}}, {list, {tuple, [K, V]}}) -> {yes, [{k, K}, {v, V}]};
match({map, k, v}, {map, K, V}) -> {yes, [{k, K}, {v, V}]};
match({map, t, int}, {map, T, int}) -> {yes, [{t, T}]};
match(T, T) -> {yes, []};
match(_, _) -> no.

substitute({Kind, T}, S) when Kind =:= list -> {list, substitute(T, S)};
substitute({tuple, Ts}, S) -> {tuple, [substitute(T, S) || T <- Ts]};
substitute({map, K, V}, S) -> {map, substitute(K, S), substitute(V, S)};
substitute(T, S) when T =:= t; T =:= k; T =:= v -> proplists:get_value(T, S, int);
substitute(T, _) -> T.

typed() ->
    [{int, "list_to_integer(integer_to_list(@))", [int]},
     {int, "binary_to_integer(integer_to_binary(@, 36), 36)", [int]},
     {int, "list_to_integer(integer_to_list(@, @), 16)", [small, {text, ["2", "7", "10", "16"]}]},
     {int, "erlang:phash2(@)", [data]}, {int, "erlang:phash2(@, @)", [data, {text, ["1", "7", "1000", "16#100000000"]}]},
     {int, "erlang:phash(@, @)", [data, {text, ["10", "16#100000000"]}]},
     {int, "erlang:crc32(@)", [iodata]}, {int, "erlang:adler32(@)", [iodata]}, {int, "iolist_size(@)", [iodata]},
     {int, "binary:decode_unsigned(@)", [bin]}, {int, "binary:decode_unsigned(@, little)", [bin]},
     {int, "lists:sum(@)", [{list, int}]}, {int, "lists:max([@ | @])", [int, {list, int}]},
     {int, "lists:min([@ | @])", [int, {list, int}]},
     {int, "max(@, @)", [int, int]}, {int, "min(@, @)", [int, int]}, {int, "hd([@ | @])", [int, {list, int}]},
     {int, "string:length(@)", [string]}, {int, "length(string:to_graphemes(@))", [string]},
     {int, "maps:get(@, @, @)", [int, {map, int, int}, int]}, {int, "maps:size(@)", [{map, int, data}]},
     {int, "length(maps:keys(@))", [{map, int, any}]}, {int, "erts_debug:flat_size(@)", [{list, int}]},
     {int, "binary:longest_common_prefix([@, @])", [bin, bin]}, {int, "erlang:external_size(@)", [data]},
     {small, "byte_size(term_to_binary(@))", [data]}, {small, "length(tuple_to_list(@))", [{tuple, [any, int]}]},
     {small, "byte_size(integer_to_binary(@))", [int]},
     {float, "list_to_float(float_to_list(@))", [float]}, {float, "binary_to_float(float_to_binary(@, [short]))", [float]},
     {float, "list_to_float(float_to_list(@, [{scientific, 5}]))", [float]}, {float, "math:pow(@, 2)", [float]},
     {float, "math:log(abs(@) + 1)", [num]}, {float, "math:fmod(@, 7)", [num]},
     {float, "binary_to_term(term_to_binary(@))", [float]},
     {num, "lists:sum(@)", [{list, num}]}, {num, "abs(@)", [num]}, {num, "lists:nth(1, [@ | @])", [num, {list, num}]},
     {bool, "lists:keymember(@, 1, @)", [any, {list, {tuple, [any, int]}}]},
     {bool, "maps:is_key(@, @)", [int, {map, int, any}]},
     {bool, "lists:prefix(@, @)", [{list, int}, {list, int}]},
     {bool, "is_record(@, @)", [any, {text, ["point", "node", "point, 3"]}]},
     {bool, "erlang:is_builtin(erlang, @, @)", [atom, small]}, {bool, "erlang:function_exported(?MODULE, @, 0)", [atom]},
     {bool, "binary_to_term(term_to_binary(@)) =:= @", [data, data]}, {bool, "is_function(@, @)", [any, small]},
     {atom, "list_to_atom(@)", [{text, ["\"a\"", "[]", "\"hello world\"", "[233]"]}]},
     {atom, "binary_to_existing_atom(atom_to_binary(@, utf8), utf8)", [atom]},
     {atom, "hd([@ | @])", [atom, {list, any}]},
     {bin, "list_to_binary(@)", [iodata]}, {bin, "iolist_to_binary(@)", [iodata]}, {bin, "integer_to_binary(@)", [int]},
     {bin, "integer_to_binary(@, 16)", [int]}, {bin, "float_to_binary(@)", [float]},
     {bin, "float_to_binary(@, [short])", [float]},
     {bin, "float_to_binary(@, [{decimals, 4}, compact])", [float]}, {bin, "atom_to_binary(@)", [atom]},
     {bin, "term_to_binary(@)", [data]},
     {bin, "term_to_binary(@, [compressed])", [data]}, {bin, "binary:copy(@, 3)", [bin]},
     {bin, "(try binary:part(@, 0, 2) catch _:_ -> @ end)", [bin, bin]},
     {bin, "binary_part(<<(@)/binary, 0:32>>, 3, -2)", [bin]}, {bin, "unicode:characters_to_binary(@)", [string]},
     {bin, "unicode:characters_to_binary(@, utf8, {utf16, little})", [string]}, {bin, "erlang:md5(@)", [iodata]},
     %% Inside a function of its own: in a trace stock shows a state's bytes that nobody has written.
     {bin, "(fun(A, B) -> try erlang:md5_final(erlang:md5_update(erlang:md5_update(erlang:md5_init(), A), B))"
           " catch _:_ -> <<>> end end)(@, @)", [iodata, bin]},
     {bin, "binary:encode_unsigned(abs(@))", [int]}, {bin, "base64:encode(@)", [bin]},
     {bin, "binary:replace(@, <<\"a\">>, @, [global])", [bin, bin]},
     {bin, "iolist_to_binary(lists:join(<<\",\">>, @))", [{list, bin}]},
     {bin, "list_to_binary([<<X>> || X <- @])", [{list, int}]},
     {bin, "list_to_binary(io_lib:format(\"~0tp\", [@]))", [{list, int}]},
     {bin, "element(1, split_binary(<<(@)/binary, 1, 2>>, 2))", [bin]},
     {bits, "list_to_bitstring([@, @])", [bits, bits]}, {bits, "element(2, split_binary(<<1, 2, (@)/bits>>, 1))", [bits]},
     {bits, "hd([@ | @])", [bits, {list, int}]}, {bits, "binary_to_term(term_to_binary(@))", [bits]},
     {string, "integer_to_list(@)", [int]}, {string, "atom_to_list(@)", [atom]},
     {string, "float_to_list(@)", [float]}, {string, "float_to_list(@, [short])", [float]},
     {string, "float_to_list(@, [{decimals, 3}])", [float]}, {string, "integer_to_list(@, 2)", [int]},
     {string, "binary_to_list(@)", [bin]},
     {string, "string:uppercase(@)", [string]}, {string, "string:lowercase(@)", [string]},
     {string, "lists:reverse(@)", [string]},
     {string, "lists:flatten(io_lib:format(\"~0tp~w\", [@, @]))", [data, float]},
     {string, "unicode:characters_to_list(unicode:characters_to_binary(@))", [string]},
     {string, "lists:sort(@)", [string]}, {string, "string:pad(@, 6, leading, $0)", [{text, ["\"ab\"", "\"\""]}]},
     {{list, int}, "binary_to_list(@)", [bin]}, {{list, int}, "bitstring_to_list(<<(@)/binary>>)", [bin]},
     {{list, int}, "tuple_to_list(@)", [{tuple, [int, int, int]}]},
     {{list, int}, "lists:seq(1, @)", [{text, ["0", "3", "12"]}]}, {{list, int}, "maps:keys(@)", [{map, int, any}]},
     {{list, int}, "lists:append(@)", [{list, {list, int}}]}, {{list, int}, "lists:flatten([@, [@]])", [int, {list, int}]},
     {{list, int}, "binary:bin_to_list(@)", [bin]}, {{list, string}, "string:split(@, @, all)",
                                                     [string, {text, ["\"a\"", "\",\"", "\" \""]}]},
     {{list, string}, "string:lexemes(@, \" ,a\")", [string]}, {{list, bin}, "binary:split(@, <<\"a\">>, [global])", [bin]},
     {{list, any}, "tuple_to_list(@)", [{tuple, [any, any]}]}, {{list, any}, "maps:values(@)", [{map, int, any}]},
     {{list, any}, "binary:matches(@, [<<0>>, <<\"b\">>])", [bin]},
     {{list, t}, "lists:reverse(@)", [{list, t}]}, {{list, t}, "lists:reverse(@, @)", [{list, t}, {list, t}]},
     {{list, t}, "lists:sort(@)", [{list, t}]},
     {{list, t}, "lists:usort(@)", [{list, t}]}, {{list, t}, "lists:sublist(@, @ + 1)", [{list, t}, small]},
     {{list, t}, "tl([@ | @])", [t, {list, t}]},
     {{list, t}, "lists:nthtail(1, [@ | @])", [t, {list, t}]},
     {{list, t}, "lists:duplicate(@, @)", [{text, ["0", "1", "3", "5"]}, t]},
     {{list, t}, "maps:values(@)", [{map, int, t}]}, {{list, t}, "lists:delete(@, @)", [t, {list, t}]},
     {{list, t}, "lists:append(@, @)", [{list, t}, {list, t}]},
     {{list, t}, "lists:merge(lists:sort(@), lists:sort(@))", [{list, t}, {list, t}]},
     {{list, t}, "lists:umerge(lists:usort(@), lists:usort(@))", [{list, t}, {list, t}]},
     {{list, t}, "lists:subtract(@, @)", [{list, t}, {list, t}]},
     {{list, t}, "[X || {X, _} <- lists:keysort(2, @)]", [{list, {tuple, [t, any]}}]},
     {{list, t}, "sets:to_list(sets:from_list(@))", [{list, t}]},
     {{list, t}, "ordsets:union(ordsets:from_list(@), ordsets:from_list(@))", [{list, t}, {list, t}]},
     {{list, {tuple, [k, v]}}, "maps:to_list(@)", [{map, k, v}]},
     {{list, {tuple, [k, v]}}, "lists:zip([@, @], [@, @])", [k, k, v, v]},
     {{list, {tuple, [k, v]}}, "lists:keysort(1, @)", [{list, {tuple, [k, v]}}]},
     {{list, {tuple, [k, v]}}, "lists:keystore(@, 1, @, {@, @})", [k, {list, {tuple, [k, v]}}, k, v]},
     {{list, {tuple, [k, v]}}, "lists:keydelete(@, 1, @)", [k, {list, {tuple, [k, v]}}]},
     {{list, {tuple, [k, v]}}, "maps:to_list(maps:from_list(@))", [{list, {tuple, [k, v]}}]},
     {{map, k, v}, "maps:from_list(@)", [{list, {tuple, [k, v]}}]}, {{map, k, v}, "maps:put(@, @, @)", [k, v, {map, k, v}]},
     {{map, k, v}, "maps:remove(@, @)", [k, {map, k, v}]}, {{map, k, v}, "maps:merge(@, @)", [{map, k, v}, {map, k, v}]},
     {{map, k, v}, "(try maps:update(@, @, @) catch _:_ -> @ end)", [k, v, {map, k, v}, {map, k, v}]},
     {{map, k, v}, "maps:with(@, @)", [{list, k}, {map, k, v}]},
     {{map, k, v}, "maps:without(@, @)", [{list, k}, {map, k, v}]}, {{map, k, v}, "maps:from_keys(@, @)", [{list, k}, v]},
     {{map, k, v}, "maps:from_list(maps:to_list(@))", [{map, k, v}]},
     {{map, k, v}, "(try element(2, maps:take(@, @)) catch _:_ -> @ end)", [k, {map, k, v}, {map, k, v}]},
     {{map, k, v}, "binary_to_term(term_to_binary(@))", [{map, k, v}]},
     {{map, t, int}, "maps:intersect(@, @)", [{map, t, int}, {map, t, int}]},
     {{map, int, int}, "maps:fold(fun(K, V, A) -> A#{V => K} end, #{}, @)", [{map, int, int}]},
     {{map, t, int}, "lists:foldl(fun(K, A) -> maps:update_with(K, fun(V) -> V + 1 end, 1, A) end, #{}, @)", [{list, t}]},
     {t, "element(2, {@, @})", [any, t]}, {t, "(try hd(@) catch error:badarg -> @ end)", [{list, t}, t]},
     {t, "maps:get(@, @, @)", [int, {map, int, t}, t]}, {t, "(try map_get(@, @) catch error:{badkey, _} -> @ end)",
                                                         [int, {map, int, t}, t]},
     {t, "lists:last([@ | @])", [t, {list, t}]}, {t, "(try maps:get(@, @) catch _:_ -> @ end)",
                                                  [int, {map, int, t}, t]},
                                                  {t, "(try lists:nth(@, @) catch _:_ -> @ end)",
                                                   [{text, ["1", "2"]}, {list, t}, t]},
     {t, "max(@, @)", [t, t]}, {t, "min(@, @)", [t, t]}, {t, "element(@, {@, @})",
                                                          [{text, ["1", "2", "id(1)", "id(2)", "id(3)"]}, t, t]},
     {t, "(try element(2, lists:keyfind(@, 1, @)) catch _:_ -> @ end)", [any, {list, {tuple, [any, t]}}, t]}].

%% ---- with any arguments --------------------------------------------------------------------------

%% "bif(erlang, element, [...])": bif/3 is a function of the module, gen_module.erl.
wild_call(D, Env) ->
    {M, F, Types} = one_of(wild()),
    Arguments = [wild_argument(T, D, Env) || T <- arity_mistake(Types)],
    io_lib:format("bif(~w, ~w, [~ts])", [M, F, gen_random:join(Arguments, ", ")]).

arity_mistake(Types) ->
    case chance(2) of
        true -> Types ++ [any];
        false -> Types
    end.

wild_argument({only, Texts}, _, _) -> one_of(Texts);
wild_argument(T, D, Env) ->
    case chance(22) of
        true -> gen_expr:expr(data, D, Env);
        false -> argument(T, D, Env)
    end.

wild() ->
    Size = {text, ["0", "1", "2", "3", "4", "5", "-1", "7", "a", "1.0", "<<>>", "[]"]},
    Little = {only, ["0", "1", "2", "5", "40", "-1", "a", "1.0", "[]"]},
    Base = {text, ["2", "10", "16", "36", "37", "1", "a"]},
    Encoding = {text, ["latin1", "utf8", "unicode", "utf16", "{utf16, little}", "utf32", "{utf32, big}", "bogus", "1"]},
    Number = {text, ["\"12\"", "\"-7\"", "\"+5\"", "\"1.5\"", "\"-0.0e1\"", "\"\"", "\"abc\"",
                     "\"99999999999999999999999\"", "\"1e5\"", "\" 1\"", "[$1 | $2]"]},
    NumberBin = {text, ["<<\"12\">>", "<<\"-7\">>", "<<\"1.5\">>", "<<\"1.0e400\">>", "<<>>", "<<\"zz\">>",
                        "<<\"123456789012345678901\">>", "<<1:3>>"]},
    Decimals = {text, ["[{decimals, 2}]", "[{decimals, 0}]", "[{decimals, 2}, compact]", "[{scientific, 3}]",
                       "[short]", "[]", "[{decimals, 300}]", "[bogus]", "a"]},
    Pattern = {text, ["<<\"a\">>", "[<<\"a\">>, <<\"bc\">>]", "<<>>", "[]", "[<<0>>, <<255>>, <<\"ab\">>]", "a",
                      "binary:compile_pattern(<<\"b\">>)"]},
    Options = {text, ["[]", "[global]", "[{scope, {0, 1}}]", "[trim]", "[global, trim_all]", "[{scope, {1, -1}}]",
                      "[bogus]", "[{scope, {5, 100}}]"]},
    List = {list, any},
    Pairs = {list, {tuple, [any, any]}},
    Tuple = {tuple, [any, int, atom]},
    Map = {map, int, any},
    [{erlang, F, [num]} || F <- ['+', '-', abs, float, round, trunc, ceil, floor, 'bnot']] ++
    [{math, F, [num]} || F <- [asin, sinh, cosh, tan, asinh, acosh, atanh, erf, erfc]] ++
    [{erlang, F, [num, num]} || F <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor']] ++
    [{erlang, F, [int, {only, ["0", "1", "-1", "60", "-60", "a", "130", "-130"]}]} || F <- ['bsl', 'bsr']] ++
    [{erlang, F, [int, int]} || F <- ['div', 'rem', 'band', 'bor', 'bxor', '*', '-']] ++
    [{erlang, F, [any, any]} || F <- ['<', '>', '=<', '>=', '==', '/=', '=:=', '=/=', max, min]] ++
    [{erlang, F, [bool, bool]} || F <- ['and', 'or', 'xor']] ++
    [{erlang, 'not', [bool]}, {erlang, '++', [List, List]}, {erlang, '--', [List, List]}] ++
    [{erlang, F, [any]} || F <- [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer,
                                 is_list, is_map, is_number, is_tuple]] ++
    [{erlang, is_function, [any, Size]}, {erlang, is_record, [Tuple, atom]}, {erlang, is_record, [Tuple, atom, Size]},
     {erlang, is_map_key, [any, Map]},
     {erlang, append_element, [Tuple, any]}, {erlang, insert_element, [Size, Tuple, any]},
     {erlang, delete_element, [Size, Tuple]}, {erlang, element, [Size, Tuple]},
     {erlang, setelement, [Size, Tuple, any]}, {erlang, make_tuple, [Little, any]},
     {erlang, make_tuple, [Little, any, Pairs]}, {erlang, tuple_size, [Tuple]},
     {erlang, size, [Tuple]}, {erlang, size, [bin]}, {erlang, tuple_to_list, [Tuple]},
     {erlang, list_to_tuple, [List]}, {erlang, length, [List]}, {erlang, hd, [List]}, {erlang, tl, [List]},
     {erlang, atom_to_binary, [atom, Encoding]}, {erlang, atom_to_binary, [atom]}, {erlang, atom_to_list, [atom]},
     {erlang, list_to_existing_atom, [string]}, {erlang, list_to_atom, [string]},
     {erlang, binary_to_atom, [bin, Encoding]}, {erlang, binary_to_existing_atom, [bin, Encoding]},
     {erlang, bit_size, [bits]}, {erlang, byte_size, [bits]}, {erlang, binary_part, [bin, {tuple, [small, small]}]},
     {erlang, binary_part, [bin, Size, Size]},
     {erlang, binary_to_float, [NumberBin]}, {erlang, binary_to_integer, [NumberBin]},
     {erlang, binary_to_integer, [NumberBin, Base]}, {erlang, binary_to_list, [bin]},
     {erlang, binary_to_list, [bin, Size, Size]}, {erlang, bitstring_to_list, [bits]},
     {erlang, list_to_bitstring, [{list, bits}]}, {erlang, list_to_binary, [iodata]},
     {erlang, iolist_to_binary, [iodata]},
     {erlang, iolist_size, [iodata]}, {erlang, iolist_to_iovec, [iodata]}, {erlang, list_to_binary, [List]},
     {erlang, iolist_to_binary, [List]}, {erlang, split_binary, [bin, Size]},
     {erlang, list_to_float, [Number]}, {erlang, list_to_integer, [Number]},
     {erlang, list_to_integer, [Number, Base]}, {string, to_integer, [Number]}, {string, to_float, [Number]},
     {string, list_to_integer, [Number]}, {string, list_to_float, [Number]},
     {erlang, integer_to_list, [int]}, {erlang, integer_to_list, [int, Base]}, {erlang, integer_to_binary, [int]},
     {erlang, integer_to_binary, [int, Base]},
     {erlang, float_to_list, [float]}, {erlang, float_to_list, [float, Decimals]},
     {erlang, float_to_binary, [float, Decimals]},
     {erlang, phash2, [data]}, {erlang, phash2, [data, {text, ["0", "1", "4294967296", "a", "17"]}]},
     {erlang, phash, [data, {text, ["1", "0", "1000"]}]},
     {erlang, crc32, [iodata]}, {erlang, crc32, [int, iodata]}, {erlang, adler32, [iodata]},
     {erlang, adler32, [int, bin]}, {erlang, crc32_combine, [int, int, Size]}, {erlang, md5, [iodata]},
     {erlang, map_get, [any, Map]}, {erlang, map_size, [Map]}, {erlang, external_size, [data]},
     {erlang, term_to_binary, [data]},
     {erlang, term_to_binary, [data, {text, ["[]", "[compressed]", "[{compressed, 9}]", "[{minor_version, 0}]",
                                             "[{minor_version, 1}]", "[{minor_version, 2}]", "[deterministic]",
                                             "[bogus]", "[{compressed, 10}]"]}]},
     {erlang, binary_to_term, [bin]}, {erlang, binary_to_term,
                                       [{text, ["<<131, 97, 5, 6>>", "<<131, 107, 0, 2, 1>>",
                                                "<<131, 100, 0, 1, 97>>", "<<131, 70, 255, 240, 0, 0, 0, 0, 0, 0>>"]},
                                                {text, ["[]", "[safe]", "[used]", "[bogus]"]}]},
     {erlang, decode_packet, [{text, ["1", "2", "4", "line", "raw", "asn1", "http", "httph", "bogus"]}, bin,
                              {text, ["[]", "[{packet_size, 3}]", "[{line_length, 4}]"]}]},
     {erlang, apply, [{'fun', [any], any}, List]}, {erlang, apply, [atom, atom, List]},
     {erlang, make_fun, [atom, atom, Size]}, {erlang, fun_info,
                                              [{'fun', [any], any},
                                               {text, ["arity", "module", "type", "name_", "bogus"]}]},
     {erlang, is_builtin, [atom, atom, Size]}, {erlang, function_exported, [atom, atom, Size]},
     {lists, reverse, [List]}, {lists, reverse, [List, any]}, {lists, member, [any, List]},
     {lists, keyfind, [any, Size, Pairs]}, {lists, keymember, [any, Size, Pairs]},
     {lists, keysearch, [any, Size, Pairs]},
     {lists, keysort, [Size, Pairs]}, {lists, keydelete, [any, Size, Pairs]}, {lists, keytake, [any, Size, Pairs]},
     {lists, keystore, [any, Size, Pairs, Tuple]}, {lists, keyreplace, [any, Size, Pairs, Tuple]},
     {lists, nth, [Size, List]}, {lists, nthtail, [Size, List]}, {lists, sublist, [List, Size]},
     {lists, sublist, [List, Size, Size]}, {lists, split, [Size, List]}, {lists, sum, [{list, num}]},
     {lists, sort, [List]}, {lists, usort, [List]}, {lists, max, [List]}, {lists, min, [List]}, {lists, last, [List]},
     {lists, zip, [List, List]}, {lists, unzip, [Pairs]}, {lists, seq, [Little, Little]},
     {lists, seq, [Little, Little, Little]},
     {lists, concat, [List]}, {lists, append, [{list, List}]}, {lists, flatten, [{list, List}]},
     {lists, prefix, [List, List]}, {lists, suffix, [List, List]}, {lists, duplicate, [Little, any]},
     {lists, droplast, [List]},
     {lists, map, [{'fun', [any], any}, List]}, {lists, foldl, [{'fun', [any, any], any}, any, List]},
     {lists, foldr, [{'fun', [any, any], any}, any, List]}, {lists, filter, [{'fun', [any], bool}, List]},
     {lists, join, [any, List]},
     {lists, zipwith, [{'fun', [any, any], any}, List, List]}, {lists, search, [{'fun', [any], bool}, List]},
     {lists, mapfoldl, [{'fun', [any, any], {tuple, [any, any]}}, any, List]},
     {maps, get, [any, Map]}, {maps, get, [any, Map, any]}, {maps, find, [any, Map]}, {maps, put, [any, any, Map]},
     {maps, remove, [any, Map]}, {maps, update, [any, any, Map]}, {maps, take, [any, Map]},
     {maps, is_key, [any, Map]},
     {maps, keys, [Map]}, {maps, values, [Map]}, {maps, to_list, [Map]}, {maps, from_list, [Pairs]},
     {maps, from_list, [List]}, {maps, from_keys, [List, any]}, {maps, merge, [Map, Map]}, {maps, with, [List, Map]},
     {maps, without, [List, Map]},
     {maps, size, [Map]}, {maps, intersect, [Map, Map]}, {maps, map, [{'fun', [any, any], any}, Map]},
     {maps, fold, [{'fun', [any, any, any], any}, any, Map]}, {maps, filter, [{'fun', [any, any], bool}, Map]},
     {maps, update_with, [any, {'fun', [any], any}, Map]}, {maps, groups_from_list, [{'fun', [any], any}, List]},
     {maps, new, []}, {maps, iterator, [atom]}, {maps, next, [atom]},
     {binary, at, [bin, Size]}, {binary, first, [bin]}, {binary, last, [bin]}, {binary, part, [bin, Size, Size]},
     {binary, part, [bin, {tuple, [small, small]}]}, {binary, bin_to_list, [bin, Size, Size]},
     {binary, copy, [bin, Little]}, {binary, decode_unsigned, [bin]},
     {binary, decode_unsigned, [bin, {text, ["big", "little", "a"]}]}, {binary, encode_unsigned, [int]},
     {binary, encode_unsigned, [int, {text, ["big", "little", "a"]}]},
     {binary, list_to_bin, [List]}, {binary, longest_common_prefix, [{list, bin}]},
     {binary, longest_common_suffix, [{list, bin}]}, {binary, match, [bin, Pattern]},
     {binary, match, [bin, Pattern, Options]},
     {binary, matches, [bin, Pattern]}, {binary, matches, [bin, Pattern, Options]}, {binary, split, [bin, Pattern]},
     {binary, split, [bin, Pattern, Options]}, {binary, replace, [bin, Pattern, bin]},
     {binary, replace, [bin, Pattern, bin, Options]},
     {unicode, characters_to_binary, [string]}, {unicode, characters_to_binary, [{list, any}]},
     {unicode, characters_to_binary, [bin, Encoding, Encoding]},
     {unicode, characters_to_binary, [{list, int}, Encoding, Encoding]},
     {unicode, characters_to_list, [bin]}, {unicode, characters_to_list, [bin, Encoding]},
     {unicode, characters_to_list, [{list, bin}, Encoding]}, {unicode, bin_is_7bit, [bin]},
     {unicode, bom_to_encoding, [bin]}, {unicode, characters_to_nfc_list, [string]},
     {erts_internal, cmp_term, [data, data]}, {erlang, adler32_combine, [int, int, Size]},
     {math, sqrt, [num]}, {math, log, [num]}, {math, log2, [num]},
     {math, log10, [num]}, {math, exp, [num]},
     {math, pow, [num, num]}, {math, atan2, [num, num]}, {math, fmod, [num, num]}, {math, acos, [num]},
     {math, ceil, [num]}, {math, floor, [num]},
     {string, slice, [string, Size]}, {string, find, [string, string]}, {string, trim, [string]},
     {string, reverse, [string]}, {string, titlecase, [string]}, {string, equal, [string, string]},
     {string, prefix, [string, string]},
     {re, run, [string, {text, ["\"a\"", "\"(b+)\"", "\"^$\"", "\"[\"", "<<\"\\\\d+\">>", "\"(?<x>.)\""]},
                {text, ["[]", "[global]", "[{capture, all, list}]", "[{capture, [1], binary}]", "[{capture, none}]",
                        "[bogus]", "[unicode]"]}]},
     {re, split, [string, {text, ["\"a\"", "\",\"", "\"\""]}]},
     {io_lib, format, [{text, ["\"~p\"", "\"~w ~s\"", "\"~5.2f\"", "\"~.3e\"", "\"~8.16.0b\"", "\"~ts\""]}, List]},
     {io_lib, write, [data]}, {io_lib, print, [data]},
     {base64, decode, [{text, ["<<\"YWJj\">>", "<<\"YQ==\">>", "<<\"!\">>"]}]}, {base64, encode, [bin]},
     {no_such_module, f, [any]}, {lists, no_such_function, [any]}, {erlang, no_such_bif, [any]},
     {erlang, error, [any]}, {erlang, exit, [any]}, {erlang, throw, [any]}, {erlang, raise, [atom, any, List]},
     {erlang, nif_error, [any]}, {erlang, convert_time_unit,
                                  [int, {text, ["second", "1000", "a"]}, {text, ["millisecond", "native", "3"]}]},
     {calendar, gregorian_days_to_date, [small]}, {erlang, universaltime_to_localtime, [any]},
     {erlang, posixtime_to_universaltime, [small]}, {erlang, universaltime_to_posixtime, [any]},
     {lists, keymap, [{'fun', [any], any}, Size, Pairs]},
     {sets, from_list, [List]}, {ordsets, from_list, [List]}, {gb_trees, from_orddict, [Pairs]},
     {queue, from_list, [List]}, {dict, from_list, [Pairs]}, {array, from_list, [List]},
     {proplists, get_value, [any, List]}, {erl_scan, string, [string]}].
