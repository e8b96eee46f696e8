%% SPDX-License-Identifier: Apache-2.0
%% Where a process is that waits or is suspended, as others see it: function, location and trace, also after calls of BIFs.
-module(pr_waiting_place).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    [{module, M} = code:ensure_loaded(M) || M <- [gen_server, gen, timer, lists, maps]], % waiting for code is waiting, too
    Fs = [fun() -> X = bif(), forever(), X end, fun() -> X = bif(), long(100000), X end, fun() -> X = bif(), receive a -> ok end, X end,
          fun() -> {timer:sleep(infinity)} end, fun() -> bif(), forever() end, fun() -> lists:foreach(fun(_) -> bif(), forever() end, [1]) end,
          fun() -> bif(), gen_server:call(whereis(init), never, infinity), ok end, fun() -> bif(), erlang:hibernate(?MODULE, main, []) end],
    [begin
         P = spawn(F),
         wait(P),
         [io:format("~0p~n", [process_info(P, I)]) || I <- [current_function, current_location]],
         {current_stacktrace, S} = process_info(P, current_stacktrace),
         print_stack(S),
         exit(P, kill)
     end || F <- Fs].

bif() -> {_, _, I} = maps:next(maps:iterator(#{a => 1})), maps:next(I).
forever() -> receive after infinity -> ok end.
long(T) -> receive never -> ok after T -> ok end.
wait(P) -> case process_info(P, [status, message_queue_len]) of [{status, waiting}, _] -> receive after 5 -> ok end; _ -> erlang:yield(), wait(P) end.
