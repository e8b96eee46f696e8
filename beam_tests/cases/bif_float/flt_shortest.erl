%% SPDX-License-Identifier: Apache-2.0
%% float_to_list(F, [short]), ~w and ~p: the shortest digits that read back the same, and where the exponent begins.
-module(flt_shortest).
-include("../bif.hrl").

main() ->
    Fs = edge_floats() ++ [1.0e15, 1.0e16, 1.0e17, 1.0e20, 1.0e21, 123456789012345680.0, 1.2345e20, 9.99e21, 0.001, 0.0001, 1.0e-5, 1.25e-7,
        4.35, 0.3, 2.0e-3,
                           5.0e-324, 1.2e-322, 4.9406564584124654e-324, 2.2250738585072011e-308, 9007199254740993.0, 1.7976931348623155e308,
                               3.0e10, 100.0, 12345.678],
    [io:format("~w ~p ~ts ~ts~n", [F, F, float_to_list(F, [short]), float_to_binary(-F, [short])]) || F <- Fs],
    ?P([F || F <- Fs, list_to_float(float_to_list(F, [short])) =/= F]),
    rand:seed(exsss, {1, 1, 1}),
    Rs = [F || <<F/float>> <- [<<(rand:uniform(1 bsl 64) - 1):64>> || _ <- lists:seq(1, 3000)]],
    ?P([F || F <- Rs, binary_to_float(float_to_binary(F, [short])) =/= F]),
    ?P(erlang:md5([float_to_list(F, [short]) || F <- Rs])),
    Powers = [F || E <- lists:seq(0, 2046), <<F/float>> <- [<<0:1, E:11, 0:52>>, <<0:1, E:11, 1:52>>, <<0:1, E:11, -1:52>>]],
    ?P(erlang:md5([[float_to_list(F, [short]), " "] || F <- Powers])).
