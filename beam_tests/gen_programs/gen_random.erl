%% SPDX-License-Identifier: Apache-2.0
%% gen_random.erl -- every decision of the generator is taken here.
%%
%% The idea: one seeded stream of numbers for each program, in the process dictionary of the process
%% that generates it. A program depends on nothing but {Seed, Index}: not on the programs before it,
%% not on the time, not on how many processes generate. So a difference is found again from two numbers.
%%
%% fresh/1 makes names that are unique in a program: no variable shadows another, none is unsafe, and
%% the generators need not know where a name was used before.
-module(gen_random).
-export([seed/2, below/1, between/2, chance/1, one_of/1, pick/1, some/2, some/3, fresh/1, shuffle/1,
         join/2]).

seed(Seed, Index) ->
    rand:seed(exsss, Seed * 1000003 + Index), %% (three numbers would be added)
    put(gen_fresh, 0),
    ok.

%% 0 =< result < N
below(N) -> rand:uniform(N) - 1.

between(Low, High) -> Low + below(High - Low + 1).

%% true in Percent of 100 cases; Percent may be a fraction.
chance(Percent) -> rand:uniform() * 100 < Percent.

one_of(List) -> lists:nth(rand:uniform(length(List)), List).

%% [{Weight, Fun/0}]: the result of one of the funs, chosen by weight. Weight 0: never.
pick(Choices) ->
    Total = lists:sum([W || {W, _} <- Choices]),
    pick(below(Total), Choices).

pick(N, [{W, Fun} | _]) when N < W -> Fun();
pick(N, [{W, _} | Rest]) -> pick(N - W, Rest).

%% A list of 0..Max (Min..Max) results of the fun.
some(Max, Fun) -> some(0, Max, Fun).

some(Min, Max, Fun) -> [Fun() || _ <- lists:seq(1, between(Min, Max))].

fresh(Prefix) ->
    N = get(gen_fresh) + 1,
    put(gen_fresh, N),
    Prefix ++ integer_to_list(N).

shuffle(List) ->
    [E || {_, E} <- lists:sort([{rand:uniform(), E} || E <- List])].

join([], _) -> [];
join([First | Rest], Separator) -> [First | [[Separator, E] || E <- Rest]].
