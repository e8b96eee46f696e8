%% SPDX-License-Identifier: Apache-2.0
%% text_numbers.erl -- numbers to text and back: integers, floats, io_lib:format/2.
-module(text_numbers).
-export([sizes/0, run/1]).

sizes() -> {500, 90000}.

run(N) -> loop(N, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) ->
    Float = N / 7.0,
    Float = binary_to_float(float_to_binary(Float, [short])),
    Int = list_to_integer(integer_to_list(N * 977, 16), 16),
    Text = lists:flatten(io_lib:format("~w ~p ~8.3f ~s ~4..0b", [N, {a, [N]}, Float, "text", N band 255])),
    loop(N - 1, (Sum + Int + length(Text) + length(float_to_list(Float))) band 16#ffffffff).
