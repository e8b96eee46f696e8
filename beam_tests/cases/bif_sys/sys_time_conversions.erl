%% SPDX-License-Identifier: Apache-2.0
%% posixtime_to_universaltime/1, universaltime_to_posixtime/1, localtime_to_universaltime/2 and back: borders of years and days, bad dates.
-module(sys_time_conversions).
-include("../bif.hrl").

main() ->
    bif(erlang, posixtime_to_universaltime, 1, [[N] || N <- [0, -1, 1, 86399, 86400, 951782400, 951868800, 1 bsl 31, -(1 bsl 31),
        4102444800, -62167219200, -62167219201, 253402300799, 253402300800, 1 bsl 64, a, 1.0]]),
    Dates = [{{1970, 1, 1}, {0, 0, 0}}, {{1969, 12, 31}, {23, 59, 59}}, {{2000, 2, 29}, {12, 30, 45}}, {{1900, 3, 1}, {0, 0, 0}}, {{2038, 1,
        19}, {3, 14, 8}}, {{9999, 12, 31}, {23, 59, 59}}, {{2000, 2, 30}, {0, 0, 0}}, {{2001, 2, 29}, {0, 0, 0}}, {{2000, 13, 1}, {0, 0,
        0}}, {{2000, 0, 1}, {0, 0, 0}}, {{2000, 1, 0}, {0, 0, 0}}, {{2000, 1, 32}, {0, 0, 0}}, {{2000, 1, 1}, {24, 0, 0}},
             {{2000, 1, 1}, {0, 60, 0}}, {{2000, 1, 1}, {0, 0, 60}}, {{2000, 1, 1}, {-1, 0, 0}}, {{2000, 1, 1}, {0, 0, 0.0}}, {{2000, 1},
                 {0, 0, 0}}, {2000, 1, 1}, a, {}, {{2000, 1, 1}, a}, {{a, 1, 1}, {0, 0, 0}}, {{1 bsl 64, 1, 1}, {0, 0, 0}}],
    bif(erlang, universaltime_to_posixtime, 1, [[D] || D <- Dates]),
    Bad = [D || D <- Dates, not (is_tuple(D) andalso tuple_size(D) =:= 2 andalso is_tuple(element(1, D)) andalso tuple_size(element(1,
        D)) =:= 3 andalso element(1, element(1, D)) < 5000)],
    bif(erlang, universaltime_to_localtime, 1, [[D] || D <- Bad]),
    bif(erlang, localtime_to_universaltime, 2, [[D, undefined] || D <- Bad] ++ [[{{2000, 1, 1}, {0, 0, 0}}, bogus], [a, b]]),
    ?P([D =:= erlang:localtime_to_universaltime(erlang:universaltime_to_localtime(D)) || D <- [{{2000, 1, 15}, {12, 0, 0}}, {{2020, 7, 15},
        {1, 2, 3}}]]),
    ?P([erlang:convert_time_unit(N, A, B) || N <- [0, 1, -1, 1999, -1999, 1 bsl 64], {A, B} <- [{second, millisecond}, {millisecond,
        second}, {nanosecond, microsecond}, {1000, 7}, {3, second}]]),
    ?E(erlang:convert_time_unit(id(1), bogus, second)), ?E(erlang:convert_time_unit(id(a), second, second)), ?E(erlang:convert_time_unit(1,
        id(0), second)),
    Units = [[bogus], [0], [-1], [1.0], [[]]],
    bif(erlang, monotonic_time, 1, Units), bif(erlang, system_time, 1, Units), bif(erlang, time_offset, 1, Units),
    ?P(is_integer(os:perf_counter()) andalso is_integer(os:system_time())),
    bif(os, system_time, 1, [[bogus], [0], [-1], [a]]),
    ?P([is_integer(erlang:F(U)) || F <- [monotonic_time, system_time, time_offset], U <- [second, millisecond, microsecond, nanosecond,
        native, perf_counter, 17, seconds, milli_seconds]]).
