%% SPDX-License-Identifier: Apache-2.0
%% Modules loaded, replaced, deleted and purged while processes run, wait, hold funs, sit in timers and messages; module_info, attributes,
%% exports of deleted modules, literals that outlive their module, calls into what is not there yet, on_load order, stub error handlers.
-module(co_delete_purge).
-export([undefined_function/3]).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    quiet(), process_flag(trap_exit, true),
    ?P(new:f()),
    load(new, "-export([f/0, lit/0, loop/1, g/1, fn/0]). -vsn(one). -author(me). -author([you, they]). -custom({a, \"b\"}). f() -> 1. lit() -> {literal, [1, 2, \"three\"], #{k => <<\"v\">>}}. loop(X) -> receive stop -> X; {ask, P} -> P ! {self(), f()}, loop(X); go -> new:loop(X); raise -> error(X) end. g(X) -> X + f(). fn() -> fun(Y) -> {f(), Y} end. "),
    ?P([new:f(), new:g(1), (new:fn())(2)]),
    ?P(proplists:delete(vsn, new:module_info(attributes))), ?P(new:module_info(exports)), ?P(lists:sort(new:module_info(functions))), ?P(new:module_info(module)), ?P(new:module_info(nosuch)), ?P([K || {K, _} <- new:module_info()]), ?P(byte_size(new:module_info(md5))), ?P(new:module_info(native)),
    Lit = new:lit(), Fn = new:fn(), Ext = fun new:f/0,
    P = spawn_link(new, loop, [Lit]), Q = spawn_link(new, loop, [fn]), T = erlang:start_timer(60000, self(), {timer, Lit, Fn}),
    self() ! {in_queue, Lit},
    put(lit, Lit), ets_keep(Lit), persistent_term:put(co_dp, Lit),
    load(new, "-export([f/0]). f() -> 2. "),
    ?P([new:f(), Ext(), Fn(x), ask(P)]), ?P(new:lit()), ?P(new:g(1)),
    ?P(erlang:check_old_code(new)), ?P(code:soft_purge(new)), ?P(is_process_alive(P)),
    P ! go, ?P(receive {'EXIT', P, {Why, [Top | _]}} -> {Why, Top} end),
    ?P(code:purge(new)), ?P(receive {'EXIT', Q, W} -> W after 0 -> none end), ?P(erlang:check_old_code(new)),
    erlang:garbage_collect(),
    ?P(Lit), ?P(get(lit)), ?P(ets:tab2list(co_dp)), ?P(persistent_term:get(co_dp)), ?P(receive {in_queue, L} -> L end), ?P(Fn(x)), ?P(erlang:fun_info(Fn, module)), ?P(erlang:cancel_timer(T) > 0),
    ?P(code:delete(new)), ?P(erlang:function_exported(new, f, 0)), ?P(Ext()), ?P(new:f()), ?P(code:is_loaded(new)), ?P(module_loaded(new)), ?P(code:delete(new)), ?P(new:module_info()), ?P(code:purge(new)), ?P(code:purge(new)), ?P(code:delete(new)),
    load(new, "-export([f/0]). f() -> 3. "), ?P([new:f(), Ext()]),
    [load(new, "-export([f/0]). f() -> " ++ integer_to_list(I) ++ ". ") || I <- lists:seq(4, 30)], ?P([new:f(), Ext()]),
    load(onl, "-export([f/0, st/0]). -on_load(init/0). init() -> put(onl, self()), X = (catch onl:f()), persistent_term:put(onl, X), ok. f() -> 1. st() -> persistent_term:get(onl). "), ?P(element(1, onl:st())), ?P(element(1, element(2, onl:st()))), ?P(onl:f()),
    ?P(code:load_binary(onl2, "x", module_of("-module(onl2). -export([f/0]). -on_load(init/0). init() -> {error, because}. f() -> 1. "))), ?P(onl2:f()),
    ?P(code:load_binary(onl, "x", module_of("-module(onl). -export([f/0]). -on_load(init/0). init() -> false. f() -> 2. "))), ?P(onl:f()),
    Slow = spawn_link(fun() -> code:load_binary(onl3, "x", module_of("-module(onl3). -export([f/0]). -on_load(init/0). init() -> whereis(co_dp_main) ! {ready, self()}, receive ok -> ok end. f() -> loaded. ")) end),
    register(co_dp_main, self()),
    receive {ready, Loader} -> Me = self(), [spawn_link(fun() -> Me ! {called, catch onl3:f()} end) || _ <- [1, 2]], ?P(receive {called, _} -> early after 30 -> waiting end), Loader ! ok, ?P([receive {called, V} -> V end, receive {called, V2} -> V2 end]) end,
    receive {'EXIT', Slow, normal} -> ok end,
    ?P(begin process_flag(error_handler, ?MODULE), X = nomodule:nofun(1, 2), process_flag(error_handler, error_handler), X end),
    ?P(begin process_flag(error_handler, ?MODULE), F = fun nomodule:nofun/1, X = F(z), process_flag(error_handler, error_handler), X end),
    ?P(error_handler:undefined_function(lists, nofun, [1])), ?P(error_handler:undefined_lambda(lists, fun lists:nofun/1, [1])), ?P(lists:'$handle_undefined_function'(a, b)),
    load(huf, "-export(['$handle_undefined_function'/2]). '$handle_undefined_function'(F, A) -> {handled, F, A}. "), ?P(huf:anything(1, 2)), ?P((fun huf:other/0)()), ?P(apply(huf, third, [x])),
    ?P(begin {ok, {_, [{abstract_code, A}]}} = beam_lib:chunks(module_of("-module(dbg). -export([f/0]). f() -> 1. ", [debug_info]), [abstract_code]), element(1, A) end),
    ?P(code:which(lists) =/= non_existing), ?P(code:which(nomodule)), ?P(code:which(erlang)), ?P(code:is_sticky(lists)), ?P(code:is_sticky(new)), ?P(code:ensure_loaded(lists)), ?P(code:ensure_loaded(nomodule)), ?P(code:load_file(nomodule)), ?P(code:get_mode()), ?P(code:module_status(lists)), ?P(code:module_status(new)), ?P(code:lib_dir(nolib)), ?P(code:priv_dir(nolib)), ?P(code:add_path("/nosuch")), ?P(code:where_is_file("nofile.beam")), ?P(code:del_path("/nosuch")), ?P(code:get_object_code(nomodule)), ?P(code:objfile_extension()).

load(M, Text) -> {module, M} = load_text(M, Text).
ask(P) -> P ! {ask, self()}, receive {P, V} -> V end.
ets_keep(X) -> ets:new(co_dp, [named_table]), ets:insert(co_dp, {k, X}).
undefined_function(M, F, A) -> {my_handler, M, F, A}.
