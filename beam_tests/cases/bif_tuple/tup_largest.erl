%% SPDX-License-Identifier: Apache-2.0
%% A tuple has at most 2^24-1 elements: what each function that makes one says beyond that.
-module(tup_largest).
-include("../bif.hrl").

main() ->
    Max = (1 bsl 24) - 1,
    T = erlang:make_tuple(Max, []),
    ?P(tuple_size(T)),
    Try = fun(F) -> try tuple_size(F()) catch C:R -> {C, R} end end,
    ?P(Try(fun() -> erlang:append_element(T, a) end)),
    ?P(Try(fun() -> erlang:delete_element(1, T) end)),
    ?P(Try(fun() -> erlang:make_tuple(Max + 1, a) end)),
    ?P(Try(fun() -> erlang:make_tuple(Max + 1, a, []) end)).
