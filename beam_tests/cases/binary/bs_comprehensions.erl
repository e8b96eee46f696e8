%% SPDX-License-Identifier: Apache-2.0
%% Binary comprehensions: generators over lists and bits mixed, filters, patterns that end the walk, sizes from outer generators.
-module(bs_comprehensions).
-include("../case.hrl").

main() ->
    B = id(<<1, 2, 3, 4, 5, 6>>),
    ?P(<< <<X:4>> || <<X>> <= B >>),
    ?P(<< <<(X * Y)>> || <<X>> <= B, Y <- [1, 10] >>),
    ?P(<< <<X:S>> || S <- [1, 2, 3, 8, 9], X <- [1, 255] >>),
    ?P([X || <<X:3>> <= B]),
    ?P([{X, Y} || <<X:5, Y:3/bits>> <= B]),
    ?P([X || <<X:16/little>> <= B, X rem 2 =:= 1]),
    ?P([{A, R} || <<A:12, R:4/bits>> <= <<B/binary, 7:3>>]),
    ?P([X || <<0:1, X:7>> <= <<1, 2, 130, 3>>]),
    ?P([X || <<X:2/binary, _>> <= B]),
    ?P([X || <<N, X:N/binary>> <= <<1, $a, 2, "bc", 0, 3, "d">>]),
    ?P(<< <<(byte_size(X)), X/binary>> || X <- [<<"a">>, <<>>, <<"bcd">>] >>),
    ?P(<< X || X <- [<<1:1>>, <<5:3>>, <<15:4>>] >>),
    ?P(<< <<X:3/bits>> || <<X:5/bits>> <= B >>),
    ?P(<< <<X/float>> || X <- [1.5, 2] >>),
    ?P(<< <<X:16/little-signed>> || X <- [-1, 258] >>),
    ?P(<< <<X>> || X <- lists:seq(1, 20), X rem 3 =:= 0, X > 5 >>),
    ?P(<< <<X>> || {ok, X} <- [{ok, 1}, error, {ok, 2}, {ok, 3, 4}] >>),
    ?P(erlang:phash2(<< <<X:7>> || X <- lists:seq(1, 5000) >>)),
    ?P(<< <<C>> || <<C>> <= <<"Hello World">>, C >= $a >>),
    ?P([[X || <<X:2>> <= <<Y>>] || <<Y>> <= <<27, 228>>]),
    ?P([X + Y || <<X>> <= <<1, 2>>, <<Y>> <= <<10, 20>>]),
    ?P(<< <<(X bxor K)>> || {<<X>>, K} <- lists:zip([<<C>> || <<C>> <= <<"secret">>], [1, 2, 3, 4, 5, 6]) >>),
    ?P(lists:foldl(fun(X, A) -> <<A/bits, (<< <<Y:X>> || Y <- [1, 2, 3] >>)/bits>> end, <<>>, [1, 2, 3, 4])),
    ?P([X || <<X:64/float>> <= <<1.0/float, 0:64, -1:64, 2.0/float>>]),
    ?P([X || <<X/utf8>> <= <<"añb"/utf8, 200, "c">>]),
    ?P(byte_size(<< <<0:X>> || X <- lists:seq(0, 64) >>)).
