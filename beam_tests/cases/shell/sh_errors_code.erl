%% SPDX-License-Identifier: Apache-2.0
%% The shell, fed from a pipe: failing matches and calls, exceptions of each class, unbound names, records, syntax errors.
-module(sh_errors_code).
-include("../case.hrl").

main() ->
    io:put_chars(os:cmd("printf '%s\n' " ++ [[$', L, $', $\s] || L <- lines()] ++ "| erl 2>&1 | tail -n +2")).

lines() ->
    ["X = 1.", "X = 2.", "Y.", "{a, Y} = {b, 1}.", "case 1 of 2 -> 3 end.", "if false -> 1 end.", "try 1 of 2 -> 3 catch _:_ -> 4 end.",
     "fun(a) -> b end(c).", "(fun(A) -> A end)(1, 2).", "F = fun(A, B) -> A / B end.", "F(1, 0).", "foo(1).", "nomod:f(1).", "lists:nope(1, 2).",
     "1(2).", "apply(a, b, c).", "throw(x).", "exit(x).", "error(x).", "erlang:error(x, [1, 2]).", "erlang:raise(error, x, [{a, b, 1, []}]).",
     "#{a := 1} = #{}.", "[Z || Z <- a].", "[Z || <<Z>> <= a].", "[Z || Z <- [1], Z].", "catch 1 / 0.", "catch throw(a).", "catch exit(a).",
     "1 +.", "1 2.", "rec.", "#rec{a = 1}.", "rd(rec, {a, b}).", "#rec{a = 1}.", "#rec{c = 1}.", "(#rec{a = 1})#rec.b.", "(id)#rec.b.", "rl(rec).",
     "self() ! hello.", "flush().", "receive a -> b after 0 -> timeout end.", "begin 1, 2, 3 end.", "v(1).", "v(-1).", "v(9999).", "e(1).", "b().", "f(X).", "X.",
     "lists:foldl(fun(A) -> A end, 0, [1]).", "fun(A) -> A.", "end.", "\"abc\" \"def\".", "$a.", "16#FF.", "1.0e400.", "a:b:c.", "-module(x).", "2#3.",
     "try throw({a, 1}) catch {a, N} -> N end.", "try error(q) catch error:R -> R after io:format(\"after~n\") end.", "<<X:a>>.", "F.", "fun lists:map/2.", "self() =:= self()."].
