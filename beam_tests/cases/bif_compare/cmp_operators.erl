%% SPDX-License-Identifier: Apache-2.0
%% Each comparison operator as a function, over the same pairs: '<', '>', '=<', '>=', '==', '/=', '=:=', '=/='.
-module(cmp_operators).
-include("../bif.hrl").

main() ->
    Pairs = [[1, 2], [2, 1], [1, 1], [1, 1.0], [1.0, 1], [0.0, -0.0], [a, b], [a, 1], [[], {}], ["a", "b"], [<<1>>, <<1>>], [#{}, #{}],
             [1 bsl 64, 1 bsl 64], [1 bsl 64, (1 bsl 64) + 1], [-(1 bsl 64), 1 bsl 64], [1.5, 1 bsl 64], [{1}, {1.0}]],
    bif(erlang, '<', 2, Pairs), bif(erlang, '>', 2, Pairs), bif(erlang, '=<', 2, Pairs), bif(erlang, '>=', 2, Pairs),
    bif(erlang, '==', 2, Pairs), bif(erlang, '/=', 2, Pairs), bif(erlang, '=:=', 2, Pairs), bif(erlang, '=/=', 2, Pairs).
