%% SPDX-License-Identifier: Apache-2.0
%% What erl_error:format_exception and the modules named in error_info say about failed BIF calls.
-module(ex_error_info).
-export([format_error/2]).
-include("../case.hrl").

main() ->
    L = [fun() -> atom_to_list(id(1)) end, fun() -> list_to_integer(id("12x")) end, fun() -> binary_to_term(id(<<1>>)) end,
         fun() -> element(id(3), id({a, b})) end, fun() -> hd(id([])) end, fun() -> id(a) + id(1) end, fun() -> id(1) div id(0) end,
         fun() -> maps:get(id(k), id(#{})) end, fun() -> maps:put(a, b, id(c)) end, fun() -> lists:keyfind(a, id(0), []) end,
         fun() -> lists:member(a, id(b)) end, fun() -> ets:lookup(id(nope), a) end, fun() -> ets:new(t, [id(bad)]) end,
         fun() -> register(id(undefined), not_a_pid) end, fun() -> binary:part(id(<<1>>), 4, 4) end, fun() -> binary:match(id(a), <<"x">>) end,
         fun() -> re:run("abc", id("(")) end, fun() -> io:format("~p ~p", id([1])) end, fun() -> io:format(id("~q"), []) end,
         fun() -> math:sqrt(id(-1)) end, fun() -> math:log(id(a)) end, fun() -> list_to_atom(id([a])) end, fun() -> apply(id(nomod), f, [1]) end,
         fun() -> spawn(id(a)) end, fun() -> send_me(id(none)) end, fun() -> byte_size(id("x")) end, fun() -> length(id([a | b])) end,
         fun() -> list_to_binary(id([a])) end, fun() -> unicode:characters_to_list(id(1)) end, fun() -> setelement(1, id({}), a) end,
         fun() -> erlang:phash2(a, id(0)) end, fun() -> integer_to_list(1, id(99)) end, fun() -> persistent_term:get(id(nokey)) end,
         fun() -> atomics:new(id(0), []) end, fun() -> counters:get(id(not_a_counter), 1) end, fun() -> <<(id(a)):8>> end,
         fun() -> <<1:(id(-1))>> end, fun() -> <<(id(x))/binary>> end, fun() -> (id(fun(A) -> A end))(1, 2) end, fun() -> fc(id(1)) end,
         fun() -> #{a := 1} = id(#{}) end, fun() -> case id(1) of 2 -> 3 end end, fun() -> error({custom, [1, 2]}) end,
         fun() -> error(badarg, [x, y]) end, fun() -> throw({a, b}) end, fun() -> exit({shutdown, x}) end,
         fun() -> error(mine, [1], [{error_info, #{module => ?MODULE}}]) end],
    [show(F) || F <- L].

show(F) ->
    try F() of V -> io:format("value ~p~n", [V])
    catch C:R:S ->
        Short = lists:takewhile(fun({M, N, _, _}) -> {M, N} =/= {?MODULE, show} end, S),
        io:format("~ts~n", [erl_error:format_exception(C, R, Short)])
    end.

send_me(X) -> X ! hello.
fc(2) -> 3.
format_error(R, _) -> #{general => io_lib:format("the reason is ~p", [R]), 1 => "first is bad"}.
