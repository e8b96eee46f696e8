%% SPDX-License-Identifier: Apache-2.0
%% Programs that allocate much garbage and keep some: lists, tuples, binaries, maps, closures; results checked after collections.
-module(gc_alloc).
-include("../case.hrl").

main() ->
    ?P(churn(id(200), [])),
    ?P(keep(id(3000), [])),
    ?P(bins(id(3000), [])),
    ?P(maps_(id(3000), #{})),
    ?P(closures(id(2000))),
    ?P(strings(id(300))),
    ?P(tree_sum(tree(id(14)))),
    ?P(begin T = tree(id(12)), garbage_collect(), tree_sum(T) end),
    ?P(begin L = lists:seq(1, 50000), garbage_collect(), M = [X * 2 || X <- L], garbage_collect(), lists:sum(L) + lists:sum(M) end),
    ?P(cells(id(100000))),
    ?P(bigs(id(400))),
    ?P(floats(id(100000), 0.0)),
    ?P(begin Pid = spawn_monitor(fun() -> exit(churn(50, [])) end), receive {'DOWN', _, _, _, R} -> {R, is_tuple(Pid)} end end),
    ?P(garbage_collect()),
    ?P(garbage_collect(self())),
    ?P(garbage_collect(self(), [{type, minor}])),
    ?P(garbage_collect(self(), [{async, req1}])),
    ?P(receive {garbage_collect, req1, V} -> V after 2000 -> lost end),
    ?P(garbage_collect(list_to_pid("<0.99999.0>"))),
    ?P(garbage_collect(a)),
    ?P(in_many(id(50))).

churn(0, Acc) -> {length(Acc), erlang:phash2(Acc)};
churn(N, Acc) -> _ = [{X, [X], <<X>>} || X <- lists:seq(1, 1000)], churn(N - 1, [{N, lists:duplicate(3, N)} | Acc]).
keep(0, L) -> erlang:phash2(L);
keep(N, L) -> keep(N - 1, [{N, L =:= [], [N, [N + 1]], {N, {N}}} | lists:sublist(L, 100)]).
bins(0, L) -> {length(L), erlang:phash2(iolist_to_binary(L))};
bins(N, L) -> B = binary:copy(<<N:32>>, 50), <<_:(N rem 100)/binary, S:70/binary, _/binary>> = B, bins(N - 1, [S | L]).
maps_(0, M) -> {map_size(M), erlang:phash2(M)};
maps_(N, M) -> maps_(N - 1, M#{N rem 500 => {N, M =:= #{}}, {k, N rem 7} => [N]}).
closures(N) -> Fs = [fun(X) -> {X, I, [I | J]} end || I <- lists:seq(1, N), J <- [a]], garbage_collect(), erlang:phash2([F(1) || F <- Fs]).
strings(N) -> length(lists:foldl(fun(I, A) -> A ++ integer_to_list(I) end, "", lists:seq(1, N))).
tree(0) -> leaf;
tree(D) -> {tree(D - 1), D, tree(D - 1)}.
tree_sum(leaf) -> 1;
tree_sum({L, D, R}) -> tree_sum(L) + D + tree_sum(R).
cells(N) -> cells(N, {0, []}).
cells(0, {C, L}) -> {C, length(L)};
cells(N, {C, L}) when N rem 10 =:= 0 -> cells(N - 1, {C + 1, [N | L]});
cells(N, {C, L}) -> cells(N - 1, {C, L}).
bigs(N) -> erlang:phash2(lists:foldl(fun(I, A) -> A * I + I end, 1, lists:seq(1, N))).
floats(0, A) -> A;
floats(N, A) -> floats(N - 1, A + 0.5).
in_many(N) ->
    Me = self(),
    Ps = [spawn(fun() -> Me ! {self(), churn(5, [I])} end) || I <- lists:seq(1, N)],
    erlang:phash2([receive {P, R} -> R end || P <- Ps]).
