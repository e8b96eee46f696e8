%% SPDX-License-Identifier: Apache-2.0
%% tuple_array.erl -- tuples as arrays: element/2, setelement/3, list_to_tuple/1, and the array module.
-module(tuple_array).
-export([sizes/0, run/1]).

sizes() -> {2, 220}.

run(Times) -> repeat(Times, 0).

repeat(0, Sum) -> Sum;
repeat(Times, Sum) ->
    Tuple = shuffle(20000, list_to_tuple(lists:seq(1, 16)), 1),
    Large = list_to_tuple(lists:seq(1, 5000)),
    Array = lists:foldl(fun(I, A) -> array:set(I * 7 rem 3000, I, A) end, array:new(3000), lists:seq(1, 6000)),
    Found = element(3, Tuple) + look(5000, Large, 0) + array:foldl(fun(_, V, S) -> V + S end, 0, Array),
    repeat(Times - 1, Sum + Found).

shuffle(0, Tuple, _) -> Tuple;
shuffle(N, Tuple, I) ->
    J = (I * 5 + N) band 15 + 1,
    Value = element(J, Tuple),
    shuffle(N - 1, setelement(J, setelement(I, Tuple, Value), element(I, Tuple)), J).

look(0, _, Sum) -> Sum;
look(N, Tuple, Sum) -> look(N - 1, Tuple, Sum + element(element(N, Tuple) rem 5000 + 1, Tuple)).
