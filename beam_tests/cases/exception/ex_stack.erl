%% SPDX-License-Identifier: Apache-2.0
%% Stack traces with file and line for errors in bodies, calls, funs, comprehensions, guards of BIFs; depth limit.
-module(ex_stack).
-include("../case.hrl").

main() ->
    st(fun() -> a(id(1)) end),
    st(fun() -> b(id(0)) end),
    st(fun() -> id(x) + 1 end),
    st(fun() -> only(id(5)) end),
    st(fun() -> only2(id(5), [arg]) end),
    st(fun() -> nomod:nofun(1, 2) end),
    st(fun() -> ?MODULE:nofun(1, 2) end),
    st(fun() -> lists:map(fun(X) -> 1 div X end, [1, id(0)]) end),
    st(fun() -> [1 div X || X <- [1, id(0)]] end),
    st(fun() -> (id(fun(y) -> ok end))(x) end),
    st(fun() -> (id(fun(y) -> ok end))(x, x) end),
    st(fun() -> (id(notfun))(x) end),
    st(fun() -> apply(?MODULE, id(only), [bad]) end),
    st(fun() -> throw(thrown) end),
    st(fun() -> exit(exited) end),
    st(fun() -> error(reason, [some, args]) end),
    st(fun() -> erlang:error(reason, none) end),
    st(fun() -> binary_to_atom(id(12), utf8) end),
    st(fun() -> lists:keyfind(a, id(0), []) end),
    st(fun() -> maps:get(k, id(#{})) end),
    st(fun() -> lists:nth(id(5), [1]) end),
    st(fun() -> deep(id(30)) end),
    st(fun() -> erlang:raise(error, mine, [{x, y, 2, [{file, "f.erl"}, {line, 7}]}]) end),
    st(fun() -> try a(id(1)) catch C:R:S -> erlang:raise(C, {again, R}, S) end end),
    st(fun() -> try a(id(1)) after id(ok) end end),
    st(fun() -> {ok, _} = only(id(1)) end),
    st(fun() -> case only(id(1)) of 7 -> 8 end end),
    st(fun() -> if hd([]) -> 1 end end),
    st(fun() -> tail(id(3)) end).

st(F) ->
    try F() of V -> io:format("value ~p~n", [V])
    catch C:R:S ->
        io:format("~p: ~p~n", [C, R]),
        [io:format("  ~p:~p/~w ~p:~p~n", [M, Fn, A, proplists:get_value(file, L), proplists:get_value(line, L)])
         || {M, Fn, A, L} <- S, M =/= init],
        ok
    end.

a(X) ->
    Y = b(X - 1),
    {a, Y}.
b(X) ->
    Z = 10 div X,
    [Z].
only(1) -> one.
only2(1, _) -> one;
only2(_, []) -> two.
deep(0) -> error(bottom);
deep(N) -> [deep(N - 1)].
tail(0) -> error(tail_bottom);
tail(N) -> tail(N - 1).
