%% SPDX-License-Identifier: Apache-2.0
%% The compiler itself: modules from source text, warnings and errors as terms, core and assembly listings, options.
-module(co_compile).
-include("../case.hrl").

main() ->
    ?P(run("f() -> lists:map(fun(X) -> X * X end, [1, 2, 3]).")),
    ?P(run("f() -> case {a, 1} of {b, X} -> X; {a, Y} when Y > 0 -> [Y | f(3)] end. f(0) -> []; f(N) -> [N | f(N - 1)].")),
    ?P(run("f() -> << <<(X + 1)>> || <<X>> <= <<1, 2, 3>> >>.")),
    ?P(run("f() -> try throw(x) catch x -> caught after ok end.")),
    ?P(run("f() -> #{a := X} = #{a => 5}, X#{}.")),
    ?P(run("f() -> receive after 0 -> none end.")),
    ?P(run("-record(r, {a = 1, b}). f() -> R = #r{b = 2}, {R, R#r.a}.")),
    ?P(run("f() -> undefined_var + X.")),
    ?P(run("f() -> g().")),
    ?P(run("f( -> .")),
    ?P(run("f() -> 1. f() -> 2.")),
    ?P(run("f() -> X = 1, 2.")),
    ?P(run("f() -> 1 + a.")),
    ?P(run("f() -> \"unterminated.")),
    {ok, T, _} = erl_scan:string("-module(m). -export([f/1]). f(X) -> X + 1. "),
    Forms = split(T, []),
    ?P(element(1, compile:forms(Forms, ['S']))),
    ?P(element(1, compile:forms(Forms, [to_core]))),
    {ok, m, B1} = compile:forms(Forms, [deterministic]),
    {ok, m, B2} = compile:forms(Forms, [deterministic]),
    ?P(B1 =:= B2),
    {ok, m, Listing} = compile:forms(Forms, ['S']), % 29 has one element more
    Exports = element(2, Listing),
    Funs = element(tuple_size(Listing) - 1, Listing),
    ok = file:delete("m.S"), % the listing
    ?P(lists:sort(Exports)),
    ?P([element(2, F) || F <- Funs]),
    ?P(erl_lint:module(Forms)),
    ?P(lists:flatten(erl_pp:form(lists:last(Forms)))),
    ?P(lists:flatten([erl_pp:form(F) || F <- Forms])).

run(Body) ->
    case erl_scan:string("-module(co_c). -export([f/0]). " ++ Body ++ " ") of
        {ok, Ts, _} ->
            try split(Ts, []) of
                Forms ->
                    case compile:forms(Forms, [return]) of
                        {ok, M, Bin, Ws} -> code:purge(M), {module, M} = code:load_binary(M, "co_c", Bin), {catch_(fun() -> M:f() end), [W || {_, W} <- Ws]};
                        {error, Es, Ws} -> {error, [E || {_, E} <- Es], [W || {_, W} <- Ws]}
                    end
            catch throw:E -> {parse, E}
            end;
        Error -> Error
    end.

catch_(F) -> try F() catch C:R -> {C, R} end.
split([], _) -> [];
split([{dot, _} = D | T], A) -> case erl_parse:parse_form(lists:reverse([D | A])) of {ok, F} -> [F | split(T, [])]; {error, E} -> throw(E) end;
split([X | T], A) -> split(T, [X | A]).
