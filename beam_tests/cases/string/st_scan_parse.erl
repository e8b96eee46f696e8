%% SPDX-License-Identifier: Apache-2.0
%% erl_scan, erl_parse, erl_pp, erl_lint, epp and erl_eval over many small texts: tokens, trees, errors, pretty printing.
-module(st_scan_parse).
-include("../case.hrl").

main() ->
    [io:format("~ts => ~0tp~n", [T, erl_scan:string(T)]) || T <- ["a B _c 'q q' \"s\\n\\x{41}\\101\" $a $\\n $\\^A 12 1_000 16#fF 2#101 1.5 1.5e-3 36#zz", "1.0e400", "1__0", "16#", "37#1", "\"abc", "'abc", "$", "a%c\nb", "#{a=>1,b:=2}", "<<1:8/little>>", "a:b/1->when||<-<=", "...", "a.b", "x . y.", "åäö Åb", "α",
        "\\", "1e5", "1.", "1.a", "\"a\" \"b\"", "'\\x{110000}'", "maybe else", "?X ??Y", "@a a@b", "$\\s$ ", "0x1F", "?", "~", "`a`", "\"\\xg\"", "-1 - -1", "\x{a0}a"]],
    ?P(erl_scan:string("a % c\n b", {1, 1}, [return])), ?P(erl_scan:string("a 'b'", 1, [text])), ?P(erl_scan:tokens([], "a b. c", 1)), ?P(erl_scan:tokens([], "a b", 1)), ?P(erl_scan:tokens([], eof, 1)), ?P(begin {more, C} = erl_scan:tokens([], "a b", 1), erl_scan:tokens(C, ". d", 1) end),
    ?P(erl_scan:format_error({illegal, character})), ?P(erl_scan:reserved_word('end')), ?P(erl_scan:string("begin", 1, [{reserved_word_fun, fun(_) -> false end}])), ?P([erl_scan:category(T) || T <- element(2, erl_scan:string("a 1 + X"))]),
    [expr(T) || T <- ["1 + 2 * 3", "-1 + - 2", "a andalso b orelse c", "X = Y = 1", "[1, 2 | T]", "<<A:3/bits, \"b\">>", "fun(X) when X > 1 -> X; (_) -> 0 end", "fun a/1", "fun m:f/2", "fun M:F/A", "fun F(X) -> F(X) end", "case X of 1 -> a; _ when true -> b end", "if a -> b; true -> c end",
        "receive a -> b after 10 -> c end", "receive after 1 -> c end", "try a of b -> c catch throw:d -> e; f:g:S -> h after i end", "try a after b end", "[X || X <- L, X > 1, <<Y>> <= B]", "<< <<X>> || X <- L >>", "#r{a = 1, _ = 2}", "X#r.a", "#r.a", "X#r{a = 1}#r.b", "#{a => 1, b => X}", "M#{a := 1}", "catch f(X)", "not not true", "(a)", "a:b(c)", "(X:Y)(1)",
        "begin a, b end", "X ! Y ! Z", "A ++ B -- C ++ D", "1 < 2", "1 < 2 < 3", "a b", "1 +", "[1, ", "case x of end", "fun() end", "if end", "a := b", "X#", "try a end", "\"a\" \"b\"", "?X", "bnot 1 band 2 bsl 3", "- - 1", "A == B and C", "1.5e3 / 2 div 3", "f()()", "fun() -> ok end()", "#{X => Y || X <- L}", "maybe ok end", "X:1", "$a + $\\n"]],
    [form(T) || T <- ["-module(a).", "-export([f/1]).", "-record(r, {a, b = 1 :: integer(), c :: atom()}).", "-spec f(X :: integer()) -> {ok, X} | error when X :: any().", "-type t(A) :: [A] | #{a := b, _ => c} | fun((...) -> d) | <<_:8, _:_*4>> | 1..5.", "-opaque o() :: #r{a :: 1}.", "f(X) when X > 1, X < 2; X == a -> b; f(_) -> c.", "f() -> a; g() -> b.",
        "f(", "-foo(bar).", "-define(X, 1).", "f(X) -> X", "-callback c(a) -> b.", "-spec f().", "-record(r).", "-export(x)."]],
    [lint(T) || T <- ["f() -> X.", "f() -> g().", "f(X) -> 1. f(Y) -> 2.", "f(X, X) -> case 1 of Y -> ok end, Y.", "f() -> #r{}.", "f() -> fun(X) -> X = 1 end.", "f() -> case a of 1 -> X = 1; _ -> ok end, X.", "f(X) -> [X || X <- X].", "f() -> 1 + a.", "f() -> <<1:a>>.", "f() -> try a catch X -> X end, X.", "f() -> _ .", "g() -> 1.", "f() -> erlang:now().", "f(A) when A = 1 -> 1.",
        "f(A) when g(A) -> 1.", "f() -> if 1 -> 2 end.", "-record(r, {a, a}). f() -> 1.", "-record(r, {a}). f() -> #r{b = 1}.", "-type t() :: u(). f() -> 1.", "-spec f(a, b) -> c. f(X) -> X.", "f() -> lists:map(1).", "f() -> io:format(\"~p\", []).", "f() -> io:format(\"~z\", [1]).", "f(a) -> 1; f() -> 2.", "f() -> #{a := 1}.", "f(#{X := 1}) -> 1.", "-compile(nowarn_unused_function). f() -> self() == 1."]],
    ?P(begin {ok, Ts, _} = erl_scan:string("X = 1, Y = X + 2, {X, Y}."), {ok, Es} = erl_parse:parse_exprs(Ts), {value, V, B} = erl_eval:exprs(Es, []), {V, lists:sort(B)} end),
    ?P(erl_parse:parse_term(element(2, erl_scan:string("{a, [1 | b], #{c => \"d\"}, <<1, 2>>, -1.5}.")))), ?P(erl_parse:parse_term(element(2, erl_scan:string("f(x).")))), ?P(erl_parse:normalise({cons, 1, {integer, 1, 2}, {nil, 1}})), ?P(erl_parse:abstract({a, "s", [1 | 2], #{k => 1.5}, <<5:3>>})), ?P(erl_parse:abstract(self())).

expr(T) ->
    case erl_parse:parse_exprs(tokens(T ++ ".")) of
        {ok, Es} -> io:format("~ts~n  ~0tp~n  ~ts~n", [T, Es, erl_pp:exprs(Es)]);
        {error, {_, M, E}} -> io:format("~ts~n  ~ts~n", [T, M:format_error(E)])
    end.
form(T) ->
    case erl_parse:parse_form(tokens(T)) of
        {ok, F} -> io:format("~ts~n  ~0tp~n~ts", [T, F, erl_pp:form(F)]);
        {error, {_, M, E}} -> io:format("~ts~n  ~ts~n", [T, M:format_error(E)])
    end.
lint(T) ->
    {_, Fs} = lists:foldl(fun({dot, _} = D, {Acc, Fs}) -> {[], [case erl_parse:parse_form(lists:reverse([D | Acc])) of {ok, F} -> F; Error -> Error end | Fs]}; (X, {Acc, Fs}) -> {[X | Acc], Fs} end, {[], []}, tokens(T)),
    R = erl_lint:module([{attribute, 1, file, {"x.erl", 1}}, {attribute, 1, module, x}, {attribute, 1, export, [{f, 0}, {f, 1}, {f, 2}]} | lists:reverse(Fs)], "x.erl", [warn_format]),
    Show = fun(L) -> [{P, lists:flatten(M:format_error(D))} || {_, Es} <- L, {P, M, D} <- Es] end,
    io:format("~ts~n  ~0tp~n", [T, case R of {ok, W} -> {ok, Show(W)}; {error, E, W} -> {error, Show(E), Show(W)} end]).
tokens(T) -> case erl_scan:string(T) of {ok, Ts, _} -> Ts; {error, _, _} -> [{dot, 1}] end.
