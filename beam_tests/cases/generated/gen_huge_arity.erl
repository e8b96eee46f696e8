%% SPDX-License-Identifier: Apache-2.0
%% releases: 25
%% The size of a tuple compared with a number that no tuple has: the compiler of older code (r23) makes test_arity of it.
%% (Numbers whose low 26 bits are the size of the tuple are left out: stock compares only the low 32 bits of the header.)
-module(gen_huge_arity).
-compile([r23]).
-include("../case.hrl").

main() ->
    [?P({test(T), tested(T), tagged(T), largest(T)}) || T <- [{}, {a}, {a, b}, list_to_tuple(lists:seq(1, 70)), b]].

test(X) when tuple_size(X) =:= 4294967295 -> yes;
test(X) when tuple_size(X) =:= 16777216 -> no_tuple;
test(_) -> no.

tested(X) when is_tuple(X), tuple_size(X) =:= 4294967294 -> yes;
tested(X) when is_tuple(X), tuple_size(X) =:= 2 -> two;
tested(_) -> no.

tagged(X) when element(1, X) =:= a, tuple_size(X) =:= 4294967293 -> yes;
tagged(X) when tuple_size(X) =:= 1, element(1, X) =:= a -> one;
tagged(_) -> no.

largest(X) when tuple_size(X) =:= 16777215 -> yes;
largest(X) when tuple_size(X) =:= 70 -> seventy;
largest(_) -> no.
