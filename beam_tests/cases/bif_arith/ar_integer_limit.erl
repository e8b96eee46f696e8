%% SPDX-License-Identifier: Apache-2.0
%% Integers have at most 2^19-1 words, from OTP 27 on 2^16-1: what exceeds that is a system_limit in every operator that
%% can grow.
-module(ar_integer_limit).
-include("../bif.hrl").

-if(?OTP_RELEASE >= 27).
-define(BITS, 4194240).
-else.
-define(BITS, 33554368).
-endif.

main() ->
    Big = id(1) bsl (?BITS - 1),
    Most = (Big - 1) * 2 + 1,
    ?P({byte_size(binary:encode_unsigned(Most)), Most bsr (?BITS - 1), Big bsr (?BITS - 1)}),
    [io:format("~ts ~0tp~n", [N, try F(), fine catch C:R -> {C, R} end]) || {N, F} <-
        [{"1 bsl most", fun() -> id(1) bsl (?BITS - 1) end}, {"1 bsl more", fun() -> id(1) bsl ?BITS end},
         {"-1 bsl more", fun() -> id(-1) bsl ?BITS end}, {"3 bsl most", fun() -> id(3) bsl (?BITS - 1) end},
         {"b * 2", fun() -> Big * 2 end}, {"b * -2", fun() -> Big * -2 end}, {"b bsl 1", fun() -> Big bsl 1 end}, {"b bsr -1",
             fun() -> Big bsr -1 end},
         {"b + b", fun() -> Big + Big end}, {"-b - b", fun() -> -Big - Big end}, {"most + 1", fun() -> Most + 1 end}, {"-most - 1",
             fun() -> -Most - 1 end},
          {"bnot b", fun() -> bnot Big end},
         {"bnot most", fun() -> bnot Most end}, {"-b bor 1", fun() -> (-Big) bor 1 end}, {"-most bxor b", fun() -> (-Most) bxor Big end},
         {"b band -b", fun() -> Big band (-Big) end}, {"-most bsr 1", fun() -> (-Most) bsr 1 end}, {"float", fun() -> float(Big) end}]].
