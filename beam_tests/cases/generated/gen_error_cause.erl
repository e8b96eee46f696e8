%% SPDX-License-Identifier: Apache-2.0
%% The error_info of a BIF that tells a cause names the module that explains this BIF: erl_stdlib_errors for re, not
%% erl_erts_errors, which knows nothing of it.
-module(gen_error_cause).
-include("../case.hrl").

main() ->
    [info(F) || F <- [fun() -> re:run(" a ", {}, id([1, 2])) end,
                      fun() -> re:compile("a", id([bogus])) end,
                      fun() -> ets:lookup(id(no_table), a) end,
                      fun() -> os:set_signal(id(sigbogus), default) end,
                      fun() -> erlang:system_flag(id(bogus), 1) end]].

info(F) ->
    try F()
    catch C:R:S ->
        [{M, N, A, I} | _] = S,
        {_, #{module := Explains} = Info} = lists:keyfind(error_info, 1, I),
        io:format("~p ~p ~p:~p/~p ~p~n  ~p~n", [C, R, M, N, length(A), Info, Explains:format_error(R, S)])
    end.
