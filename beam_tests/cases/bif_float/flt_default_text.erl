%% SPDX-License-Identifier: Apache-2.0
%% float_to_list/1 and float_to_binary/1: 20 digits and an exponent of at least two digits; bad arguments.
-module(flt_default_text).
-include("../bif.hrl").

main() ->
    bif(erlang, float_to_list, 1, [[X] || X <- edge_floats()]),
    bif(erlang, float_to_binary, 1, [[X] || X <- edge_floats()]),
    bif(erlang, float_to_list, 1, [[X] || X <- edge_terms(), not is_float(X)]),
    bif(erlang, float_to_binary, 1, [[X] || X <- edge_terms(), not is_float(X)]).
