%% SPDX-License-Identifier: Apache-2.0
%% erlang:error/1,2,3: which arguments and error_info get into the top frame; bad options.
-module(ex_error_args).
-export([format_error/2, named/2]).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    ?T(error(r)),
    ?T(e2(id([]))),
    ?T(e2(id([a]))),
    ?T(e2(id([a, b, c]))),
    ?T(e2(id(none))),
    ?T(e2(id(bad))),
    ?T(e2(id([a | b]))),
    ?T(e3(id(none), [])),
    ?T(e3(id([x]), [])),
    ?T(e3(id([x]), [{error_info, #{}}])),
    ?T(e3(id([x]), [{error_info, #{cause => c, module => ?MODULE, function => named}}])),
    ?T(e3(id([x]), [{error_info, not_a_map}])),
    ?T(e3(id([x]), [{other, #{}}])),
    ?T(e3(id([x]), [atom])),
    ?T(e3(id([x]), options)),
    ?T(e3(id([x]), [{error_info, #{}} | tail])),
    ?T(e3(id(bad), [])),
    ?T([e3(id([x]), [])]),
    text([], [{error_info, #{}}]),
    text([], [{error_info, #{module => ?MODULE}}]),
    text([1], [{error_info, #{module => ?MODULE}}]),
    text([1, 2], [{error_info, #{module => ?MODULE, function => named, cause => why}}]),
    text([1, 2], [{error_info, #{module => ?MODULE, function => crash}}]),
    text([1, 2], [{error_info, #{module => no_such_module}}]).

e2(Args) -> error({why, 1}, Args).
e3(Args, Options) -> error({why, 2}, Args, Options).

text(Args, Options) ->
    try error(my_reason, Args, Options)
    catch C:R:S -> Top = hd(S), io:format("~ts~n", [erl_error:format_exception(C, R, [Top])]) end.

format_error(my_reason, [{M, F, A, _} | _]) ->
    #{general => io_lib:format("general ~p:~p", [M, F]), 1 => io_lib:format("first of ~p", [A])}.
named(my_reason, [{_, _, _, Info} | _]) ->
    #{2 => io_lib:format("cause ~p", [maps:get(cause, proplists:get_value(error_info, Info))]), reason => "a new reason"}.
