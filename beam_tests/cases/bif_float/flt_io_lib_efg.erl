%% SPDX-License-Identifier: Apache-2.0
%% ~e, ~f and ~g with widths, precisions and pads; integers as arguments; bad precisions.
-module(flt_io_lib_efg).
-include("../bif.hrl").

main() ->
    F = fun(Fmt, Args) -> try io:format("~ts ~ts~n", [Fmt, io_lib:format(Fmt, Args)]) catch C:R -> io:format("~ts ~0p~n", [Fmt, {C,
        R}]) end end,
    [F(Fmt, [X]) || Fmt <- ["~e", "~.2e", "~.4e", "~f", "~.1f", "~.3f", "~12.2f|", "~-12.2f|", "~12.2.*f", "~g", "~.3g", "~.8g"],
                    X <- [0.0, -0.0, 1.0, 0.05, 9.995, 99999.5, 1.0e10, -1.0e-5, 1.0e22, 5.0e-324]],
    [F(Fmt, [X]) || Fmt <- ["~e", "~f", "~g", "~.1e", "~.0f", "~.0e", "~.1g", "~3f", "~3.1f", "~.20f", "~.30e"], X <- [1, 2.5, a]],
    [F(Fmt, [X]) || Fmt <- ["~f", "~.2f", "~e", "~g"], X <- [1 bsl 64, -(1 bsl 64), 1.7976931348623157e308]].
