%% SPDX-License-Identifier: Apache-2.0
%% Records used on what is no such record: badrecord with its value, in access, update, patterns and guards; defaults; is_record of all kinds.
-module(rec_errors).
-include("../case.hrl"). -include("../trace.hrl").
-record(r, {a = 1, b, c = [x]}).
-record(s, {x = #r{}, y}).
-record(empty, {}).

main() ->
    R = id(#r{b = 2}),
    ?T((id(x))#r.a),
    ?T((id({r, 1}))#r.a),
    ?T((id({s, 1, 2, 3}))#r.b),
    ?T((id({r, 1, 2, 3}))#r.c),
    ?T((id([]))#r{a = 2}),
    ?T((id({r, 1, 2}))#r{a = 2}),
    ?T((id({r, 1, 2, 3}))#r{a = 2, c = 5}),
    ?T((id(#s{}))#s.x#r.a),
    ?T((id(#s{x = 5}))#s.x#r.a),
    ?T((R#r{a = #s{y = 7}})#r.a#s.y),
    ?T(begin #r{a = 2} = R end),
    ?T(begin #r{a = A, b = A} = R end),
    ?T(fc(id(#s{}))),
    ?T(fc(R)),
    ?T(gd(R)),
    ?T(gd(id({r, 9, 9, 9}))),
    ?T(gd(id({r, 9}))),
    ?T(gd(id(a))),
    ?P(R),
    ?P(#r{_ = z}),
    ?P(#empty{}),
    ?P({#r.a, #r.b, #r.c, record_info(size, r), record_info(fields, s)}),
    ?P([is_record(X, r) || X <- [R, {r, 1, 2, 3}, {r, 1, 2}, {s, 1, 2, 3}, r, []]]),
    ?P([is_record(X, id(r), 4) || X <- [R, {r, 1, 2, 3}, {r, 1, 2}, r]]),
    ?P([is_record(X, id(r)) || X <- [R, {r, 1}, {r}, {}, r]]),
    ?P(is_record(R, id("r"))),
    ?P(is_record(R, r, id(-1))),
    ?P(is_record(R, r, id(a))),
    ?P(setelement(#r.b, R, q)),
    ?P(lists:keyfind(2, #r.b, [#r{b = 1}, R])),
    ?P((id(R))#r{a = (id(R))#r.b, b = (id(R))#r.a}).

fc(#r{a = 1, b = B}) -> B.
gd(X) when X#r.a =:= 1 -> one;
gd(X) when X#r.a > 1; is_atom(X) -> more;
gd(X) when not is_record(X, r) -> no.
