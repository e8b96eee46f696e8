%% SPDX-License-Identifier: Apache-2.0
%% apply_dynamic.erl -- calls whose target is known only at run time: M:F(..), apply/3, fun M:F/A.
-module(apply_dynamic).
-export([sizes/0, run/1, add/2, twice/1, swap/3]).

sizes() -> {20000, 9000000}.

run(N) -> loop(N, ?MODULE, fun ?MODULE:add/2, [add, twice], 0).

loop(0, _, _, _, Sum) -> Sum;
loop(N, Module, Fun, [Add, Twice] = Names, Sum) ->
    A = Module:Add(Sum, N),
    B = Module:Twice(A),
    C = Fun(B, 1),
    {D, _} = apply(Module, swap, [C, N, 0]),
    loop(N - 1, Module, Fun, Names, D band 16#ffffff).

add(A, B) -> A + B.

twice(A) -> A * 2.

swap(A, B, _) -> {A bxor B, B}.
