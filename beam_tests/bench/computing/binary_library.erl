%% SPDX-License-Identifier: Apache-2.0
%% binary_library.erl -- binary:split, match, replace, part, and base64 over a text of 100 kB.
-module(binary_library).
-export([sizes/0, run/1]).

sizes() -> {1, 75}.

run(Times) ->
    Line = <<"the quick brown fox jumps over the lazy dog; lorem ipsum dolor sit amet\n">>,
    repeat(Times, binary:copy(Line, 1500), 0).

repeat(0, _, Sum) -> Sum;
repeat(Times, Text, Sum) ->
    Lines = binary:split(Text, <<"\n">>, [global]),
    Words = [binary:split(L, [<<" ">>, <<"; ">>], [global, trim]) || L <- Lines],
    Replaced = binary:replace(Text, <<"lazy">>, <<"energetic">>, [global]),
    Matches = binary:matches(Text, [<<"fox">>, <<"dog">>, <<"cat">>]),
    Parts = [binary:part(Text, At, 3) || {At, _} <- Matches],
    Coded = base64:decode(base64:encode(Text)),
    Count = length(Lines) + lists:sum([length(W) || W <- Words]) + byte_size(Replaced) + length(lists:usort(Parts))
        + byte_size(Coded),
    repeat(Times - 1, Text, Sum + Count).
