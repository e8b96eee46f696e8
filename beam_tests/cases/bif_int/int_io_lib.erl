%% SPDX-License-Identifier: Apache-2.0
%% How integers are formatted: ~w, ~b, ~B, ~x, ~X, ~#, ~+, ~c with widths, pads and precisions; bad arguments.
-module(int_io_lib).
-include("../bif.hrl").

main() ->
    F = fun(Fmt, Args) -> try io:format("~ts ~ts~n", [Fmt, io_lib:format(Fmt, Args)]) catch C:R -> io:format("~ts ~0p~n", [Fmt, {C,
        R}]) end end,
    [F(Fmt, [I]) || Fmt <- ["~w", "~b", "~B", "~10b", "~-10b|", "~10..0b", "~.16b", "~.16B", "~.36B", "~.2#", "~.16#", "~.16+", "~20.16.xb",
        "~3b"],
                    I <- [0, -1, 255, 1 bsl 64, -(1 bsl 64)]],
    [F(Fmt, [I, "0x"]) || Fmt <- ["~x", "~X", "~.16x", "~.16X", "~10.16x"], I <- [0, -255, 1 bsl 64]],
    [F(Fmt, Args) || {Fmt, Args} <- [{"~b", [1.0]}, {"~b", [a]}, {"~.37b", [1]}, {"~.1b", [1]}, {"~c", [$a]}, {"~5c", [$a]}, {"~5.3c",
        [$a]}, {"~c", [300]},
                                     {"~tc", [16#20AC]}, {"~c", [-1]}, {"~*b", [8, 1]}, {"~*.*b", [8, 2, 5]}, {"~b", []}, {"~b", [1, 2]},
                                         {"~y", [1]}, {"~", []}]].
