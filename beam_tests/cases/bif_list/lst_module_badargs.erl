%% SPDX-License-Identifier: Apache-2.0
%% What functions of lists say about bad lists: the same reasons and frames as on stock, where they call functions of the machine.
-module(lst_module_badargs).
-include("../bif.hrl").

main() ->
    [?E(lists:F(id(X))) || F <- [max, min, sum, last, droplast, append, concat, flatten, sort, usort, unzip], X <- [[], a, [1 | 2], [a]]],
    [?E(lists:F(id(N), [1, 2, 3])) || F <- [nth, nthtail, split], N <- [0, 1, 3, 4, -1, a]],
    [?E(lists:seq(A, B, S)) || {A, B, S} <- [{1, 3, 1}, {1, 0, 1}, {1, -1, 1}, {3, 1, -1}, {1, 1, 0}, {1, 2, 0}, {a, 1, 1}, {1, 10, 4}, {1,
        3, -1}]],
    [?E(lists:F(1, id(L))) || F <- [delete, prefix, suffix, subtract, keysort], L <- [[{1}, {0}], a]],
    ?E(lists:flatlength([1, [2 | 3]])), ?E(lists:sublist([1, 2, 3], id(2), id(-1))), ?E(lists:duplicate(id(-1), x)), ?E(lists:zip([1], [1,
        2])), ?E(lists:keyreplace(a, 0, [], {b})), ?E(lists:keydelete(a, 1, [{a} | b])).
