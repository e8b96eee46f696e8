%% SPDX-License-Identifier: Apache-2.0
%% Every guard function and operator with operands of every type, as code made while the case runs: value in the body against success in a guard, with variables and with constants.
-module(gd_generated).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    Values = ["0", "1", "-1", "1.0", "1 bsl 70", "a", "true", "[]", "[1,2]", "[1|2]", "{}", "{a,b}", "\"s\"", "<<>>", "<<1,2>>", "<<1:3>>", "(self())", "#{a=>1}", "(fun(X)->X end)"],
    Unary = ["abs", "bit_size", "byte_size", "ceil", "float", "floor", "hd", "is_atom", "is_binary", "is_boolean", "is_list", "is_map", "is_number", "length", "map_size", "not", "-", "bnot", "+", "round", "size", "tl", "trunc", "tuple_size", "is_function", "is_tuple", "is_bitstring"],
    Numbered = lists:zip(lists:seq(1, length(Unary)), Unary),
    {module, made} = load_text(made, lists:append(["-export([v/2, g/2]). ", lists:append(lists:join("; ", [lists:append(["v(", integer_to_list(I), ", X) -> ", call(U)]) || {I, U} <- Numbered])), ". ", lists:append([lists:append(["g(", integer_to_list(I), ", X) when ", call(U), " =/= {} -> yes; "]) || {I, U} <- Numbered]), "g(_, _) -> no. "]), [nowarn_failed]),
    Terms = [value(V) || V <- Values],
    [io:format("~s: ~0p ~0p~n", [U, [show(fun() -> made:v(I, X) end) || X <- Terms], [made:g(I, X) || X <- Terms]]) || {I, U} <- Numbered],
    Binary = ["+", "-", "*", "/", "div", "rem", "band", "bor", "bxor", "bsl", "bsr", "and", "or", "xor", "==", "=:=", "<", ">=", "element", "is_map_key", "map_get", "min", "max"],
    NumberedB = lists:zip(lists:seq(1, length(Binary)), Binary),
    {module, made} = load_text(made, lists:append(["-export([v/3, g/3]). ", lists:append(lists:join("; ", [lists:append(["v(", integer_to_list(I), ", X, Y) -> ", call2(U)]) || {I, U} <- NumberedB])), ". ", lists:append([lists:append(["g(", integer_to_list(I), ", X, Y) when ", call2(U), " =/= {} -> yes; "]) || {I, U} <- NumberedB, U =/= "min", U =/= "max"]), "g(_, _, _) -> no. "])),
    [io:format("~s: ~0p~n  ~s~n", [U, [show(fun() -> made:v(I, X, Y) end) || X <- Terms, Y <- [1, 2.5, a, true, #{a => 1}, {x, y}, 1 bsl 65, -3], not (U =:= "bsl" andalso is_integer(Y) andalso Y > 100)], [case made:g(I, X, Y) of yes -> $1; no -> $0 end || X <- Terms, Y <- [1, 2.5, a, true, #{a => 1}, {x, y}, -3]]]) || {I, U} <- NumberedB].
call(U) when U =:= "not"; U =:= "-"; U =:= "+"; U =:= "bnot" -> "(" ++ U ++ " X)";
call(U) -> U ++ "(X)".
call2(U) -> case lists:member(U, ["element", "is_map_key", "map_get", "min", "max"]) of true when U =:= "element" -> "element(Y, X)"; true when U =:= "is_map_key"; U =:= "map_get" -> U ++ "(a, X)"; true -> U ++ "(X, Y)"; false -> "(X " ++ U ++ " Y)" end.
value(V) -> {ok, Ts, _} = erl_scan:string(V ++ "."), {ok, Es} = erl_parse:parse_exprs(Ts), {value, X, _} = erl_eval:exprs(Es, []), X.
show(F) -> try F() of P when is_pid(P) -> pid; X when is_function(X) -> a_fun; X when is_map(X) -> map; X -> X catch _:{K, V} when is_pid(V); is_function(V) -> K; _:R -> R end.
