%% SPDX-License-Identifier: Apache-2.0
%% erlang:fun_info and its items for local, external, evaluated and printed funs; equality and order of funs; is_function.
-module(co_fun_info).
-export([ext/2]).
-include("../case.hrl").

main() ->
    A = id(1), B = id([x]),
    Fs = [{none, fun() -> ok end}, {one, fun(X) -> X + A end}, {two, fun(_, _) -> {A, B} end}, {local, fun loc/1}, {ext, fun ?MODULE:ext/2}, {bif, fun erlang:abs/1}, {undef, fun nomod:nofun/3}, {named, fun N(0) -> 0; N(X) -> N(X - 1) end}],
    [begin
         io:format("~p: ~0p ~0p~n", [T, [erlang:fun_info(F, I) || I <- [module, name, arity, type, env]], [is_function(F, N) || N <- lists:seq(0, 3)]]),
         io:format("    ~0p ~0p~n", [lists:sort([K || {K, _} <- erlang:fun_info(F)]), erlang:fun_info(F, new_index)])
     end || {T, F} <- Fs],
    ?P(erlang:fun_info(fun ?MODULE:ext/2)),
    ?P(erlang:fun_info(id(x))),
    ?P(erlang:fun_info(id(fun loc/1), bogus)),
    ?P(erlang:fun_info(id(x), arity)),
    ?P(element(2, erlang:fun_info(fun loc/1, pid)) =:= self()),
    ?P(byte_size(element(2, erlang:fun_info(fun loc/1, new_uniq)))),
    ?P(element(2, erlang:fun_info(fun loc/1, new_uniq)) =:= module_info(md5)),
    ?P(is_integer(element(2, erlang:fun_info(fun loc/1, uniq)))),
    ?P(erlang:fun_info_mfa(fun loc/1)),
    ?P(erlang:fun_to_list(fun ?MODULE:ext/2)),
    ?P(erlang:fun_to_list(fun 'A b':'c-d'/2)),
    ?P(fun ?MODULE:ext/2 =:= fun ?MODULE:ext/2),
    ?P(fun loc/1 =:= fun loc/1),
    ?P(mk(1) =:= mk(1)),
    ?P(mk(1) =:= mk(2)),
    ?P(mk(1) < mk(2)),
    ?P(erlang:phash2(fun ?MODULE:ext/2)),
    ?P(fun ?MODULE:ext/2 < fun ?MODULE:ext/3),
    ?P(erlang:make_fun(?MODULE, ext, 2) =:= fun ?MODULE:ext/2),
    ?P(binary_to_term(term_to_binary(fun ?MODULE:ext/2))),
    ?P((binary_to_term(term_to_binary(mk(5))))(1)),
    ?P(binary_to_term(term_to_binary(mk(5))) =:= mk(5)),
    ?P(?MODULE:module_info(exports)),
    ?P([K || {K, _} <- ?MODULE:module_info()]),
    ?P(?MODULE:module_info(bogus)),
    ?P(erlang:get_module_info(nomod)),
    ?P(erlang:function_exported(?MODULE, ext, 2)),
    ?P(erlang:function_exported(?MODULE, loc, 1)),
    ?P(erlang:function_exported(erlang, abs, 1)),
    ?P(erlang:is_builtin(erlang, abs, 1)),
    ?P(erlang:is_builtin(lists, map, 2)).

loc(X) -> X.
ext(A, B) -> {A, B}.
mk(N) -> fun(X) -> X + N end.
