%% SPDX-License-Identifier: Apache-2.0
%% releases: 25
%% +X that fails is a sum with 0 in the stack trace, if X is a constant in the code. Without no_copt the compiler sees the failure.
-module(gen_unary_plus).
-compile(no_copt).
-include("../case.hrl").

main() ->
    ?P(+ id(1.5)),
    [io:format("~p~n", [try F() catch error:badarith:Stack -> [{M, N, A} || {M, N, A, _} <- lists:sublist(Stack, 1)] end])
     || F <- [fun() -> + {{}, 9} end, fun() -> + a end, fun() -> + id(a) end, fun() -> + -0.0 end]].
