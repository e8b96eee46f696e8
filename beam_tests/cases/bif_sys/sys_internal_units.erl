%% SPDX-License-Identifier: Apache-2.0
%% Functions of erts_internal and erts_debug that have no state: units, patterns of time, raw errors for wrong arguments.
-module(sys_internal_units).
-include("../bif.hrl").

main() ->
    ?P([erts_internal:time_unit(), erts_internal:perf_counter_unit()]),
    bif(erts_internal, beamfile_module_md5, 1, [[<<>>], [<<"FOR1">>], [a], ["x"]]),
    bif(erts_internal, beamfile_chunk, 2, [[<<>>, "Code"], [<<"FOR1">>, "Code"], [a, "Code"], [<<>>, "Cod"], [<<>>, a], [<<>>, [1, 2, 3,
        a]]]),
    {_, Beam, _} = code:get_object_code(lists),
    ?P([byte_size(erts_internal:beamfile_module_md5(Beam)), erts_internal:beamfile_module_md5(Beam) =:= lists:module_info(md5),
        is_binary(erts_internal:beamfile_chunk(Beam, "AtU8")), erts_internal:beamfile_chunk(Beam, "XXXX")]),
    ?P(erts_internal:beamfile_chunk(binary:part(Beam, 0, 100), "AtU8")),
    bif(erts_internal, counters_new, 1, [[0], [-1], [a], [1 bsl 64]]), bif(erts_internal, counters_get, 2, [[a, 1]]), bif(erts_internal,
        counters_add, 3, [[a, 1, 1]]), bif(erts_internal, counters_put, 3, [[a, 1, 1]]), bif(erts_internal, counters_info, 1, [[a]]),
        bif(erts_internal, atomics_new, 2, [[0, 0], [a, 0], [1, a], [1 bsl 64, 0]]),
    bif(erts_debug, get_internal_state, 1, [[bogus]]), bif(re, internal_run, 4, [["a", "a", [], x], [a, "a", [], true], ["a", "a", [],
        false], ["a", "a", [bogus], true]]),
    bif(erlang, dt_spread_tag, 1, [[true], [false], [a]]), bif(erlang, dt_restore_tag, 1, [[true], [{0, []}]] -- [[{0, []}]]).
