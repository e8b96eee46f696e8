%% SPDX-License-Identifier: Apache-2.0
%% erts_debug:flat_size and same of simple terms, sizes and limits visible to programs.
-module(te_tuple_bits).
-include("../case.hrl").

main() ->
    Terms = [1, a, [], [1], [1, 2], {}, {1}, {a, b}, {a, {b}}, <<>>, 1.0, "abc", #{}, #{a => 1}, [[1], [2]], {[], {}}, [a | b]],
    [?P({T, erts_debug:flat_size(id(T))}) || T <- Terms],
    ?P(begin X = id([1, 2, 3]), erts_debug:size({X, X}) < erts_debug:flat_size({X, X}) end),
    ?P(erts_debug:same(a, a)),
    ?P(begin X = id({1}), erts_debug:same(X, X) end),
    ?P(erlang:system_info(wordsize)),
    ?P(erlang:system_info(otp_release)),
    ?P(erlang:system_info(machine)),
    ?P(erlang:system_info(system_architecture) =/= []),
    ?P([is_integer(erlang:system_info(X)) || X <- [process_limit, process_count, atom_limit, atom_count, port_limit, ets_limit, schedulers]]),
    ?P(erlang:system_info(endian)),
    ?P(tuple_size(erlang:make_tuple(16777215, x))),
    ?P(erlang:make_tuple(16777216, x)),
    ?P(list_to_tuple(lists:duplicate(1000, a)) =:= erlang:make_tuple(1000, a)),
    ?P(node()),
    ?P(nodes()),
    ?P(is_alive()),
    ?P(erlang:get_cookie()),
    ?P(erlang:system_flag(bogus, 1)).
