%% SPDX-License-Identifier: Apache-2.0
%% erlang:is_record/2,3: name and size, and what is wrong with the arguments.
-module(ty_is_record).
-include("../bif.hrl").

main() ->
    bif(erlang, is_record, 2, [[{a, 1}, a], [{a, 1}, b], [{}, a], [a, a], [{"a"}, "a"], [{a}, 1]]),
    bif(erlang, is_record, 3, [[{a, 1}, a, 2], [{a, 1}, a, 3], [{a, 1}, a, 0], [{a, 1}, a, -1], [{a, 1}, a, b], [{a}, 1, 1], [a, a, 1], [{},
        a, 0],
                               [{a, 1}, a, 1 bsl 64]]),
    ?P(is_record(id({a, 1}), id(a))),
    ?P(is_record(id({a, 1}), id(a), id(2))),
    ?E(is_record(id({a, 1}), id(1), id(2))),
    ?E(is_record(id({a, 1}), id(a), id(x))).
