%% SPDX-License-Identifier: Apache-2.0
%% binary_build.erl -- binaries put together: appending, fields of several sizes, comprehensions, iolists.
-module(binary_build).
-export([sizes/0, run/1]).

sizes() -> {10, 2300}.

run(Times) -> repeat(Times, lists:seq(1, 1500), 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, List, Sum) ->
    Appended = append(List, <<>>),
    Words = << <<X:24, (X * 3):16/little>> || X <- List >>,
    Text = iolist_to_binary([[integer_to_binary(X), $,] || X <- List]),
    Back = << <<B:16>> || <<B:24, _:16>> <= Words >>,
    Size = byte_size(Appended) + byte_size(Words) + byte_size(Text) + byte_size(Back),
    repeat(Times - 1, List, Sum + Size + binary:last(Back)).

append([], Acc) -> Acc;
append([X | Rest], Acc) -> append(Rest, <<Acc/binary, 1, X:16, (X rem 7):8, "abc">>).
