%% SPDX-License-Identifier: Apache-2.0
%% big_power.erl -- modular exponentiation with 512-bit numbers, shifts and masks, as cryptography has it.
-module(big_power).
-export([sizes/0, run/1]).

sizes() -> {2, 300}.

run(Times) -> repeat(Times, 16#123456789abcdef).

repeat(0, X) -> X rem 1000000007;
repeat(Times, X) ->
    Modulus = (1 bsl 512) - 569,
    repeat(Times - 1, power(X + Times, (1 bsl 511) bxor (X * X), Modulus, 1)).

power(_, 0, _, Acc) -> Acc;
power(Base, Exponent, Modulus, Acc) when Exponent band 1 =:= 1 ->
    power(Base * Base rem Modulus, Exponent bsr 1, Modulus, Acc * Base rem Modulus);
power(Base, Exponent, Modulus, Acc) -> power(Base * Base rem Modulus, Exponent bsr 1, Modulus, Acc).
