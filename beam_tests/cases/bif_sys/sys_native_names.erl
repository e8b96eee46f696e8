%% SPDX-License-Identifier: Apache-2.0
%% Names of files and of the node's encodings: prim_file's conversions, io:printable_range/0, file:native_name_encoding/0 and small tables.
-module(sys_native_names).
-include("../bif.hrl").

main() ->
    bif(prim_file, internal_name2native, 1, [["abc"], [""], [<<"raw">>], ["é€"], [[16#1F600]], [[16#D800]], [[16#110000]], [a],
        ["a" ++ [0]], [<<"a", 0>>], [["ab", "cd"]], [["ab", [$c, <<"d">>]]], [[-1]], [1], [{}], ['é'], [[$a | $b]]]),
    bif(prim_file, internal_native2name, 1, [[<<"abc">>], [<<>>], [<<"é"/utf8>>], [<<233>>], [<<240, 159, 152, 128>>], [<<"a", 195>>],
        ["abc"], [a], [<<1:1>>]]),
    bif(prim_file, is_translatable, 1, [["abc"], [<<"abc">>], [<<233>>], [a], [1], ["é"], [<<"é"/utf8>>]]),
    ?P(file:native_name_encoding()), ?P(io:printable_range()), ?P(error_logger:warning_map()), ?P(net_kernel:dflag_unicode_io(self())),
    ?E(net_kernel:dflag_unicode_io(id(a))).
