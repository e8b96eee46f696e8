%% SPDX-License-Identifier: Apache-2.0
%% try and catch nested many levels deep in one function, made while the case runs: which handler, which after, in what order.
-module(ex_nested_deep).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    [begin
         {module, made} = load_text(made, "-export([f/1]). f(X) -> " ++ nest(Kind, N, "g(X)") ++ ". g({C, R}) -> erlang:raise(C, R, []); g(V) -> V. "),
         [io:format("~p ~p ~0p: ~0p~n", [Kind, N, X, outcome(X)]) || X <- [5, {throw, 1}, {throw, N}, {error, 1}, {error, N}, {exit, N div 2}, {throw, out}]]
     end || Kind <- [try_of, catches, afters, mixed], N <- [1, 2, 7, 13]],
    ?P(deep_catch(2000)),
    ?P(deep_try(2000)),
    ?P(in_after(6)),
    ?P(values()).

outcome(X) ->
    put(trail, []),
    R = try made:f(X) catch C:W -> {caught, C, W} end,
    {R, lists:reverse(get(trail))}.

nest(_, 0, Inner) -> Inner;
nest(Kind, N, Inner) ->
    S = integer_to_list(N),
    nest(Kind, N - 1, case kind(Kind, N) of
        try_of -> "try " ++ Inner ++ " of V" ++ S ++ " when V" ++ S ++ " =:= 7 -> seven; V" ++ S ++ " -> {of_" ++ S ++ ", V" ++ S ++ "} catch throw:" ++ S ++ " -> throw_" ++ S ++ "; error:" ++ S ++ " -> error_" ++ S ++ " end";
        catches -> "{c" ++ S ++ ", (catch " ++ Inner ++ ")}";
        afters -> "try " ++ Inner ++ " after put(trail, [" ++ S ++ " | get(trail)]) end";
        rethrow -> "try " ++ Inner ++ " catch C" ++ S ++ ":R" ++ S ++ ":S" ++ S ++ " -> put(trail, [{C" ++ S ++ ", " ++ S ++ ", is_list(S" ++ S ++ ")} | get(trail)]), erlang:raise(C" ++ S ++ ", R" ++ S ++ ", S" ++ S ++ ") end"
    end).
kind(mixed, N) -> element(1 + N rem 4, {try_of, afters, rethrow, try_of});
kind(Kind, _) -> Kind.

deep_catch(0) -> throw(bottom);
deep_catch(N) -> case catch deep_catch(N - 1) of X when N rem 100 =:= 0 -> throw({N, element_or(X)}); X -> throw(X) end.
element_or({N, _}) -> N;
element_or(X) -> X.

deep_try(0) -> error(bottom);
deep_try(N) -> try deep_try(N - 1) catch error:bottom when N rem 2 =:= 0 -> error(even); error:even -> error(bottom) after ok end.

in_after(0) -> throw(zero);
in_after(N) -> try in_after(N - 1) after (catch throw(N)) end.

values() ->
    A = try id(1) + id(a) catch error:badarith -> 2 after id(3) end,
    B = (catch (catch exit(A)) + 1),
    C = try throw(x) catch X -> try throw({X, y}) catch {X, Y} -> {X, Y} end end,
    D = try (try id(5) of 5 -> throw(five) catch throw:five -> inner end) catch throw:five -> outer end,
    {A, element(1, B), C, D}.
