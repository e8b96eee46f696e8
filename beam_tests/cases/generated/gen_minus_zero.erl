%% SPDX-License-Identifier: Apache-2.0
%% -0.0 minus the integer 0, which stock 25 computes as a sum when the 0 stands in the code. And who is blamed when it fails.
-module(gen_minus_zero).
-export([minus/1, guarded/1]).
-include("../case.hrl").

main() ->
    ?P([minus(X) || X <- [-0.0, 0.0, 1.5, 0, -1, 1 bsl 70]]),
    ?P([id(X) - id(0) || X <- [-0.0, 0.0, 1.5, 0]]),
    ?P([X + 0 || X <- [id(-0.0), id(0.0), id(3)]]),
    ?P([guarded(X) || X <- [-0.0, 0.0, 7, a]]),
    ?P(minus(a)),
    ?P(try minus(a) catch error:badarith:Stack -> [{M, F} || {M, F, _, _} <- lists:sublist(Stack, 2)] end).

minus(X) -> X - 0.

guarded(X) when X - 0 < 5 -> {small, X - 0};
guarded(_) -> large.
