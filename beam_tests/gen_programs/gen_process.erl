%% SPDX-License-Identifier: Apache-2.0
%% gen_process.erl -- messages and processes whose result does not depend on scheduling.
%%
%% The idea: freedom in what is computed and sent, none in what is observed. A process sends to itself
%% and receives selectively (the mailbox is then known exactly); or it starts others and waits for each one by its
%% monitor, its link, or a fresh reference, in an order that the program fixes. Every process that is waited for
%% is monitored or linked, so one that crashes answers too: no receive waits for ever, and no timeout is
%% needed for that.
%%
%% Only the process of the test prints (trace/1 in gen_module.erl is silent elsewhere). Processes that were
%% started have little fuel.
-module(gen_process).
-export([self_statement/2, send_receive/3, function_body/3]).
-import(gen_random, [between/2, chance/1, one_of/1, pick/1, some/3, fresh/1, join/2, shuffle/1]).
-import(gen_expr, [expr/3, body/3, bind/2]).
-include("gen_env.hrl").

%% ---- a process and its own mailbox ---------------------------------------------------------------

%% {Text, Env1}, a statement.
self_statement(D, Env) ->
    {pick([{4, fun() -> ["self() ! {", tag(), ", ", expr(any, D, Env), "}"] end},
           {2, fun() -> ["put(", key(), ", ", expr(any, D, Env), ")"] end},
           {1, fun() -> ["trace(get(", key(), "))"] end},
           {1, fun() -> ["trace(erase(", key(), "))"] end},
           {1, fun() -> "garbage_collect()" end},
           {1, fun() -> ["receive after ", one_of(["0", "1"]), " -> ok end"] end},
           {3, fun() -> ["trace(", selective(any, D, Env), ")"] end}]), Env}.

tag() -> one_of(["m1", "m2", "m3"]).

key() -> one_of(["k1", "k2", "{k, 3}"]).

%% A receive that ends at once: it takes the first message that fits, or none.
selective(T, D, Env) ->
    Clauses = some(1, 2, fun() ->
        {Pattern, Vars} = gen_pattern:may(any, Env),
        Env1 = bind(Vars, Env),
        ["{", tag(), ", ", Pattern, "}", gen_pattern:when_guard(Env1), " -> ", body(T, D, Env1)]
    end),
    ["receive\n        ", join(Clauses, ";\n        "), "\n    after 0 -> ", expr(T, D, Env), " end"].

%% Sends itself some messages with known tags and takes them in another order.
send_receive(T, D, Env) ->
    case chance(50) of
        true -> selective(T, D, Env);
        false ->
            Ref = fresh("R"),
            V = fresh("V"),
            ["begin ", Ref, " = ", one_of(["make_ref()", "make_ref()", "m4"]), ", ",
             one_of(["", ["self() ! {", tag(), ", ", expr(any, D, Env), "}, "]]),
             "self() ! {", Ref, ", ", expr(T, D, Env), "}, receive {", Ref, ", ", V, "} -> ",
             expr(T, D, bind([{V, T}], Env)), " end end"]
    end.

%% While others run nothing may fail, or nobody would wait for them.
safe(T, D, Env) -> ["(try ", expr(T, D, Env), " catch _:_ -> caught end)"].

%% ---- several processes ---------------------------------------------------------------------------

%% The body of a function that starts processes and returns a T, a list of what they computed.
function_body(T, D, Env) ->
    Kind = one_of([fun workers/3, fun links/3, fun server/3, fun ring/3, fun order/3, fun killed/3, fun timers/3,
                   fun alias/3, fun sleeper/3, fun requested/3]),
    Kind(T, D, Env).

%% Each worker ends with its value as exit reason, or crashes; all are waited for in the order they started.
workers(T, D, Env) ->
    X = fresh("X"),
    P = fresh("P"),
    R = fresh("R"),
    Why = fresh("W"),
    Env1 = bind([{X, int}], Env),
    Start = one_of(["spawn_monitor(fun() -> child(), ",
                    "spawn_opt(fun() -> child(), ",
                    "erlang:spawn_opt(fun() -> child(), "]),
    Options = case Start of
                  "spawn_monitor" ++ _ -> "";
                  _ -> one_of([", [monitor]", ", [monitor, {min_heap_size, 500}]", ", [monitor, {fullsweep_after, 0}]",
                               ", [monitor, {priority, high}]", ", [monitor, {message_queue_data, off_heap}]"])
              end,
    ["tick(), ", P, " = [", Start, "exit({value, begin ", body(T, D, Env1), " end}) end", Options, ") || ", X,
     " <- lists:seq(1, ",
     integer_to_list(between(1, 6)), ")],\n    ",
     "[receive {'DOWN', ", R, ", process, _, ", Why, "} -> trace(reason(", Why, ")) end || {_, ", R, "} <- ",
     one_of([P, ["lists:reverse(", P, ")"]]), "],\n    ", expr(T, D, Env)].

