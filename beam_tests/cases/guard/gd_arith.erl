%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic, size and bit operations inside guards, with small, big and float operands.
-module(gd_arith).
-include("../case.hrl").

main() ->
    Pairs = [{A, B} || A <- [0, 7, -7, 3.5, 1 bsl 64, a], B <- [0, 2, -3, 0.5, 1 bsl 33]],
    [?P({A, B, g(id(A), id(B))}) || {A, B} <- Pairs],
    [?P({N, bits(id(N))}) || N <- [0, 1, -1, 255, 256, 1 bsl 59, 1 bsl 60, 1 bsl 63, -(1 bsl 63), 1 bsl 64]],
    [?P({N, sizes(id(N))}) || N <- [<<>>, <<1, 2>>, <<1:7>>, {}, {1, 2, 3}, [], [a], [a, b], #{}, #{a => b}, x]],
    ?P([range(id(N)) || N <- [-1, 0, 9, 10, 10.0, 99, 100, 1 bsl 100, a]]),
    ?P([collatz(id(N)) || N <- [1, 7, 27]]).

g(A, B) when A + B =:= 9 -> sum9;
g(A, B) when A - B =:= 10 -> diff10;
g(A, B) when A * B =:= -14; A * B =:= 14 -> prod14;
g(A, B) when A div B =:= 2; A rem B =:= -1 -> divrem;
g(A, B) when A / B =:= 7.0 -> quot7;
g(A, B) when A + B > 1 bsl 64 -> big;
g(A, B) when -A > +B -> neg;
g(A, B) when A * 1.0 < B -> less;
g(_, _) -> none.

bits(N) when N band 255 =:= 255, N > 0 -> low_ones;
bits(N) when N bor 1 =:= 1 -> zero_or_one;
bits(N) when N bxor 256 =:= 0 -> is256;
bits(N) when bnot N =:= 0 -> minus_one;
bits(N) when N bsr 60 =:= 1 -> bit60;
bits(N) when N bsr 63 =:= 1 -> bit63;
bits(N) when N bsl 1 =:= 1 bsl 60 -> bit59;
bits(N) when N < 0 -> negative;
bits(_) -> other.

sizes(X) when byte_size(X) =:= 2 -> two_bytes;
sizes(X) when bit_size(X) =:= 7 -> seven_bits;
sizes(X) when byte_size(X) =:= 0 -> no_bytes;
sizes(X) when size(X) =:= 3 -> three;
sizes(X) when tuple_size(X) =:= 0 -> empty_tuple;
sizes(X) when tl(X) =:= [b] -> tail_b;
sizes(X) when hd(X) =:= a -> head_a;
sizes(X) when map_size(X) =:= 1, is_map_key(a, X) -> map_a;
sizes(X) when map_size(X) =:= 0 -> map_0;
sizes(X) when node() =:= nonode@nohost, self() =:= self() -> {any, X}.

range(N) when is_integer(N), N >= 0, N < 10 -> digit;
range(N) when is_integer(N), N >= 10, N < 100 -> tens;
range(N) when N >= 0, N =< 1.0e10 -> number;
range(N) when is_number(N), N < 0 orelse N > 1.0e20 -> extreme;
range(_) -> none.

collatz(N) -> collatz(N, 0).
collatz(1, Steps) -> Steps;
collatz(N, Steps) when N band 1 =:= 0 -> collatz(N bsr 1, Steps + 1);
collatz(N, Steps) when N rem 2 =:= 1 -> collatz(3 * N + 1, Steps + 1).
