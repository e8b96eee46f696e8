%% SPDX-License-Identifier: Apache-2.0
%% Segments whose size the compiler knows: each width that has an instruction shape of its own, built and matched in one function.
-module(bs_const_sizes).
-include("../case.hrl").

-define(RT(S, V), io:format("~p ~p: ~0p ~0p~n", [S, V, b(id(V), id(S), <<V:S, V:S/little, 1:1>>), m(fun(<<A:S, B:S/little, _/bits>>) -> {A, B};
    (<<A:S/signed, _/bits>>) -> {short, A}; (_) -> none end, <<V:S, V:S/little, 1:1>>, S)])).

main() ->
    ?RT(1, 1), ?RT(2, 2), ?RT(3, 5), ?RT(4, 9), ?RT(5, 21), ?RT(6, 33), ?RT(7, 65), ?RT(8, 129), ?RT(9, 257), ?RT(10, 513),
    ?RT(12, 2049), ?RT(13, 4097), ?RT(16, 32769), ?RT(20, 524289), ?RT(24, 8388609), ?RT(28, 134217729), ?RT(31, 1073741825),
    ?RT(32, 2147483649), ?RT(40, 549755813889), ?RT(48, 140737488355329), ?RT(56, 36028797018963969),
    ?RT(59, 288230376151711745), ?RT(60, 576460752303423489), ?RT(63, 4611686018427387905), ?RT(64, 9223372036854775809),
    ?RT(65, 18446744073709551617), ?RT(80, 604462909807314587353089), ?RT(96, 39614081257132168796771975169),
    ?RT(128, 170141183460469231731687303715884105729).

b(_, _, Bin) -> Bin.
m(F, Bin, S) ->
    All = bit_size(Bin),
    Short = All - S - 2,
    <<Cut:Short/bits, _/bits>> = Bin,
    <<_:1, Off/bits>> = <<0:1, Bin/bits>>,
    {F(Bin), F(Off), F(Cut), F(<<1:1>>), F(id(atom))}.