links(T, D, Env) ->
    P = fresh("P"),
    Why = fresh("W"),
    Old = fresh("O"),
    ["tick(), ", Old, " = process_flag(trap_exit, true),\n    ",
     P, " = spawn_link(fun() -> child(), ", body(any, D, Env), " end),\n    ",
     one_of(["", [P, " ! ", safe(any, D, Env), ",\n    "]]),
     "trace(receive {'EXIT', ", P, ", ", Why, "} -> reason(", Why, ") end),\n    process_flag(trap_exit, ", Old,
     "),\n    ", expr(T, D, Env)].

%% A server with a state, called some times, then stopped; it may crash in between.
server(T, D, Env) ->
    [S, Loop, State, From, Ref, Q, Monitor, Call, A, Why, X, Ref2] =
        [fresh(N) || N <- ["S", "L", "T", "F", "R", "Q", "M", "C", "A", "W", "X", "R"]],
    StateType = gen_type:type(1),
    Question = gen_type:type(1),
    Inside = bind([{State, StateType}, {Q, Question}], Env),
    ["tick(), {", S, ", ", Monitor, "} = spawn_monitor(fun() -> child(), (fun ", Loop, "(", State,
     ") ->\n        receive\n            ",
     "{call, ", From, ", ", Ref, ", ", Q, "} -> ", From, " ! {", Ref, ", ", expr(T, D, Inside), "}, ", Loop, "(clip(",
     expr(StateType, D, Inside), "));\n            stop -> exit({stopped, ", State, "})\n        end end)(",
     expr(StateType, D, Env), ") end),\n    ",
     Call, " = fun(", X, ") -> ", Ref2, " = make_ref(), ", S, " ! {call, self(), ", Ref2, ", ", X,
     "},\n        receive {", Ref2, ", ", A,
     "} -> ", A, "; {'DOWN', ", Monitor, ", process, ", S, ", ", Why, "} -> self() ! {'DOWN', ", Monitor,
     ", process, ", S, ", ", Why,
     "}, reason(", Why, ") end end,\n    ",
     [["trace(", Call, "(", safe(Question, D, Env), ")),\n    "] || _ <- lists:seq(1, between(1, 4))],
     S, " ! stop,\n    trace(receive {'DOWN', ", Monitor, ", process, ", S, ", ", [Why, "2"], "} -> reason(",
     [Why, "2"], ") end),\n    ",
     expr(T, D, Env)].

%% A token goes round; each process changes it.
ring(T, D, Env) ->
    [Me, Next, Token, N, Ref, Value, First, Acc] = [fresh(X) || X <- ["M", "N", "T", "I", "R", "V", "F", "A"]],
    TokenType = gen_type:type(1),
    ["tick(), ", Me, " = self(), ", Ref, " = make_ref(),\n    ",
     First, " = lists:foldl(fun(", N, ", ", Acc, ") -> spawn(fun() -> child(), receive {token, ", Token,
     "} ->\n        ", Next, " = try ",
     expr(TokenType, D, bind([{Token, TokenType}, {N, int}], Env)), " catch _:_ -> ", Token, " end,\n        ",
     "case ", Acc, " of {back, P", Me, "} -> P", Me, " ! {", Ref, ", clip(", Next, ")}; _ -> ", Acc,
     " ! {token, clip(", Next, ")} end end end) end, {back, ", Me,
     "}, lists:seq(1, ", integer_to_list(between(1, 12)), ")),\n    ",
     First, " ! {token, ", safe(TokenType, D, Env), "},\n    ",
     "receive {", Ref, ", ", Value, "} -> ", expr(T, D, bind([{Value, TokenType}], Env)), " end"].

%% One process sends numbered messages, the other takes them in another order.
order(T, D, Env) ->
    [Me, Ref, Pid, M, X] = [fresh(N) || N <- ["M", "R", "P", "V", "X"]],
    Numbers = lists:seq(1, between(2, 9)),
    Type = gen_type:type(1),
    Inside = bind([{X, int}], Env),
    ["tick(), ", Me, " = self(), ", Ref, " = make_ref(),\n    ",
     "{", Pid, ", ", M, "} = spawn_monitor(fun() -> child(), [", Me, " ! {", Ref, ", ", X, ", try ", expr(Type, D, Inside),
     " catch _:_ -> caught end} || ", X, " <- lists:seq(1, ", integer_to_list(length(Numbers)), ")] end),\n    ",
     "trace(receive {'DOWN', ", M, ", process, ", Pid, ", _} -> down end),\n    ",
     [["trace(receive {", Ref, ", ", integer_to_list(N), ", ", [X, "_", integer_to_list(N)], "} -> ",
       [X, "_", integer_to_list(N)], " end),\n    "] ||
         N <- shuffle(Numbers)],
     expr(T, D, Env)].

