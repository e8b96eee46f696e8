%% SPDX-License-Identifier: Apache-2.0
%% Comprehensions of every shape made while the case runs: generators of lists and binaries in every order, filters that fail, bad generators, nested to several levels, results as list and binary.
-module(lc_generated).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    Gens = ["X <- [1, 2, a, 3]", "{X, _} <- [{1, 2}, b, {3, 4}]", "<<X>> <= <<1, 2, 3>>", "<<X:4, 1:4>> <= <<16#31, 16#42, 16#51>>", "X <- bad", "<<X>> <= bad", "X <- [1 | 2]", "[X | _] <- [[1, 2], [], [3]]", "X <- lists:seq(1, 4)"],
    Filters = ["", ", X > 1", ", is_integer(X), X rem 2 =:= 1", ", X", ", nofilter", ", X + 1 > 2", ", lists:member(X, [1, 3])", ", begin Z = X, Z > 1 end"],
    Rows = [{G, F} || G <- Gens, F <- Filters],
    Body = fun(Wrap) -> lists:append(lists:join("; ", [lists:append([Wrap, "(", integer_to_list(I), ") -> ", case Wrap of "l" -> "[{X} || "; "b" -> "<< <<(X):8>> || "; "n" -> "[[{X, Y} || Y <- [X, z]" ++ F ++ "] || " end, G, case Wrap of "n" -> ""; _ -> F end, case Wrap of "b" -> " >>"; _ -> "]" end]) || {I, {G, F}} <- lists:zip(lists:seq(1, length(Rows)), Rows)])) ++ ". " end,
    {module, made} = load_text(made, "-export([l/1, b/1, n/1]). " ++ Body("l") ++ Body("b") ++ Body("n")),
    [io:format("~ts~ts: ~0p ~0p ~0p~n", [G, F | [try made:W(I) catch C:R -> {C, R} end || W <- [l, b, n]]]) || {I, {G, F}} <- lists:zip(lists:seq(1, length(Rows)), Rows)],
    ?P([{X, Y, Z} || X <- [1, 2], <<Y:2>> <= <<X>>, Y > 0, Z <- lists:seq(Y, 3)]), ?P(<< <<X:4, Y:4>> || <<X:4>> <= <<"ab">>, Y <- [X, 15] >>), ?P(length([ok || _ <- lists:seq(1, 100000)])), ?P(bit_size(<< <<X:3>> || X <- lists:seq(1, 10000) >>)), ?P([Y || X <- [1, 2, 3], Y <- case X of 2 -> []; _ -> [X, X] end]), ?P([X || {X, X} <- [{1, 1}, {1, 2}, {a, a}]]), ?P([F(1) || F <- [fun(A) -> A + Y end || Y <- [1, 2]]]), ?P([catch X / 0 || X <- [1]] =/= []).
