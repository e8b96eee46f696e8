%% SPDX-License-Identifier: Apache-2.0
%% gen_server: call forms, replies, continue, timeouts, multi calls, send_request, stop, bad returns, format_status, enter_loop.
-module(otp_gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2, code_change/3]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    {ok, P} = gen_server:start_link({local, otp_srv}, ?MODULE, 10, []),
    ?P(gen_server:call(P, get)),
    ?P(gen_server:call(otp_srv, {add, 5})),
    ?P(gen_server:call({otp_srv, node()}, get)),
    ?P(gen_server:cast(P, {add, 1})),
    ?P(gen_server:call(P, get)),
    P ! info_msg,
    ?P(gen_server:call(P, get)),
    ?P(gen_server:call(P, delayed)),
    ?P(begin R = gen_server:send_request(P, get), gen_server:wait_response(R, 1000) end),
    ?P(begin R = gen_server:send_request(P, get), receive M -> gen_server:check_response(M, R) end end),
    ?P(begin C0 = gen_server:reqids_new(), C1 = gen_server:send_request(P, {add, 1}, one, C0), C2 = gen_server:send_request(P, {add, 1}, two, C1),
             {A, L1, C3} = gen_server:receive_response(C2, 1000, true), {B, L2, C4} = gen_server:receive_response(C3, 1000, true), {lists:sort([{L1, A}, {L2, B}]), gen_server:reqids_size(C4)} end),
    ?P(gen_server:multi_call([node()], otp_srv, get)),
    ?P(gen_server:abcast([node()], otp_srv, {add, 100})),
    ?P(gen_server:call(P, get)),
    ?P(try gen_server:call(P, never, 20) catch exit:{R, {Mo, F, [_ | As]}} -> {R, Mo, F, As} end),
    ?P(sys:get_state(P)),
    ?P(sys:suspend(P)),
    ?P(try gen_server:call(P, get, 20) catch exit:{R, _} -> R end),
    ?P(sys:resume(P)),
    ?P(gen_server:call(P, get)),
    ?P(try gen_server:call(P, {bad_return, 1}) catch exit:{R, _} -> R end),
    receive {'EXIT', P, Why} -> ?P(Why) end,
    ?P(gen_server:start_link(?MODULE, {stop, why}, [])),
    ?P(receive {'EXIT', _, R} -> R after 100 -> none end),
    ?P(gen_server:start(?MODULE, crash, []) =/= ok),
    ?P(gen_server:start(?MODULE, ignore, [])),
    ?P(gen_server:start(?MODULE, slow, [{timeout, 20}])),
    {ok, C} = gen_server:start(?MODULE, {cont, 5}, []),
    ?P(gen_server:call(C, get)),
    {ok, T} = gen_server:start(?MODULE, {timeout, 7}, []),
    receive after 40 -> ok end,
    ?P(gen_server:call(T, get)),
    ?P(gen_server:stop(T)),
    ?P(is_process_alive(T)),
    ?P(try gen_server:stop(T) catch exit:R -> R end),
    {ok, S} = gen_server:start(?MODULE, 0, []),
    M = monitor(process, S),
    gen_server:cast(S, {stop, {shutdown, done}}),
    ?P(receive {'DOWN', M, _, _, R} -> R end),
    ?P(try gen_server:call(no_such_server, x) catch exit:R -> R end),
    ?P(gen_server:cast(no_such_server, x)),
    {ok, Mon} = gen_server:start_monitor(?MODULE, 1, []),
    ?P(gen_server:call(element(1, Mon), get)),
    gen_server:stop(element(1, Mon), bye, 1000),
    ?P(receive {'DOWN', _, process, _, R} -> R end),
    ?P(gen_server:start({local, otp_srv2}, ?MODULE, 1, []) =/= x),
    ?P(element(1, gen_server:start({local, otp_srv2}, ?MODULE, 1, []))),
    ?P(lists:sum([gen_server:call(otp_srv2, {add, 1}) || _ <- lists:seq(1, 500)])).

init({stop, R}) -> {stop, R};
init(crash) -> error(init_crash);
init(ignore) -> ignore;
init(slow) -> timer:sleep(300), {ok, 1};
init({cont, N}) -> {ok, N, {continue, double}};
init({timeout, N}) -> {ok, N, 10};
init(N) -> {ok, N}.
handle_call(get, _, N) -> {reply, N, N};
handle_call({add, K}, _, N) -> {reply, N + K, N + K};
handle_call(delayed, From, N) -> self() ! {reply_to, From}, {noreply, N};
handle_call(never, _, N) -> {noreply, N};
handle_call({bad_return, X}, _, _) -> {what, X}.
handle_cast({add, K}, N) -> {noreply, N + K};
handle_cast({stop, R}, N) -> {stop, R, N}.
handle_info({reply_to, From}, N) -> gen_server:reply(From, {late, N}), {noreply, N};
handle_info(timeout, N) -> {noreply, {timed_out, N}};
handle_info(_, N) -> {noreply, N + 1000}.
handle_continue(double, N) -> {noreply, N * 2}.
terminate(_, _) -> ok.
code_change(_, S, _) -> {ok, S}.
