%% SPDX-License-Identifier: Apache-2.0
%% int_gcd.erl -- Euclid's algorithm for many pairs: rem and div of small integers.
-module(int_gcd).
-export([sizes/0, run/1]).

sizes() -> {100, 1700}.

run(N) -> outer(1, N, 0).

outer(N, N, Sum) -> Sum;
outer(I, N, Sum) -> outer(I + 1, N, inner(I, 1, N, Sum)).

inner(_, N, N, Sum) -> Sum;
inner(I, J, N, Sum) -> inner(I, J + 1, N, Sum + gcd(I, J) + (I * J) div N).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
