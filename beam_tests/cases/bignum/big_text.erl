%% SPDX-License-Identifier: Apache-2.0
%% Integers to text and back in many bases; bad input.
-module(big_text).
-include("../case.hrl").

main() ->
    L = [0, -1, 9, 10, 576460752303423488, -576460752303423489, 18446744073709551616, -(1 bsl 100), 123456789 * (1 bsl 90)],
    [io:format("~w ~s ~p ~s ~p~n", [N, integer_to_list(N), integer_to_binary(N), integer_to_list(N, 36),
                                    integer_to_binary(N, 2)]) || N <- L],
    [io:format("~w ~w: ~s ~w~n", [N, B, integer_to_list(N, B), list_to_integer(integer_to_list(N, B), B) =:= N])
     || N <- [255, -(1 bsl 65), 10000000000000000000000001], B <- [2, 3, 7, 8, 10, 16, 17, 36]],
    ?P(list_to_integer("123456789012345678901234567890")),
    ?P(list_to_integer("-000000000000000000000000000000000000001")),
    ?P(list_to_integer("+17")),
    ?P(list_to_integer("")),
    ?P(list_to_integer("-")),
    ?P(list_to_integer("12x")),
    ?P(list_to_integer(" 12")),
    ?P(list_to_integer("1.0")),
    ?P(list_to_integer("FF", 16)),
    ?P(list_to_integer("ff", 16)),
    ?P(list_to_integer("12", 2)),
    ?P(list_to_integer("zz", 36)),
    ?P(list_to_integer("1", 37)),
    ?P(binary_to_integer(<<"-18446744073709551617">>)),
    ?P(binary_to_integer(<<>>)),
    ?P(binary_to_integer(<<"1_000">>)),
    ?P(binary_to_integer(<<"-ffffffffffffffffffff">>, 16)),
    ?P(integer_to_list(id(a))),
    ?P(integer_to_list(id(1.0))),
    ?P(integer_to_binary(id(5), id(1))),
    ?P(string:to_integer("123abc")),
    ?P(string:to_integer("-99999999999999999999999 tail")),
    ?P(string:to_integer("abc")),
    ?P(io_lib:format("~10.16#|~.2b|~.36B|~+.10#", [255, 10, 123456789, 77])),
    ?P(erlang:phash2(list_to_integer(lists:duplicate(3000, $7)))),
    ?P(length(integer_to_list(1 bsl 20000))).
