%% SPDX-License-Identifier: Apache-2.0
%% bsl and bsr by many widths, negative widths, widths beyond the number, shifts of negative numbers.
-module(big_shift).
-include("../case.hrl").

main() ->
    Ns = [0, 1, -1, 5, -5, 255, 576460752303423487, -576460752303423488, 1 bsl 64, -(1 bsl 64), (1 bsl 100) + 12345,
          -(1 bsl 100) - 12345],
    Ws = [0, 1, 3, 31, 32, 58, 59, 60, 63, 64, 65, 100, 127, 128, -1, -2, -59, -60, -64, -65, -101, -200],
    [io:format("~w bsl ~w = ~w, bsr = ~w~n", [N, W, id(N) bsl id(W), id(N) bsr id(W)]) || N <- Ns, W <- Ws],
    ?P(id(1) bsr id(1 bsl 70)),
    ?P(id(-1) bsr id(1 bsl 70)),
    ?P(id(0) bsl id(1 bsl 70)),
    ?P(id(5) bsl id(-(1 bsl 70))),
    ?P(id(-5) bsl id(-(1 bsl 70))),
    ?P(id(1.0) bsl id(1)),
    ?P(id(1) bsr id(a)),
    ?P(id(1) bsl id(1.0)),
    ?P((id(1) bsl 10000) bsr 9999),
    ?P(id(-1) bsl id(59)),
    ?P(id(-1) bsl id(60)),
    ?P(id(1) bsl id(1000000000000)),
    ?P([(id(1) bsl N) bsr N || N <- lists:seq(0, 300, 37)]),
    ?P([(id(-3) bsl N) bsr N || N <- lists:seq(0, 300, 37)]).
