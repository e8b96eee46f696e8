%% SPDX-License-Identifier: Apache-2.0
%% loading.erl -- how long does it take to load a module of N functions? Used by ../loading.py.
%%
%%   erl ... -noshell -s loading main N...          prints one line for each N: LOADING N microseconds
%%
%% The idea: the modules are written in the compiler's assembly language, so that making them takes little time. Each
%% function tests types, builds a tuple and a list, has a frame, and calls the function before it, which is the order
%% that is worst for a verifier that follows calls. A tenth of the functions are exported.
%%
%% Times are processor time in user mode, of so many loads that 60,000 functions are loaded in all.
-module(loading).
-export([main/1]).

-define(FUNCTIONS, 60000).

main(Sizes) ->
    [begin
         N = list_to_integer(atom_to_list(Size)),
         io:format("LOADING ~b ~b~n", [N, measure(N)])
     end || Size <- Sizes],
    halt(0).

%% Microseconds for one load.
measure(N) ->
    Binary = make_module(N),
    load(Binary),
    Loads = ?FUNCTIONS div N,
    {Start, _} = statistics(runtime),
    [load(Binary) || _ <- lists:seq(1, Loads)],
    {End, _} = statistics(runtime),
    (End - Start) * 1000 div Loads.

load(Binary) ->
    code:purge(many),
    {module, many} = erlang:load_module(many, Binary),
    [<<1, 2>>] = many:f1([a], <<1, 2>>),
    true = erlang:delete_module(many).

make_module(N) ->
    Exports = [{name(K), 2} || K <- lists:seq(1, N), K rem 10 =:= 1] ++ [{name(N), 2}],
    Functions = [function(K) || K <- lists:seq(1, N)],
    Code = {many, lists:usort(Exports), [], Functions, 6 * N + 1},
    {ok, many, Binary} = compile:noenv_forms(Code, [from_asm, binary, report]),
    Binary.

name(K) -> list_to_atom("f" ++ integer_to_list(K)).

%% f<K>([H | T], X) when is_atom(H) -> Y = (element 2 of X if H is b, else X), f<K - 1>(T, {H, Y}), [Y | T];
%% f<K>(_, _) -> K.
function(K) ->
    [Start, Entry, Other, Matched, Fail, _] = [6 * (K - 1) + I || I <- lists:seq(1, 6)],
    Before = 6 * (max(K - 1, 1) - 1) + 2,
    {function, name(K), 2, Entry,
     [{label, Start},
      {func_info, {atom, many}, {atom, name(K)}, 2},
      {label, Entry},
      {test, is_nonempty_list, {f, Other}, [{x, 0}]},
      {get_list, {x, 0}, {x, 2}, {x, 3}},
      {test, is_atom, {f, Other}, [{x, 2}]},
      {test, is_eq_exact, {f, Matched}, [{x, 2}, {atom, b}]},
      {test, is_tuple, {f, Other}, [{x, 1}]},
      {test, test_arity, {f, Other}, [{x, 1}, 2]},
      {get_tuple_element, {x, 1}, 1, {x, 1}},
      {label, Matched},
      {allocate, 2, 4},
      {move, {x, 1}, {y, 0}},
      {move, {x, 3}, {y, 1}},
      {test_heap, 3, 4},
      {put_tuple2, {x, 1}, {list, [{x, 2}, {x, 1}]}},
      {move, {x, 3}, {x, 0}},
      {call, 2, {f, Before}},
      {select_val, {x, 0}, {f, Fail}, {list, [{integer, 1}, {f, Fail}, {atom, undefined}, {f, Fail}]}},
      {label, Fail},
      {test_heap, 2, 0},
      {put_list, {y, 0}, {y, 1}, {x, 0}},
      {deallocate, 2},
      return,
      {label, Other},
      {move, {integer, K}, {x, 0}},
      return]}.
