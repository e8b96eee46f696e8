%% SPDX-License-Identifier: Apache-2.0
%% Subtracting a constant from no number: the trace shows the operator when the constant is negative, and does not
%% when it is positive (an addition then), as when adding one.
-module(gen_minus_negative).
-export([plus/1, minus/1, minus_negative/1, minus_edge/1]).
-include("../case.hrl").

main() ->
    [trace(F) || F <- [fun ?MODULE:plus/1, fun ?MODULE:minus/1, fun ?MODULE:minus_negative/1, fun ?MODULE:minus_edge/1]],
    ?P([minus_negative(id(N)) || N <- [0, 3, 1.5, (1 bsl 59) - 8, 1 bsl 70, -(1 bsl 59)]]),
    ?P([minus_edge(id(N)) || N <- [0, 1.5, 1 bsl 59, -(1 bsl 59)]]).

plus(X) -> {X + 7}.
minus(X) -> {X - 7}.
minus_negative(X) -> {X - -7}.
minus_edge(X) -> {X - -576460752303423488}.

trace(F) ->
    try F(id(a))
    catch error:badarith:S -> io:format("~p~n", [lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
