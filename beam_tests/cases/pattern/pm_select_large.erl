%% SPDX-License-Identifier: Apache-2.0
%% Selects of every kind with many labels: dense and sparse integers, bignums, floats, atoms, arities, mixed types, binaries.
-module(pm_select_large).
-include("../case.hrl").

main() ->
    ?P([dense(id(X)) || X <- lists:seq(-2, 45)]),
    ?P([sparse(id(X)) || X <- [-1000000, -999, -1, 0, 1, 7, 100, 1000, 65536, 1048576, 16#7FFFFFFF, 16#80000000, 1 bsl 40, 1 bsl 58, 1 bsl 59, 3, 5.0, a]]),
    ?P([big(id(X)) || X <- [1 bsl 59, 1 bsl 60, 1 bsl 64, (1 bsl 64) + 1, -(1 bsl 64), 1 bsl 100, 1.0e30, 5, 1 bsl 61, a]]),
    ?P([flo(id(X)) || X <- [0.0, -0.0, 1.0, 1, 1.5, -1.5, 1.0e100, 3.14, 2, a]]),
    ?P([atoms(id(X)) || X <- [a1, a2, a17, a39, a40, a41, true, [], 'a 5', "a1"]]),
    ?P([arity(id(list_to_tuple(lists:duplicate(X, z)))) || X <- lists:seq(0, 14)]),
    ?P([mixed(id(X)) || X <- [1, 2, a, b, <<"s">>, <<"t">>, [], [x], {}, {1}, 1.0, 2.0, #{}, #{k => 1}, 1 bsl 70, 3]]),
    ?P([bin(id(X)) || X <- [<<>>, <<"a">>, <<"ab">>, <<"abc">>, <<"abd">>, <<"b">>, <<"bcd">>, <<1:3>>, <<"abcdefgh">>, a]]),
    ?P([nested(id(X)) || X <- [{a, 1}, {a, 2}, {b, [1 | 2]}, {b, [1, 2]}, {b, []}, {c, {d, {e, f}}}, {c, {d, {e, g}}}, {c, 1}, {{a}, 1}, {1.0, x}, {1, x}]]),
    ?P([chars(id(X)) || X <- "aZ09_ \n\t~é"]),
    ?P([neg(id(X)) || X <- lists:seq(-6, 2)]).

dense(0) -> 0;
dense(1) -> 1;
dense(2) -> 4;
dense(3) -> 9;
dense(4) -> 16;
dense(5) -> 8;
dense(6) -> 2;
dense(7) -> 15;
dense(8) -> 13;
dense(9) -> 13;
dense(10) -> 15;
dense(11) -> 2;
dense(12) -> 8;
dense(13) -> 16;
dense(14) -> 9;
dense(15) -> 4;
dense(16) -> 1;
dense(17) -> 0;
dense(18) -> 1;
dense(19) -> 4;
dense(20) -> 9;
dense(21) -> 16;
dense(22) -> 8;
dense(23) -> 2;
dense(24) -> 15;
dense(25) -> 13;
dense(26) -> 13;
dense(27) -> 15;
dense(28) -> 2;
dense(29) -> 8;
dense(30) -> 16;
dense(31) -> 9;
dense(32) -> 4;
dense(33) -> 1;
dense(34) -> 0;
dense(35) -> 1;
dense(36) -> 4;
dense(37) -> 9;
dense(38) -> 16;
dense(39) -> 8;
dense(40) -> 2;
dense(41) -> 15;
dense(X) -> {other, X}.
sparse(-1000000) -> s0;
sparse(-999) -> s1;
sparse(-1) -> s2;
sparse(0) -> s3;
sparse(1) -> s4;
sparse(7) -> s5;
sparse(100) -> s6;
sparse(1000) -> s7;
sparse(65536) -> s8;
sparse(1048576) -> s9;
sparse(2147483647) -> s10;
sparse(2147483648) -> s11;
sparse(1099511627776) -> b40;
sparse(288230376151711744) -> b58;
sparse(576460752303423488) -> b59;
sparse(_) -> none.
big(576460752303423488) -> 59;
big(1152921504606846976) -> 60;
big(18446744073709551616) -> 64;
big(-18446744073709551616) -> -64;
big(1267650600228229401496703205376) -> 100;
big(1.0e30) -> float;
big(_) -> none.
flo(0.0) -> zero;
flo(1.0) -> one;
flo(1.5) -> onehalf;
flo(-1.5) -> minus;
flo(1.0e100) -> googol;
flo(3.14) -> pi;
flo(2) -> int;
flo(_) -> none.
atoms(a1) -> 1;
atoms(a2) -> 2;
atoms(a3) -> 3;
atoms(a4) -> 4;
atoms(a5) -> 5;
atoms(a6) -> 6;
atoms(a7) -> 7;
atoms(a8) -> 8;
atoms(a9) -> 9;
atoms(a10) -> 10;
atoms(a11) -> 11;
atoms(a12) -> 12;
atoms(a13) -> 13;
atoms(a14) -> 14;
atoms(a15) -> 15;
atoms(a16) -> 16;
atoms(a17) -> 17;
atoms(a18) -> 18;
atoms(a19) -> 19;
atoms(a20) -> 20;
atoms(a21) -> 21;
atoms(a22) -> 22;
atoms(a23) -> 23;
atoms(a24) -> 24;
atoms(a25) -> 25;
atoms(a26) -> 26;
atoms(a27) -> 27;
atoms(a28) -> 28;
atoms(a29) -> 29;
atoms(a30) -> 30;
atoms(a31) -> 31;
atoms(a32) -> 32;
atoms(a33) -> 33;
atoms(a34) -> 34;
atoms(a35) -> 35;
atoms(a36) -> 36;
atoms(a37) -> 37;
atoms(a38) -> 38;
atoms(a39) -> 39;
atoms(a40) -> 40;
atoms('a 5') -> quoted;
atoms(true) -> t;
atoms([]) -> nil;
atoms(_) -> none.
arity({}) -> 0;
arity({_}) -> 1;
arity({_,_}) -> 2;
arity({_,_,_}) -> 3;
arity({_,_,_,_}) -> 4;
arity({_,_,_,_,_}) -> 5;
arity({_,_,_,_,_,_,_}) -> 7;
arity({_,_,_,_,_,_,_,_}) -> 8;
arity({_,_,_,_,_,_,_,_,_}) -> 9;
arity({_,_,_,_,_,_,_,_,_,_}) -> 10;
arity({_,_,_,_,_,_,_,_,_,_,_}) -> 11;
arity({_,_,_,_,_,_,_,_,_,_,_,_}) -> 12;
arity(_) -> none.
mixed(1) -> int1;
mixed(a) -> atom_a;
mixed(<<"s">>) -> bin_s;
mixed([]) -> nil;
mixed([_]) -> one;
mixed({}) -> tuple0;
mixed({_}) -> tuple1;
mixed(1.0) -> float1;
mixed(#{k := V}) -> {map, V};
mixed(M) when is_map(M) -> empty;
mixed(2) -> int2;
mixed(b) -> atom_b;
mixed(1180591620717411303424) -> big;
mixed(X) -> {other, X}.
bin(<<"abc">>) -> abc;
bin(<<"abd">>) -> abd;
bin(<<"ab", R/binary>>) -> {ab, R};
bin(<<"a">>) -> a;
bin(<<>>) -> empty;
bin(<<"b", _/binary>>) -> b;
bin(B) when is_bitstring(B) -> bits;
bin(_) -> none.
nested({a, 1}) -> a1;
nested({b, [X | Y]}) when is_list(Y) -> {bl, X};
nested({b, [X | Y]}) -> {bi, X, Y};
nested({a, N}) -> {a, N};
nested({b, []}) -> bn;
nested({c, {d, {e, f}}}) -> cdef;
nested({c, {d, {e, X}}}) -> {cde, X};
nested({c, _}) -> c;
nested({{X}, _}) -> {inner, X};
nested({1.0, _}) -> float;
nested({1, _}) -> int.
chars(C) when C >= $a, C =< $z -> lower;
chars(C) when C >= $A, C =< $Z -> upper;
chars(C) when C >= $0, C =< $9 -> digit;
chars($_) -> under;
chars(C) when C =:= $\s; C =:= $\n; C =:= $\t -> blank;
chars(C) when C > 127 -> wide;
chars(_) -> other.
neg(-5) -> m5;
neg(-4) -> m4;
neg(-3) -> m3;
neg(-2) -> m2;
neg(-1) -> m1;
neg(X) -> X.
