%% SPDX-License-Identifier: Apache-2.0
%% The shell, fed from a pipe: what it says about failing operators and BIFs.
-module(sh_errors_bifs).
-include("../case.hrl").

main() ->
    io:put_chars(os:cmd("erl -noinput -eval 'ok' -s erlang halt 2>&1; printf '%s\n' " ++ [[$', L, $', $\s] || L <- lines()] ++ "| erl 2>&1 | tail -n +2")).

lines() ->
    ["1 + a.", "hd([]).", "lists:nth(0, [1]).", "element(5, {1, 2}).", "atom_to_list(\"a\").", "list_to_integer(\"a\").", "integer_to_list(1, 1).",
     "binary_to_term(<<1>>).", "binary_to_atom(<<255>>).", "<<1:(-1)>>.", "<<a>>.", "<<1.0:3/float>>.", "<<(<<1>>):2/binary>>.", "maps:get(a, #{}).", "maps:get(a, b).",
     "(#{})#{a := 1}.", "(x)#{a => 1}.", "ets:lookup(nope, 1).", "ets:new(a, [b]).", "math:sqrt(-1).", "not 1.", "1 and true.", "1 andalso true.", "1 bsl a.",
     "re:run(\"a\", \"(\").", "register(a, 1).", "nobody ! x.", "process_info(1).", "erlang:send_after(-1, self(), x).", "receive after x -> 1 end.",
     "atomics:new(0, []).", "counters:get(1, 1).", "persistent_term:get(nope).", "os:getenv(1).", "unicode:characters_to_binary([300000000]).",
     "io:format(\"~p~n\").", "io:format(\"~q\", []).", "lists:map(fun(X) -> X + 1 end, [1, a]).", "lists:seq(1, a).", "maps:fold(fun(_, _) -> 1 end, 0, #{a => 1}).",
     "binary:part(<<1>>, 2, 3).", "erlang:halt(a).", "list_to_existing_atom(\"no_such_atom_at_all\").", "calendar:day_of_the_week(2000, 13, 1)."].