killed(T, D, Env) ->
    [Pid, M, Why] = [fresh(N) || N <- ["P", "M", "W"]],
    ["tick(), {", Pid, ", ", M, "} = spawn_monitor(fun() -> child(), ", one_of(["", "process_flag(trap_exit, true), "]),
     "receive ", one_of(["never -> ok", "{'EXIT', _, Why} -> exit({got, Why})", "{'EXIT', _, _} -> ok"]), " end end),\n    ",
     "exit(", Pid, ", ", one_of(["kill", "kill", ["{because, ", safe(any, D, Env), "}"]]), "),\n    ",
     one_of(["", ["exit(", Pid, ", kill),\n    "]]), "exit(", Pid, ", kill),\n    ",
     "receive {'DOWN', ", M, ", process, ", Pid, ", ", Why, "} -> reason(", Why, ") end,\n    ",
     one_of(["", ["trace(is_process_alive(", Pid, ")),\n    "]]), expr(T, D, Env)].

timers(T, D, Env) ->
    [R, V] = [fresh(N) || N <- ["R", "V"]],
    one_of([["tick(), ", R, " = make_ref(), erlang:send_after(", one_of(["0", "1", "2"]), ", self(), {", R, ", ",
             expr(any, D, Env), "}),\n    trace(receive {",
             R, ", ", V, "} -> ", V, " end),\n    ", expr(T, D, Env)],
            ["tick(), ", R, " = erlang:start_timer(", one_of(["0", "1"]), ", self(), ", expr(any, D, Env),
             "),\n    trace(receive {timeout, ", R, ", ", V, "} -> ", V,
             " end),\n    ", expr(T, D, Env)],
            ["tick(), ", R, " = erlang:send_after(100000, self(), never),\n    trace(is_integer(erlang:cancel_timer(",
             R, "))), trace(erlang:cancel_timer(", R, ")),\n    ",
             expr(T, D, Env)]]).

%% An answer to an alias, and one that comes too late for it. The second process answers when the first is down.
alias(T, D, Env) ->
    [P, M, V, A, P2, M2] = [fresh(N) || N <- ["P", "M", "V", "A", "P", "M"]],
    Option = one_of(["explicit_unalias", "demonitor", "reply_demonitor"]),
    ["tick(), ", P, " = spawn(fun() -> child(), receive {ask, ", A, "} -> ", A, " ! {", A, ", ", safe(any, D, Env),
     "} end end),\n    ",
     M, " = monitor(process, ", P, ", [{alias, ", Option, "}]),\n    ", P, " ! {ask, ", M, "},\n    ",
     "trace(receive {", M, ", ", V, "} -> {answer, ", V, "}; {'DOWN', ", M, ", process, ", P, ", _} -> down end),\n    ",
     one_of(["demonitor", "unalias"]), "(", M, "), demonitor(", M, ", [flush]),\n    ",
     "{", P2, ", ", M2, "} = spawn_monitor(fun() -> ", M, " ! {", M, ", late} end),\n    ",
     "receive {'DOWN', ", M2, ", process, ", P2, ", _} -> ok end,\n    ",
     "trace(receive {", M, ", late} -> late after 0 -> none end),\n    ", expr(T, D, Env)].

%% A process that hibernates, wakes up and goes on; whoever waits for it waits with a timeout that never comes.
sleeper(T, D, Env) ->
    [P, M, V, W] = [fresh(N) || N <- ["P", "M", "V", "W"]],
    ["tick(), {", P, ", ", M, "} = spawn_monitor(fun() -> child(), ",
     one_of(["", ["put(k1, ", safe(any, D, Env), "), "]]),
     one_of([["proc_lib:hibernate(?MODULE, wake, [", safe(any, D, Env), "])"],
             ["erlang:hibernate(?MODULE, wake, [", safe(any, D, Env), "])"]]),
     " end),\n    ", one_of(["", "receive after 1 -> ok end,\n    ", "erlang:yield(),\n    "]),
     P, " ! {go, ", safe(any, D, Env), "},\n    ",
     "trace(receive {'DOWN', ", M, ", process, ", P, ", ", W, "} -> reason(", W, ") after 60000 -> late end),\n    ",
     "trace(receive ", V, " when is_float(", V, ") -> ", V, " after ", one_of(["0", "1", "2"]),
     " -> none end),\n    ", expr(T, D, Env)].

%% spawn_request/2 with its answer, and a link that carries an exit reason to a process that does not trap exits.
requested(T, D, Env) ->
    [R, P, M, W, X] = [fresh(N) || N <- ["R", "P", "M", "W", "X"]],
    Waits = [X, " = spawn_link(fun() -> receive never -> ok end end), "],
    Ends = one_of([[X, " = spawn_link(fun() -> child(), exit({gone, ", safe(any, D, Env), "}) end), id(", X, ")"],
                   [Waits, "exit(", X, ", kill)"],
                   [Waits, "exit(", X, ", {stop, ", safe(any, D, Env), "})"],
                   [Waits, "unlink(", X, "), exit(", X, ", kill), exit({left, ", safe(any, D, Env), "})"]]),
    ["tick(), ", R, " = spawn_request(fun() -> child(), ", Ends, ", receive never -> ok end end, [monitor]),\n    ",
     P, " = receive {spawn_reply, ", R, ", ok, ", P, "0} -> ", P, "0 end,\n    ",
     "trace(receive {'DOWN', ", M, ", process, ", P, ", ", W, "} when ", M, " =:= ", R, " -> reason(", W, ") end),\n    ",
     expr(T, D, Env)].
