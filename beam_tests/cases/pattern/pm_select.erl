%% SPDX-License-Identifier: Apache-2.0
%% Jump tables: dense integers, sparse integers, atoms, mixed types, bignum and negative keys, strings.
-module(pm_select).
-include("../case.hrl").

main() ->
    [?P({N, dense(id(N))}) || N <- lists:seq(-3, 14)],
    [?P({N, sparse(id(N))}) || N <- [-1000000, -5, 0, 7, 8, 100, 1000, 65535, 65536, 1 bsl 31, 1 bsl 32, 1 bsl 59,
                                     1 bsl 60, 1 bsl 64, 7.0, a]],
    [?P({A, atoms(id(A))}) || A <- [a, b, c, d, e, f, g, h, i, j, zz, [], {}, <<"a">>, 1]],
    [?P({A, mixed(id(A))}) || A <- [1, 1.0, a, "a", <<"a">>, {a}, #{a => 1}, 2, b, {b}, #{}, fun id/1 =:= fun id/1]],
    [?P({S, strings(id(S))}) || S <- ["get", "put", "post", "delete", "gett", "ge", "", "patch", [$g, e, $t]]],
    [?P({B, bins(id(B))}) || B <- [<<"get">>, <<"put">>, <<"post">>, <<"delete">>, <<"gett">>, <<"ge">>, <<>>]],
    [?P({A, B, pair(id(A), id(B))}) || A <- [1, 2, x], B <- [1, 2, x]].

dense(0) -> zero;
dense(1) -> one;
dense(2) -> two;
dense(3) -> three;
dense(4) -> four;
dense(5) -> five;
dense(7) -> seven;
dense(8) -> eight;
dense(9) -> nine;
dense(-1) -> minus;
dense(N) when N > 9, N < 12 -> {big, N};
dense(_) -> none.

sparse(-1000000) -> m;
sparse(-5) -> five;
sparse(7) -> seven;
sparse(100) -> hundred;
sparse(65535) -> u16;
sparse(65536) -> u16p;
sparse(16#80000000) -> s32;
sparse(16#100000000) -> u32;
sparse(576460752303423488) -> b59;
sparse(1152921504606846976) -> b60;
sparse(18446744073709551616) -> b64;
sparse(X) when is_float(X) -> {float, X};
sparse(_) -> none.

atoms(a) -> 1;
atoms(c) -> 3;
atoms(e) -> 5;
atoms(b) -> 2;
atoms(d) -> 4;
atoms(f) -> 6;
atoms(g) -> 7;
atoms(h) -> 8;
atoms(i) -> 9;
atoms([]) -> nil;
atoms({}) -> tuple;
atoms(_) -> none.

mixed(1) -> int;
mixed(1.0) -> float;
mixed(a) -> atom;
mixed("a") -> list;
mixed(<<"a">>) -> bin;
mixed({a}) -> tuple;
mixed(#{a := V}) -> {map, V};
mixed({_}) -> tuple1;
mixed(X) when is_map(X), map_size(X) =:= 0 -> empty_map;
mixed(true) -> true;
mixed(X) -> {other, X}.

strings("get") -> g;
strings("put") -> pu;
strings("post") -> po;
strings("delete") -> d;
strings("p" ++ T) -> {p, T};
strings("") -> empty;
strings(_) -> none.

bins(<<"get">>) -> g;
bins(<<"put">>) -> pu;
bins(<<"post">>) -> po;
bins(<<"delete">>) -> d;
bins(<<"g", T/binary>>) -> {g, T};
bins(<<>>) -> empty.

pair(1, 1) -> a;
pair(1, 2) -> b;
pair(2, 1) -> c;
pair(X, X) -> {same, X};
pair(x, _) -> d;
pair(_, Y) -> {e, Y}.
