%% SPDX-License-Identifier: Apache-2.0
%% send_after, start_timer, cancel_timer, read_timer: which argument is bad, times out of range, options, timers that are gone.
-module(sys_timer_badargs).
-include("../bif.hrl").

main() ->
    bif(erlang, send_after, 3, [[-1, self, x], [a, self, x], [1.0, self, x], [1 bsl 64, self, x], [1 bsl 60, self, x], [10, 1, x], [10, "n",
        x], [10, {a, b}, x], [a, 1, x]]),
    bif(erlang, start_timer, 3, [[-1, self, x], [a, self, x], [1 bsl 64, self, x], [10, 1, x], [10, <<>>, x]]),
    bif(erlang, send_after, 4, [[10, self, x, a], [10, self, x, [bogus]], [-5, self, x, []], [10, 1, x, []], [10, self, x, [{abs, a}]], [a,
        self, x, [{abs, true}]], [1 bsl 64, self, x, [{abs, true}]], [10, self, x, [{abs, true} | z]]]),
    bif(erlang, start_timer, 4, [[10, self, x, a], [10, self, x, [bogus]], [-1, self, x, []], [10, 1, x, []]]),
    bif(erlang, cancel_timer, 1, [[a], [1], ["x"]]),
    bif(erlang, cancel_timer, 2, [[a, []], [a, x], [a, [bogus]], [a, [{async, 1}]]]),
    bif(erlang, read_timer, 1, [[a], [[]]]),
    bif(erlang, read_timer, 2, [[a, []], [a, [bogus]]]),
    R = make_ref(),
    ?P([erlang:cancel_timer(R), erlang:read_timer(R), erlang:cancel_timer(R, []), erlang:cancel_timer(R, [{info, false}]),
        erlang:cancel_timer(R, [{async, true}, {info, false}])]),
    T = erlang:send_after(0, self(), {now, a}),
    ?P([receive {now, X} -> X end, erlang:cancel_timer(T), erlang:read_timer(T)]),
    T2 = erlang:start_timer(100000, self(), msg),
    ?P([erlang:read_timer(T2) =< 100000, is_integer(erlang:cancel_timer(T2)), erlang:cancel_timer(T2), erlang:read_timer(T2)]),
    erlang:cancel_timer(erlang:send_after(50000, self(), y), [{async, true}]),
    ?P(receive {cancel_timer, _, Left} -> is_integer(Left) end),
    ?P([is_reference(erlang:send_after(1000, nobody_registered, x)), erlang:cancel_timer(R, [{async, true}])]),
    ?P(receive {cancel_timer, R, Z} -> Z end),
    T3 = erlang:send_after(erlang:monotonic_time(millisecond) - 5, self(), past, [{abs, true}]),
    ?P([receive past -> past end, erlang:read_timer(T3)]).
