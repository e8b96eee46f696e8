%% SPDX-License-Identifier: Apache-2.0
%% A loop that makes nothing but exceptions (traces, caught values) must be collected, too.
-module(ex_loop_memory).
-include("../case.hrl").

main() ->
    Me = self(),
    [spawn(fun() -> Loop(200000), Me ! {memory, element(2, process_info(self(), memory)) < 16#1000000} end)
     || Loop <- [fun caught/1, fun tried/1, fun deep/1]],
    [?P(receive {memory, IsSmall} -> IsSmall end) || _ <- [1, 2, 3]].

caught(0) -> ok;
caught(N) -> catch error(id(x)), caught(N - 1).

tried(0) -> ok;
tried(N) -> try error(id(x)) catch error:_:S -> id(S) end, tried(N - 1).

deep(0) -> ok;
deep(N) -> catch lists:foreach(fun(E) -> 1 / E end, [1, 0]), deep(N - 1).
