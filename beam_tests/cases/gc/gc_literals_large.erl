%% SPDX-License-Identifier: Apache-2.0
%% Literals of every size: long lists, nested tuples, large maps, big binaries, deep terms; used, changed, sent, kept after their module is replaced, collected.
-module(gc_literals_large).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    quiet(),
    [begin
         {module, made} = load_text(made, lists:flatten(io_lib:format("-export([lit/0, own/1]). lit() -> ~w. own(X) -> {X, ~w, X}. ", [T, T]))),
         L = made:lit(), self() ! {keep, L}, {X, Y, X} = made:own(own),
         P = spawn_link(fun() -> receive {take, Q} -> Q ! {back, L, erlang:phash2(L)} end end), P ! {take, self()},
         {module, made} = load_text(made, "-export([lit/0]). lit() -> replaced. "), code:purge(made), erlang:garbage_collect(),
         io:format("~p: ~0p~n", [Name, {L =:= T, Y =:= T, receive {keep, K} -> K =:= T end, receive {back, B, H} -> {B =:= T, H =:= erlang:phash2(T)} end, X, erts_debug:flat_size(L), made:lit()}])
     end || {Name, T} <- [{list, lists:seq(1, 2000)}, {string, lists:duplicate(3000, $a)}, {tuple, list_to_tuple(lists:seq(1, 500))}, {floats, [I / 3 || I <- lists:seq(1, 300)]}, {bigs, [1 bsl I || I <- lists:seq(1, 300)]}, {map, maps:from_list([{{I, [I]}, <<I:32>>} || I <- lists:seq(1, 100)])}, {binary, binary:copy(<<"abc">>, 1000)}, {bits, <<5:13>>},
         {deep, lists:foldl(fun(I, A) -> {I, [A]} end, [], lists:seq(1, 300))}, {shared, [{x, [1, 2, 3]} || _ <- lists:seq(1, 100)]}, {negative, [-(1 bsl I) || I <- lists:seq(50, 130)]}, {mixed, [a, 1.5, "s", <<"b">>, {}, #{}, [], [[]], #{a => #{b => [c]}}]}]],
    ?P(lists:foldl(fun(I, A) -> [I | A] end, [tail, literal], [1, 2])), ?P(update(#{a => 1, b => [1, 2, 3]})), ?P([changed | tl(id([first, second]))]), ?P(setelement(2, id({lit, 1, 2}), new)).
update(M) -> M#{a := maps:get(b, M), c => M}.
