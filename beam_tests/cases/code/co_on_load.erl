%% SPDX-License-Identifier: Apache-2.0
%% on_load functions: success, a failure that unloads the module, literals and funs of purged code.
-module(co_on_load).
-include("../case.hrl").

main() ->
    quiet(),
    ?P(load("on_load_ok", "ok")),
    ?P(co_ol:value()),
    ?P(load("on_load_error", "{error, no}")),
    ?P(co_ol:value()),
    ?P(load("on_load_crash", "erlang:error(crash)")),
    ?P(code:is_loaded(co_ol) =/= false),
    ?P(get_literal()),
    ?P(load("plain", none)),
    L = co_ol:literal(),
    P = self(),
    Q = spawn(fun() -> X = co_ol:literal(), P ! have, receive show -> P ! {lit, X} end end),
    receive have -> ok end,
    ?P(code:purge(co_ol)),
    ?P(code:delete(co_ol)),
    ?P(code:purge(co_ol)),
    garbage_collect(),
    ?P(L),
    Q ! show,
    ?P(receive {lit, X} -> X =:= L after 1000 -> killed_by_purge end),
    ?P(co_ol:value()).

get_literal() -> try co_ol:literal() catch error:undef -> undef end.

load(Tag, Body) ->
    OnLoad = case Body of none -> ""; _ -> "-on_load(init/0). init() -> " ++ Body ++ ". " end,
    Src = "-module(co_ol). -export([value/0, literal/0]). " ++ OnLoad ++
          "value() -> \"" ++ Tag ++ "\". literal() -> {lit, [1, 2.5, <<\"bin\">>, #{k => \"" ++ Tag ++ "\"}]}. ",
    {ok, Ts, _} = erl_scan:string(Src),
    {ok, co_ol, Bin} = compile:forms(split(Ts, []), []),
    code:purge(co_ol),
    code:load_binary(co_ol, Tag, Bin).

split([], _) -> [];
split([{dot, _} = D | T], A) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | A])), [F | split(T, [])];
split([X | T], A) -> split(T, [X | A]).
