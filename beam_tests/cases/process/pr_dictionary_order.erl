%% SPDX-License-Identifier: Apache-2.0
%% The order of get/0, get_keys/0,1, erase/0 and process_info: programs see it. Keys whose hash does not depend
%% on the index of an atom.
-module(pr_dictionary_order).
-include("../case.hrl").

main() ->
    Me = self(),
    spawn(fun() -> steps(), Me ! done end),
    receive done -> ok end.

steps() ->
    [put(I, I) || I <- lists:seq(1, 7)],
    show(),
    put(8, a), show(),                     % divides
    put(16, b), put(24, "list"), show(),   % chains
    put(8, {boxed}), show(),               % to the front
    put(16, immediate), show(),            % in place
    ?P(erase(24)), show(),
    Keys = [-1, 1 bsl 40, 1 bsl 70, -(1 bsl 65), 1.5, -0.5, <<"bin">>, <<1:3>>, "string", {}, {1, 2}, [], [1 | 2], #{},
            #{1 => 2}, {<<"k">>, [1.0, {3}]}],
    [put(K, {K}) || K <- Keys], show(),
    [put(K, I) || {I, K} <- lists:zip(lists:seq(1, length(Keys)), Keys)], show(),
    [put({N, N * N}, N rem 3) || N <- lists:seq(1, 200)], show(),
    ?P(get_keys(1)),
    [put({N, N * N}, [N]) || N <- lists:seq(1, 200, 7)], show(),
    [begin erase({N, N * N}), N rem 20 =:= 0 andalso show() end || N <- lists:seq(200, 1, -1)],
    [erase(K) || K <- Keys], show(),
    [put(N * 8, N) || N <- lists:seq(1, 40)], show(),
    [erase(N * 8) || N <- lists:seq(1, 40), N rem 4 =/= 0], show(),
    {dictionary, D} = process_info(self(), dictionary),
    ?P(D =:= get()),
    ?P(erase()),
    ?P(get()),
    [put(N, N) || N <- lists:seq(1, 500)],
    ?P(erlang:phash2(get())),
    [erase(N) || N <- lists:seq(1, 500)],
    ?P(get()),
    [put(N * 3, N) || N <- lists:seq(1, 20)],
    show().

show() ->
    ?P(get_keys()),
    get_keys() =:= [K || {K, _} <- get()] orelse ?P(get()).
