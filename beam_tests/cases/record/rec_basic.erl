%% SPDX-License-Identifier: Apache-2.0
%% Records: defaults, update, access, matching, size and element positions, bad records, guards.
-module(rec_basic).
-include("../case.hrl").

-record(point, {x = 0, y = 0}).
-record(person, {name, age = 18 :: integer(), tags = [], pos = #point{}}).
-record(empty, {}).

main() ->
    P = id(#point{}),
    ?P(P),
    ?P(P#point{x = 5}),
    ?P(P#point.x),
    ?P(#point{x = 1, _ = z}),
    ?P(#point.y),
    ?P(record_info(size, person)),
    ?P(record_info(fields, person)),
    ?P(#empty{}),
    A = id(#person{name = "Ann", age = 30}),
    ?P(A),
    ?P(A#person.pos#point.x),
    ?P(A#person{pos = (A#person.pos)#point{y = 9}}),
    ?P(A#person{age = A#person.age + 1, tags = [new | A#person.tags]}),
    ?P(begin #person{name = N, pos = #point{x = X}} = A, {N, X} end),
    ?P((id(foo))#point.x),
    ?P((id({point, 1}))#point.x),
    ?P((id({other, 1, 2}))#point{x = 1}),
    ?P((id(A))#point.x),
    ?P([kind(id(V)) || V <- [P, A, #empty{}, #point{x = 1, y = 1}, {point, 1, 2, 3}, point, {person, 1, 2, 3, 4}, #person{age = 5}]]),
    ?P(lists:keysort(#person.age, [A, #person{name = b, age = 20}, #person{name = c, age = 40}])),
    ?P(lists:keyfind(b, #person.name, [A, #person{name = b, age = 20}])),
    ?P(is_record(id(P), point)),
    ?P(is_record(id(P), person)),
    ?P([Q#point.x || #point{} = Q <- [P, A, #point{x = 7}]]),
    ?P(update_many(id(A), 3)).

kind(#point{x = V, y = V}) -> {diagonal, V};
kind(#point{}) -> point;
kind(#person{age = Age}) when Age < 18 -> minor;
kind(#person{name = N} = R) when R#person.age >= 30 -> {adult, N};
kind(#person{}) -> person;
kind(#empty{}) -> empty;
kind(_) -> other.

update_many(R, 0) -> R;
update_many(R, N) -> update_many(R#person{age = N, name = {N, R#person.name}, tags = [N | R#person.tags]}, N - 1).
