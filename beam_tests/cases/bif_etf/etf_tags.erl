%% SPDX-License-Identifier: Apache-2.0
%% Every byte as a tag, alone and with zeros behind it: what is a term and what is badarg. Left out are 73 and 75, with
%% which stock reads the numbers of its own atom table.
-module(etf_tags).
-include("../bif.hrl").

main() ->
    Try = fun(B) -> try binary_to_term(B) of T -> {ok, kind(T)} catch error:badarg -> badarg end end,
    Row = fun(Name, F) -> io:format("~s~n", [Name]), [io:format("  ~p ~0p~n", [T, R]) || T <- lists:seq(0, 255), T =/= 73, T =/= 75,
        R <- [Try(F(T))], R =/= badarg] end,
    Row("alone", fun(T) -> <<131, T>> end),
    Row("1 zero", fun(T) -> <<131, T, 0>> end),
    Row("4 zeros", fun(T) -> <<131, T, 0:32>> end),
    Row("5 zeros", fun(T) -> <<131, T, 0:40>> end),
    Row("8 zeros", fun(T) -> <<131, T, 0:64>> end),
    Row("31 zeros", fun(T) -> <<131, T, 0:248>> end),
    Row("0, 1, then atoms", fun(T) -> <<131, T, 0, 1, (binary:copy(<<119, 1, "a">>, 10))/binary>> end),
    Row("version", fun(V) -> <<V, 97, 1>> end).

kind(T) when is_pid(T) -> pid;
kind(T) when is_port(T) -> port;
kind(T) when is_reference(T) -> reference;
kind(T) when is_tuple(T) -> list_to_tuple([kind(E) || E <- tuple_to_list(T)]);
kind(T) -> T.
