%% SPDX-License-Identifier: Apache-2.0
%% Generators and filters of comprehensions that fail: bad_generator, bad_filter, and where they are raised.
-module(ex_bad_comprehension).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    ?T([X || X <- id(a)]),
    ?T([X || X <- id([1 | a])]),
    ?T([X || X <- id([1, 2 | 3]), X > 1]),
    ?T([X || X <- id(#{})]),
    ?T([X || <<X>> <- [<<1>>], id(1)]),
    ?T([X || X <- [1, 2], id(perhaps)]),
    ?T([X || X <- [1, 2], id(X)]),
    ?T([X || X <- [1, 2], (id(X) =:= 1) or id(x)]),
    ?T([X || X <- [1, 2], hd(id([]))]),
    ?T([X || X <- [1, 2], is_list(X) orelse X > 1]),
    ?T([X || X <- [1, 2, a], X + 1 > 2]),
    ?T([X || <<X>> <= id(a)]),
    ?T([X || <<X>> <= id([1])]),
    ?T([X || <<X:4>> <= id(<<1, 2, 3:3>>)]),
    ?T([X || <<X:16>> <= id(<<1, 2, 3>>)]),
    ?T([X || <<1, X>> <= id(<<1, 2, 2, 3, 1, 4>>)]),
    ?T([X || <<X:3/binary>> <= id(<<"abcdefgh">>)]),
    ?T([X || <<X/utf8>> <= id(<<"aé"/utf8, 255, "z">>)]),
    ?T([{N, X} || <<N, X:N>> <= id(<<8, 1, 4, 2:4, 0, 9>>)]),
    ?T(<< <<X>> || X <- id(a) >>),
    ?T(<< <<X>> || X <- id([1 | a]) >>),
    ?T(<< <<X>> || X <- [1, b] >>),
    ?T(<< X || X <- [<<1:3>>, <<2:3>>] >>),
    ?T(<< (id(X)) || X <- [1] >>),
    ?T(<< <<X>> || <<X>> <= id(b) >>),
    ?T(<< <<X:4>> || <<X>> <= id(<<1, 2, 3>>), id(X) >>),
    ?T([[Y || Y <- X] || X <- [[1], 2]]),
    ?T([{X, Y} || X <- [1, 2], Y <- id(y)]),
    ?T([Y || {ok, X} <- id([{ok, [1, 2]}, error, {ok, c}]), Y <- X]),
    ?T([X || X <- begin id(no), throw(in_generator) end]),
    ?T([begin exit(X) end || X <- [1]]).
