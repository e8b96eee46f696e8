%% SPDX-License-Identifier: Apache-2.0
%% Order of effects of nested try/of/catch/after, exits from each part, and whose exception wins.
-module(ex_after_order).
-include("../case.hrl").

main() ->
    [run(Body, Of, Catch, After) || Body <- [ok, {throw, b}, {error, b}, {exit, b}], Of <- [ok, {error, o}],
                                    Catch <- [ok, {throw, c}, none], After <- [ok, {exit, a}]],
    ?P(loop(3)),
    ?P(try try throw(1) after throw(2) end catch X -> X end),
    ?P(try try throw(1) catch 2 -> no after io:format("inner after~n") end catch X -> {outer, X} end),
    ?P(try id(1) of 1 -> throw(from_of) catch from_of -> wrong after io:format("after~n") end),
    ?P(try throw({a, 1}) catch {a, N} when N > 1 -> big; {a, N} when hd(N) -> bad; throw:{a, N} -> {small, N} end),
    ?P(try error(x) catch _:_ when 1 div 0 -> guard; error:_ -> ok end),
    ?P(try exit({a, b}) catch throw:_ -> t; error:_ -> e; C:{A, B} -> {C, A, B} end),
    Class = exit,
    ?P(try exit(z) catch Class:z -> bound end),
    ?P(try error(z) catch Class:z -> bound end).

run(B, O, C, A) ->
    R = try
        try act(body, B) of
            _ -> act(of_part, O)
        catch
            _:_ when C =/= none -> act(catch_part, C)
        after
            act(after_part, A)
        end
    of V -> {value, V}
    catch K:V -> {K, V} end,
    io:format("=> ~0p for ~0p~n", [R, {B, O, C, A}]).

act(Where, What) ->
    io:format("~p ", [Where]),
    case What of
        {throw, X} -> throw(X);
        {error, X} -> error(X);
        {exit, X} -> exit(X);
        V -> V
    end.

loop(0) -> done;
loop(N) ->
    try loop(N - 1) of X -> {N, X} after io:format("leave ~p~n", [N]) end.
