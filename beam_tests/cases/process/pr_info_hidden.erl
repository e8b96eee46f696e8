%% SPDX-License-Identifier: Apache-2.0
%% process_info called by apply and as a fun knows its caller; what the flag `sensitive` hides; one key of the dictionary, labels
%% and async_dist, which newer releases have.
-module(pr_info_hidden).
-include("../case.hrl").

main() ->
    [?P(called(Call)) || Call <- [fun direct/1, fun applied/1, fun as_fun/1, fun in_tail/1]],
    put(k, {v, [1]}),
    self() ! x,
    asked(self()),
    process_flag(sensitive, true),
    asked(self()),
    Me = self(),
    Other = spawn(fun() -> asked(Me), Me ! done end),
    receive done -> ok end,
    process_flag(sensitive, false),
    asked(self()),
    put('$process_label', mine), ?P(try process_info(self(), label) catch error:badarg -> badarg end),
    ?P(process_info(Other, id({dictionary, k}))),
    ?P(process_info(self(), id([{dictionary, k, 1}]))).

called(Call) -> {Call([current_function, current_location]), length(element(2, hd(Call([current_stacktrace]))))}.
direct(Items) -> Info = process_info(self(), Items), id(Info).
applied(Items) -> Info = apply(id(erlang), id(process_info), [self(), Items]), id(Info).
as_fun(Items) -> Info = (id(fun erlang:process_info/2))(self(), Items), id(Info).
in_tail(Items) -> apply(id(erlang), id(process_info), [self(), Items]).

asked(P) ->
    [?P({Item, try process_info(P, Item) catch error:Reason -> Reason end})
        || Item <- [dictionary, messages, message_queue_len, [messages, message_queue_len], [message_queue_len], [message_queue_len, messages],
                    {dictionary, k}, {dictionary, "no"}, [trap_exit, {dictionary, k}, {dictionary, {no}}], label, async_dist]],
    ?P(element(2, process_info(P, backtrace)) =:= <<>>).
