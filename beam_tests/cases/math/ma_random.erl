%% SPDX-License-Identifier: Apache-2.0
%% rand with fixed seeds: every algorithm's first values, uniform ranges, shuffles; results are bit exact.
-module(ma_random).
-include("../case.hrl").

main() ->
    [begin
         S0 = rand:seed_s(Alg, {1, 2, 3}),
         {Us, S1} = lists:mapfoldl(fun(_, S) -> rand:uniform_s(S) end, S0, lists:seq(1, 5)),
         {Is, S2} = lists:mapfoldl(fun(N, S) -> rand:uniform_s(N, S) end, S1, [10, 1000, 1 bsl 40, 1 bsl 70]),
         {Ns, S3} = lists:mapfoldl(fun(_, S) -> rand:normal_s(S) end, S2, [1, 2]),
         io:format("~p ~p ~p ~p~n", [Alg, Us, Is, Ns]),
         {J, _} = try rand:uniform_s(1000, rand:jump(S3)) catch error:R -> {R, x} end,
         io:format("jump ~p~n", [J])
     end || Alg <- [exsss, exro928ss, exrop, exs1024s, exsp, exs64, exsplus, exs1024]],
    rand:seed(exsss, 12345),
    ?P([rand:uniform(100) || _ <- lists:seq(1, 20)]),
    ?P([rand:uniform() || _ <- lists:seq(1, 5)]),
    ?P(rand:bytes(10)),
    ?P(rand:uniform(0)),
    ?P([X || {_, X} <- lists:sort([{rand:uniform(), N} || N <- lists:seq(1, 20)])]),
    ?P(lists:sum([rand:uniform(6) || _ <- lists:seq(1, 10000)])),
    ?P(length(lists:usort([rand:uniform(1000000) || _ <- lists:seq(1, 2000)]))),
    random:seed(1, 2, 3),
    ?P([random:uniform(100) || _ <- lists:seq(1, 10)]),
    ?P(rand:export_seed() =/= undefined),
    ?P(begin X = rand:mwc59_seed(1), [Y1 | _] = [rand:mwc59(X)], is_integer(Y1) end).
