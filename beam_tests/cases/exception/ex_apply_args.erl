%% SPDX-License-Identifier: Apache-2.0
%% apply/2,3 with too many, improper, or no arguments; as body call, tail call, fun, spawned, through a fun of apply itself.
-module(ex_apply_args).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    Big = lists:seq(1, 255),
    quiet(),
    ?P(short(fun() -> apply(?MODULE, f, id(lists:seq(1, 256))) end)),
    ?P(short(fun() -> apply(?MODULE, f, id(lists:seq(1, 1000))) end)),
    ?P(short(fun() -> [apply(?MODULE, f, id(lists:seq(1, 256)))] end)),
    ?P(short(fun() -> apply(?MODULE, f, id(Big)) end)),
    ?P(short(fun() -> apply(fun id/1, id(lists:seq(1, 256))) end)),
    ?P(short(fun() -> [apply(fun id/1, id(lists:seq(1, 300)))] end)),
    ?P(short(fun() -> [apply(fun id/1, id(Big))] end)),
    ?P(short(fun() -> [apply(id(1), id(Big))] end)),
    ?P(short(fun() -> apply(id(1), id(lists:seq(1, 256))) end)),
    ?T([apply(id(1), id([]))]),
    ?T([apply(id(1), id([a | b]))]),
    ?T([apply(fun id/1, id(x))]),
    ?T([apply(fun id/1, id([]))]),
    ?T([apply(fun id/1, id([1, 2]))]),
    ?T([apply(?MODULE, id, id([1, 2]))]),
    ?T([apply(?MODULE, id, id(x))]),
    ?T([apply(?MODULE, id("id"), id([]))]),
    ?T([apply({?MODULE, x}, id, id([]))]),
    ?T([apply({?MODULE, id}, id([1]))]),
    ?T((fun erlang:apply/2)(id(1), [])),
    ?T((fun erlang:apply/2)(id(fun() -> ok end), [1])),
    ?T((fun erlang:apply/2)(id(fun() -> ok end), [])),
    ?T((fun erlang:apply/2)(id(fun() -> ok end), x)),
    ?T((fun erlang:apply/3)(?MODULE, id, [1, 2])),
    ?T((fun erlang:apply/3)(?MODULE, id, [1])),
    ?T((fun erlang:apply/3)(?MODULE, id, 1)),
    ?T([(id(fun erlang:apply/3))(?MODULE, id, 1)]),
    ?T([(id(fun erlang:apply/3))(1, id, [])]),
    ?T([(id(fun erlang:apply/2))(1, [a])]),
    ?T([(id(fun erlang:apply/2))(a, 1)]),
    ?T([(id(fun erlang:apply/2))(id(fun id/1), [])]),
    ?T([(id(fun erlang:apply/3))(erlang, error, [x])]),
    ?T([erlang:(id(apply))(?MODULE, id, x)]),
    ?T([erlang:(id(apply))(?MODULE, id, [x])]),
    ?T([apply(erlang, id(apply), [erlang, apply, [erlang, apply, [erlang, hd, [[]]]]])]),
    ?T([apply(erlang, id(apply), [erlang, apply, [erlang, apply]])]),
    ?T([apply(erlang, id(apply), [erlang, apply, [a, b, c | d]])]),
    ?T(apply(erlang, apply, [id(fun() -> ok end), [1]])),
    ?T(apply(erlang, apply, [erlang, abs, [a]])),
    ?T([apply(erlang, id(apply), [erlang, abs, [a]])]),
    ?T((id({a, b}))(1)),
    ?T([(id({?MODULE, id}))(1)]),
    ?T([(id(lists))(1)]),
    [down(F) || F <- [fun() -> apply(?MODULE, id, x) end, fun() -> apply(id(1), [a]) end]],
    down2(erlang, apply, [fun id/1, [1, 2]]),
    down2(erlang, apply, [?MODULE, nope, [1, 2]]),
    down2(erlang, apply, [?MODULE, nope, x]),
    ?T(erlang:nif_error(a)),
    ?T([erlang:nif_error(a, [b])]).

short(F) ->
    try F() catch C:R:S ->
        {C, case R of {A, {_, L}} -> {A, length(L)}; {A, _} -> A; _ -> R end,
         [{M, N, if is_list(A1), length(A1) > 9 -> {long, length(A1)}; is_list(A1) -> length(A1); true -> A1 end} || {M, N, A1, _} <- S]}
    end.

down(F) -> {_, R} = spawn_monitor(F), receive {'DOWN', R, _, _, Why} -> io:format("~0p~n", [Why]) end.
down2(M, F, A) -> {_, R} = spawn_monitor(M, F, A), receive {'DOWN', R, _, _, Why} -> io:format("~0p~n", [Why]) end.
