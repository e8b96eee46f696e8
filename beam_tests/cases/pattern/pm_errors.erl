%% SPDX-License-Identifier: Apache-2.0
%% Every failing match raises its own reason: badmatch, case_clause, function_clause, if_clause, try_clause.
-module(pm_errors).
-include("../case.hrl").

main() ->
    V = id({some, [value]}),
    ?P(begin {ok, _} = V end),
    ?P(case V of a -> 1; {b, _} -> 2 end),
    ?P(if V =:= a -> 1; element(1, V) =:= b -> 2 end),
    ?P(try V of a -> 1 catch _:_ -> caught end),
    ?P(try V of a -> 1 after done end),
    ?P(only_a(V)),
    ?P(only_a(a, V)),
    ?P((fun(x) -> 1 end)(V)),
    ?P((fun(x, _) -> 1 end)(V, 2)),
    ?P((fun(x) -> 1 end)(x, 2)),
    ?P(begin [A] = id(<<1>>), A end),
    ?P(begin A = id(1), A = id(2) end),
    ?P(begin <<A:16>> = id(<<1>>), A end),
    ?P(begin #{k := A} = id(#{}), A end),
    ?P(begin #{k := A} = id(k), A end),
    ?P([X || {X} <- id([{1}, 2, {3}, {4, 5}])]),
    ?P([X || X <- id(not_a_list)]),
    ?P([X || X <- id([1, 2 | 3])]),
    ?P([X || <<X>> <= id([1])]),
    ?P([X || X <- [1, 2, 3], id(X)]),
    ?P([X || X <- [1, 2, a, 3], X > 1, X rem 2 =:= 0]),
    ?P(receive_clause()),
    ?P(case id(1) of X when X > 1 -> big; X when X < 1 -> small end),
    ?P(maybe_case(id(5))),
    ?P(maybe_case(id(6))),
    ?P(true = id(1) > id(2)),
    ?P(not id(1)),
    ?P(id(1) andalso true),
    ?P(id(false) orelse id(7)),
    ?P(id(1) and true),
    ?P(case id(true) and id(false) of true -> 1; false -> 0 end).

only_a(a) -> ok.
only_a(a, {other, _}) -> ok;
only_a(b, _) -> ok.

receive_clause() ->
    self() ! {msg, 1},
    receive {other, X} -> X; {msg, Y} when Y > 1 -> Y after 0 -> nothing end.

maybe_case(N) ->
    case N of
        5 -> case N + 1 of 6 -> six end;
        6 -> case N + 1 of 6 -> six end
    end.
