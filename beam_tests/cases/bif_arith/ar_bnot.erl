%% SPDX-License-Identifier: Apache-2.0
%% erlang:'bnot'/1: -X-1 for integers of any size, bad arguments.
-module(ar_bnot).
-include("../bif.hrl").

main() ->
    bif(erlang, 'bnot', 1, [[X] || X <- edge_ints()]),
    bif(erlang, 'bnot', 1, [[X] || X <- edge_terms(), not is_integer(X)]),
    ?P([X || X <- edge_ints(), bnot bnot X =/= X]),
    ?P(bnot (-(id(1) bsl 512))),
    ?E(bnot id(1.0)),
    ?E(bnot id(a)).
