%% SPDX-License-Identifier: Apache-2.0
%% One byte of a term's bytes changed to each of some values: badarg or a term that survives another round trip (fixed seed).
-module(etf_damaged).
-include("../bif.hrl").

main() ->
    B = term_to_binary({abc, [1, 300, -5, 1 bsl 70], "text", <<"bin">>, <<5:3>>, #{a => 1.5, {b} => []}, fun lists:map/2, [x | y]}),
    Try = fun(X) -> try binary_to_term(X) of T -> T = binary_to_term(term_to_binary(T)), {ok,
        erlang:phash2(T)} catch error:badarg -> badarg end end,
    Results = [Try(<<(binary:part(B, 0, I))/binary, V, (binary:part(B, I + 1, byte_size(B) - I - 1))/binary>>) || I <- lists:seq(0,
        byte_size(B) - 1), V <- [0, 1, 2, 76, 97, 100, 104, 106, 107, 109, 116, 119, 127, 128, 255]],
    ?P({length(Results), length([x || badarg <- Results]), erlang:phash2(Results)}),
    rand:seed(exsss, {3, 1, 4}),
    %% Without the tags of references (stock reads words that are not there) and of its atom table.
    Noise = [Try(<<131, N/binary>>) || _ <- lists:seq(1, 9000), N <- [rand:bytes(rand:uniform(40))], binary:match(N, [<<73>>, <<75>>,
        <<90>>, <<101>>, <<114>>]) =:= nomatch],
    ?P({length([x || {ok, _} <- Noise]), erlang:phash2(Noise)}).
