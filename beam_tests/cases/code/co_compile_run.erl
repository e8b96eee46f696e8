%% SPDX-License-Identifier: Apache-2.0
%% compile:forms with many options, run each result; errors and warnings as data; listings; the parsed text back.
-module(co_compile_run).
-include("../case.hrl").

main() ->
    Text = "-module(cr). -export([fac/1, rec/0, bin/1, tr/1, lc/1]). -record(r, {a = 1, b}). "
        "fac(0) -> 1; fac(N) when N > 0 -> N * fac(N - 1). rec() -> R = #r{b = 2}, R#r{a = 3}. bin(<<A:12, R/bits>>) -> {A, R}; bin(_) -> none. "
        "tr(X) -> try X() catch throw:T -> {t, T}; error:E:S -> {e, E, element(2, hd(S))} after ok end. lc(L) -> [{X, Y} || X <- L, Y <- [1, 2], X =/= Y]. ",
    [begin
         {ok, cr, Bin} = compile:forms(forms(Text), Opts),
         code:purge(cr),
         {module, cr} = code:load_binary(cr, "cr", Bin),
         io:format("~0p: ~0p~n", [Opts, {cr:fac(25), cr:rec(), cr:bin(<<1, 2, 3:4>>), cr:tr(fun() -> throw(x) end), cr:tr(fun() -> hd(id([])) end), cr:lc([1, 2, 3])}])
     end || Opts <- [[], [debug_info], [inline], [{inline, [{fac, 1}]}, {inline_size, 100}], [no_copt], [no_postopt], [no_ssa_opt], [no_bool_opt, no_type_opt, no_stack_trimming], [compressed], [deterministic],
        [no_line_info], [no_bsm_opt], [no_share_opt, no_jump_opt], [r24], [r23]]],
    [io:format("~ts~n    ~0p~n", [T, c(T)]) || T <- ["-module(ce). -export([f/0]). f() -> X. ", "-module(ce). f() -> 1. ", "-module(ce). -export([g/0]). f() -> 1. ", "-module(ce). -export([f/1]). f(X) -> Y = X. ",
        "-module(ce). -export([f/1]). f(X) -> 1 + a. ", "-module(ce). -export([f/1]). f(1) -> 1; f(_) -> 2; f(3) -> 4. ", "-module(ce). -export([f/0]). f() -> g(). ", "-module(ce). -export([f/1]). f(#r{}) -> 1. ",
        "-module(ce). -export([f/0]). f() -> 1. f() -> 2. ", "-module(ce). -export([f/1]). f(X) when g(X) -> 1. ", "-module(ce). -export([f/0]). f() -> <<1:(a)>>, [X || X <- 5]. ", "-export([f/0]). f() -> 1. "]],
    {ok, cs, Core} = compile:forms(forms("-module(cs). -export([f/1]). f([H | _]) -> H. "), [to_core, binary]),
    io:put_chars(core_pp:format(Core)),
    io:nl(),
    ?P([lists:flatten(erl_pp:form(F)) || F <- forms("-module(cs). f(X) when X > 1, is_list(X); true -> case X of [] -> a; [_ | T] -> fun(Y) -> {Y, T} end end. ")]).

c(T) ->
    case compile:forms(forms(T), [return, no_spawn_compiler_process]) of
        {ok, M, _, Ws} -> {ok, M, txt(Ws)};
        {error, Es, Ws} -> {error, txt(Es), txt(Ws)};
        Other -> Other
    end.
txt(L) -> [lists:flatten(M:format_error(D)) || {_, Ds} <- L, {_, M, D} <- Ds].
forms(Text) -> {ok, Ts, _} = erl_scan:string(Text), forms(Ts, [], []).
forms([{dot, _} = D | R], Acc, Fs) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])), forms(R, [], [F | Fs]);
forms([T | R], Acc, Fs) -> forms(R, [T | Acc], Fs);
forms([], [], Fs) -> lists:reverse(Fs).
