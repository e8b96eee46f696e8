%% SPDX-License-Identifier: Apache-2.0
%% Failures of OTP behaviours as callers see them: start errors, calls to the dead, timeouts, supervisors that give up, bad children.
-module(otp_failures).
-behaviour(gen_server).
-behaviour(supervisor).
-export([init/1, handle_call/3, handle_cast/2, start/1]).
-include("../case.hrl").

main() ->
    quiet(),
    process_flag(trap_exit, true),
    [?P(short(gen_server:start(?MODULE, A, []))) || A <- [ok, {stop, r}, {error, r}, {throw, r}, {exit, r}, ignore, bad_return, {ok_timeout, 10}]],
    [?P(short(gen_server:start_link(?MODULE, A, []))) || A <- [{stop, r}, {error, r}]],
    ?P([short(R) || {'EXIT', _, R} <- all()]),
    ?P(gen_server:start(nomodule, x, [])),
    ?P(gen_server:start({local, "bad"}, ?MODULE, ok, [])),
    {ok, G} = gen_server:start({local, otp_f}, ?MODULE, ok, []),
    ?P(element(1, gen_server:start({local, otp_f}, ?MODULE, ok, []))),
    ?P(gen_server:call(G, {reply, 1})),
    ?P(catch2(fun() -> gen_server:call(G, noreply, 10) end)),
    ?P(catch2(fun() -> gen_server:call(nobody, x) end)),
    ?P(catch2(fun() -> gen_server:call(self(), x) end)),
    ?P(catch2(fun() -> gen_server:call(G, {crash, why}) end)),
    ?P(catch2(fun() -> gen_server:call(G, x) end)),
    ?P(catch2(fun() -> gen_server:call({otp_f, node()}, x) end)),
    ?P(catch2(fun() -> gen_server:call(1, x) end)),
    ?P(gen_server:cast(nobody, x)),
    ?P(catch2(fun() -> gen_server:stop(nobody) end)),
    {ok, G2} = gen_server:start(?MODULE, ok, []),
    ?P(gen_server:stop(G2, normal, 1000)),
    ?P(catch2(fun() -> gen_server:call(G2, x) end)),
    [?P(short(supervisor:start_link(?MODULE, {sup, S}))) || S <- [bad, {#{strategy => bogus}, []}, {#{}, [x]}, {#{}, [#{id => a}]}, {#{}, [#{id => a, start => {a, b, c}}]}, {#{}, [#{id => a, start => {?MODULE, start, [fail]}}]},
        {#{}, [#{id => a, start => {?MODULE, start, [ok]}, restart => x}]}, {#{}, [#{id => a, start => {?MODULE, start, [ok]}}, #{id => a, start => {?MODULE, start, [ok]}}]}, ignore_me]],
    ?P([short(R) || {'EXIT', _, R} <- all()]),
    {ok, S} = supervisor:start_link(?MODULE, {sup, {#{intensity => 1, period => 10}, [#{id => w, start => {?MODULE, start, [ok]}}]}}),
    ?P([{I, is_pid(P), T, M} || {I, P, T, M} <- supervisor:which_children(S)]),
    ?P(supervisor:count_children(S)),
    ?P(short(supervisor:start_child(S, #{id => w, start => {?MODULE, start, [ok]}}))),
    ?P(short(supervisor:start_child(S, #{id => w2, start => {?MODULE, start, [fail]}}))),
    ?P(supervisor:start_child(S, bad_spec)),
    ?P(supervisor:terminate_child(S, nope)),
    ?P(supervisor:restart_child(S, w)),
    ?P(supervisor:delete_child(S, w)),
    ?P(supervisor:get_childspec(S, nope)),
    ?P(supervisor:check_childspecs([#{id => a, start => {a, b, [c]}, shutdown => -1}])),
    [begin [{_, W, _, _}] = supervisor:which_children(S), exit(W, die) end || _ <- [1]],
    ?P(begin receive after 30 -> ok end, length(supervisor:which_children(S)) end),
    [begin [{_, W, _, _}] = supervisor:which_children(S), exit(W, die) end || _ <- [1]],
    ?P(receive {'EXIT', S, R} -> R after 1000 -> alive end),
    ?P(short(proc_lib:start(?MODULE, start, [sleep], 10))),
    ?P(short(proc_lib:start(erlang, exit, [early]))),
    ?P(short(proc_lib:start_link(erlang, error, [early]))).

all() -> receive X -> [X | all()] after 20 -> [] end.
catch2(F) -> try F() catch C:R -> {C, short(R)} end.
short(P) when is_pid(P) -> pid;
short([{M, F, A, _} | _]) when is_atom(M), is_atom(F) -> [{M, F, if is_list(A) -> length(A); true -> A end}];
short([H | T]) -> [short(H) | short(T)];
short(T) when is_tuple(T) -> list_to_tuple([short(X) || X <- tuple_to_list(T)]);
short(X) -> X.

start(fail) -> {error, start_failed};
start(sleep) -> receive after 100000 -> ok end;
start(ok) -> gen_server:start_link(?MODULE, ok, []).
init(ok) -> {ok, s};
init({ok_timeout, T}) -> {ok, s, T};
init({stop, R}) -> {stop, R};
init({error, R}) -> error(R);
init({throw, R}) -> throw(R);
init({exit, R}) -> exit(R);
init({sup, ignore_me}) -> ignore;
init({sup, {F, C}}) -> {ok, {F, C}};
init(X) -> X.
handle_call({reply, X}, _, S) -> {reply, X, S};
handle_call(noreply, _, S) -> {noreply, S};
handle_call({crash, R}, _, _) -> error(R).
handle_cast(_, S) -> {noreply, S}.
