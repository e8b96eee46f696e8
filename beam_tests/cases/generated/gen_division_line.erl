%% SPDX-License-Identifier: Apache-2.0
%% releases: 25 27
%% div and rem of the same operands on two lines: stock makes them one instruction, and the line of the second is lost for
%% what follows it. Not so where the result of the first is an operand of the second. Without types in the .beam file
%% (r24) the compiler leaves the two beside each other.
-module(gen_division_line).
-compile([r24]).
-export([div_rem/2, rem_div/2, one_line/2, overwritten/2, three/2]).
-include("../case.hrl").

main() ->
    [trace(F, A, B) || F <- [fun ?MODULE:div_rem/2, fun ?MODULE:rem_div/2, fun ?MODULE:one_line/2, fun ?MODULE:overwritten/2,
                             fun ?MODULE:three/2],
                       {A, B} <- [{7, a}, {a, 7}]].

div_rem(A, B) ->
    V = A div 3,
    [A rem 3, B bor 1,
     V].

rem_div(A, B) ->
    V = A rem 3,
    [A div 3, B bor 1,
     V].

one_line(A, B) ->
    V = [A rem 3 | A div 3],
    [V | B bor 1].

overwritten(A, B) ->
    V = A div 3,
    [V rem 3, B bor 1,
     V].

three(A, B) ->
    V = A div B,
    W = A rem B,
    [W, A div B, B bor 1,
     V].

trace(F, A, B) ->
    try F(id(A), id(B))
    catch C:R:S -> io:format("~p ~p ~p~n", [C, R, lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
