%% SPDX-License-Identifier: Apache-2.0
%% External format of floats: tag 70 both ways, the old text form of tag 99, what is neither finite nor a number.
-module(etf_floats).
-include("../bif.hrl").

main() ->
    [?P({F, term_to_binary(F), term_to_binary(F, [{minor_version, 0}])}) || F <- edge_floats()],
    ?P([F || F <- edge_floats(), binary_to_term(term_to_binary(F)) =/= F]),
    ?P([F || F <- edge_floats(), binary_to_term(term_to_binary(F, [{minor_version, 0}])) =/= F]),
    Old = fun(Text) -> L = list_to_binary(Text), <<131, 99, L/binary, 0:(8 * (31 - byte_size(L)))>> end,
    bif(erlang, binary_to_term, 1, [[Old(T)] || T <- ["1.5", "-1.50000000000000000000e+00", "1.0e308", "1.0e309", "1e5", "5", "abc", "",
        "nan", "inf", " 1.0", "1.0 ", "1.0x"]]),
    bif(erlang, binary_to_term, 1, [[<<131, B/binary>>] || B <- [<<70, 16#7FF0:16, 0:48>>, <<70, 16#FFF0:16, 0:48>>, <<70, 16#7FF8:16,
        0:48>>, <<70, 1:64>>, <<70, 128, 0:56>>, <<70, 0:56>>, <<70>>, <<99, "1.5">>, <<99, 0:240>>]]).
