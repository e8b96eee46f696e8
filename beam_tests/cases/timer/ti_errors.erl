%% SPDX-License-Identifier: Apache-2.0
%% send_after, start_timer, cancel_timer, read_timer: wrong times, destinations and options; results of each; absolute times.
-module(ti_errors).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    S = self(),
    [?T(ref(erlang:send_after(T, S, x))) || T <- [0, -1, a, 1.0, 1 bsl 70, 1 bsl 63]],
    [?T(ref(erlang:start_timer(T, S, x))) || T <- [-1, a, 1.5]],
    [?T(ref(erlang:send_after(1, D, x))) || D <- [nobody_here, "x", 1, {a, b}]],
    [?T(ref(erlang:send_after(1, S, x, O))) || O <- [[], [{abs, false}], [{abs, x}], [bogus], x, [{abs, true}]]],
    ?T(erlang:cancel_timer(make_ref())),
    ?T(erlang:cancel_timer(x)),
    ?T(erlang:cancel_timer(make_ref(), [{info, false}])),
    ?T(erlang:cancel_timer(make_ref(), [{async, x}])),
    ?T(erlang:cancel_timer(make_ref(), [bogus])),
    ?T(erlang:cancel_timer(make_ref(), x)),
    ?T(erlang:read_timer(make_ref())),
    ?T(erlang:read_timer(x)),
    ?T(erlang:read_timer(make_ref(), [bogus])),
    ?T(begin R = erlang:start_timer(100000, S, m), [is_integer(erlang:read_timer(R)), is_integer(erlang:cancel_timer(R)), erlang:cancel_timer(R), erlang:read_timer(R)] end),
    ?T(begin R = erlang:start_timer(0, S, m), receive {timeout, R, V} -> V end end),
    ?T(begin R = erlang:start_timer(100000, S, m), [erlang:cancel_timer(R, [{async, true}]), receive {cancel_timer, R, L} -> is_integer(L) end] end),
    ?T(begin R = erlang:start_timer(100000, S, m), [erlang:cancel_timer(R, [{async, true}, {info, false}]), receive {cancel_timer, R, _} -> bad after 5 -> none end] end),
    ?T(begin R = erlang:start_timer(100000, S, m), [erlang:read_timer(R, [{async, true}]), receive {read_timer, R, L} -> is_integer(L) end, erlang:cancel_timer(R) > 0] end),
    ?T(begin R = erlang:start_timer(erlang:monotonic_time(millisecond) + 1, S, absolute, [{abs, true}]), receive {timeout, R, V} -> V end end),
    ?T(begin R = erlang:start_timer(-100000000, S, past, [{abs, true}]), receive {timeout, R, V} -> V after 100 -> none end end),
    ?T(begin P = spawn(fun() -> ok end), R = erlang:send_after(50000, P, x), receive after 5 -> ok end, [erlang:read_timer(R), erlang:cancel_timer(R)] end),
    ?T(timer:sleep(-1)),
    ?T(timer:sleep(a)),
    ?T(timer:tc(fun() -> a end) =/= x),
    ?T(element(2, timer:tc(lists, seq, [1, 2]))),
    ?T(timer:send_after(-1, x)),
    ?T(timer:apply_after(x, a, b, c)),
    ?T(begin {ok, T} = timer:send_interval(1, tick), [receive tick -> t end, receive tick -> t end, element(1, timer:cancel(T))] end),
    ?T(timer:cancel(x)),
    ?T([timer:hms(1, 2, 3), timer:seconds(2), timer:minutes(1), timer:hours(1)]).

ref(R) when is_reference(R) -> erlang:cancel_timer(R), reference.
