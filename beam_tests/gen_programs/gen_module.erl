%% SPDX-License-Identifier: Apache-2.0
%% gen_module.erl -- one program: a module with functions, helpers, and main/0 which runs and prints.
%%
%% The idea: functions are made from the last to the first, and each may call only those made before it, so
%% there is no cycle but the loops that are written on purpose: over a list, down a number, along
%% bits. Whoever calls others first calls tick/0, which counts fuel and throws when it is gone: run time
%% is bounded whatever the loops multiply to.
%%
%%   main() calls show(f1, fun() -> f1(<literals>) end), ...       show prints the value, or class, reason and stack
%%   f1 .. fN   exported, so the compiler knows no types of their arguments
%%   g1 .. gN   local: it infers them
%%
%% What a program prints is the same on every run: san/1 replaces funs, pids, references and the order of large
%% maps; cut/1 ends a stack at the frame of show/2; what is long is printed as its beginning and a hash.
%%
%% Elsewhere: helpers/0 is the fixed text that every program carries, so that a program is one file.
-module(gen_module).
-export([program/2]).
-import(gen_random, [below/1, between/2, chance/1, one_of/1, pick/1, some/3, fresh/1, join/2]).
-import(gen_expr, [expr/3, exprs/3, body/3, bind/2]).
-include("gen_env.hrl").

%% The text of module Name, which will be compiled with these options. gen_random:seed/2 was called.
program(Name, Options) ->
    {Functions, Texts} = functions(between(6, 12), #env{}, []),
    ["-module(", Name, ").\n", one_of(["", "", "", "", "-on_load(loaded/0).\n"]),
     "-export([main/0, id/1, tick/0, wake/1",
     [[", ", F, "/", integer_to_list(length(Ts))] || {[$f | _] = F, Ts, _} <- Functions], "]).\n",
     records(), "\nmain() ->\n    start(),\n", [tests(F) || F <- Functions], "    done.\n\n",
     Texts, helpers(), top(lists:member(no_line_info, Options))].

records() ->
    "-record(point, {x = 0, y = 1.5}).\n-record(node, {key, left, right = [], tag = <<>>}).\n-record(empty, {}).\n".

%% ---- calls from main ----------------------------------------------------------------------------

tests({Name, Types, _}) ->
    some(1, 3, fun() ->
        Arguments = join([argument(T) || T <- Types], ", "),
        ["    show(", Name, ", fun() -> ", Name, "(", Arguments, ") end),\n"]
    end).

argument(T) ->
    case chance(4) of
        true -> gen_type:literal(any);
        false -> ["id(", gen_type:literal(T), ")"]
    end.

%% ---- functions ----------------------------------------------------------------------------------

%% The made functions, the one that may call most first, and their texts.
functions(0, Env, Texts) -> {Env#env.funs, Texts};
functions(N, Env, Texts) ->
    Name = fresh(one_of(["f", "f", "g"])),
    Types = some(0, 4, fun() -> gen_type:type() end),
    Near = Env#env{funs = lists:sublist(Env#env.funs, 6)},
    {Types1, Result, Text} = function(Name, Types, gen_type:type(), Near),
    Known = [{Name, Types1, Result} | Env#env.funs],
    functions(N - 1, Env#env{funs = Known}, [Text, "\n" | Texts]).

function(Name, Types, Result, Env) ->
    pick([{6, fun() -> plain(Name, Types, Result, Env) end},
          {6, fun() -> clauses(Name, Types, Result, Env) end},
          {3, fun() -> over_list(Name, Types, Result, Env) end},
          {3, fun() -> counting(Name, Types, Result, Env) end},
          {3, fun() -> over_bits(Name, Types, Result, Env) end},
          {2, fun() -> select(Name, Result, Env) end},
          {2, fun() -> deep(Name, Types, Result, Env) end},
          {3, fun() -> processes(Name, Types, Result, Env) end},
          {3, fun() -> wild(Name, Types, Env) end},
          {2, fun() -> mutual(Name, Types, Result, Env) end},
          {1, fun() -> wide(Name, Result, Env) end},
          {2, fun() -> append(Name, Types, Env) end},
          {2, fun() -> floats(Name, Types, Env) end},
          {2, fun() -> state(Name, Types, Result, Env) end}]).

depth() -> one_of([3, 4, 4, 5]).

variables(Types) -> [{fresh("A"), T} || T <- Types].

names(Vars) -> join([Name || {Name, _} <- Vars], ", ").

more(Vars) -> [[", ", Name] || {Name, _} <- Vars].

tick(#env{funs = []}) -> "";
tick(_) -> "tick(),\n    ".

plain(Name, Types, Result, Env) ->
    Vars = variables(Types),
    {Types, Result, [Name, "(", names(Vars), ") ->\n    ", tick(Env), body(Result, depth(), bind(Vars, Env)), ".\n"]}.

clauses(Name, Types, Result, Env) ->
    Clause = fun(Kind) ->
        {Patterns, Vars} = gen_pattern:arguments(Kind, Types, Env),
        Env1 = bind(Vars, Env),
        [Name, "(", Patterns, ")", gen_pattern:when_guard(Env1), " ->\n    ", tick(Env), body(Result, depth() - 1, Env1)]
    end,
    Vars = variables(Types),
    Last = [[Name, "(", names(Vars), ") ->\n    ", body(Result, 2, bind(Vars, Env))] || chance(90)],
    {Types, Result, [join(some(1, 4, fun() -> Clause(may) end) ++ Last, ";\n"), ".\n"]}.

%% [F(E) | over the rest], a fold, or something between.
over_list(Name, Types, Result, Env) ->
    Element = gen_type:type(1),
    {Pattern, Bound} = gen_pattern:sure(Element, Env),
    Vars = variables(Types),
    Tail = fresh("T"),
    Inside = bind(Bound ++ Vars, Env),
    Again = [Name, "(", Tail, more(Vars), ")"],
    Head = [Name, "([", Pattern, " | ", Tail, "]", more(Vars), ") ->\n    ", tick(Env)],
    End = one_of([[Name, "([]", more(Vars), ") ->\n    "], [Name, "(_", more(Vars), ") ->\n    "]]),
    case Result of
        {list, T} ->
            {[Result | Types], Result,
             [Name, "([", Pattern, " | ", Tail, "]", more(Vars), ") ->\n    ", tick(Env),
              "[", expr(T, 3, bind(case Element of T -> Bound; _ -> [] end ++ Vars, Env)), " | ", Again, "];\n", End,
              expr(Result, 1, bind(Vars, Env)), ".\n"]};
        _ ->
            V = fresh("V"),
            {[{list, Element} | Types], Result,
             [Head, V, " = clip(", Again, "),\n    ", body(Result, 3, bind([{V, Result}], Inside)), ";\n", End,
              expr(Result, 2, bind(Vars, Env)), ".\n"]}
    end.

%% Down from a small number, with accumulators.
counting(Name, Types, Result, Env) ->
    Vars = variables([Result | Types]),
    [{Acc, _} | _] = Vars,
    N = fresh("N"),
    Inside = bind([{N, small} | Vars], Env),
    {[small, Result | Types], Result,
     [Name, "(", N, more(Vars), ") when is_integer(", N, "), ", N, " > 0 ->\n    ", tick(Env),
      Name, "(min(", N, " - 1, 20)", [[", clip(", expr(T, 3, Inside), ")"] || {_, T} <- Vars], ");\n",
      Name, "(_", more(Vars), ") ->\n    ", one_of([Acc, expr(Result, 2, bind(Vars, Env))]), ".\n"]}.

over_bits(Name, Types, Result, Env) ->
    Vars = variables([Result | Types]),
    [{Acc, _} | _] = Vars,
    Rest = fresh("R"),
    X = fresh("X"),
    {Field, T} = one_of([{[X, ":8"], int}, {[X, ":3"], int}, {[X, ":16/little-signed"], int}, {[X, "/utf8"], int},
                         {[X, "/utf16"], int}, {["_/utf32, ", X], int}, {["_/little-utf32, ", X, ":3"], int},
                         {[X, ":2/binary"], bin},
                         {[X, ":5/bits"], bits}, {[X, ":32/float"], float}, {[X, ":13/signed"], int}, {[X, ":70"], int}]),
    Inside = bind([{X, T} | Vars], Env),
    Extra = [[Name, "(<<", one_of(["0", "1:1", "$a", "\"ab\"", "0:3", "255:8"]), ", ", Rest, "/bits>>", more(Vars),
              ") ->\n    ", tick(Env),
              Name, "(", Rest, more(Vars), ");\n"] || chance(40)],
    {[one_of([bin, bits]), Result | Types], Result,
     [Extra, Name, "(<<", Field, ", ", Rest, "/", one_of(["bits", "bits", "binary"]), ">>", more(Vars), ")",
      gen_pattern:when_guard(Inside), " ->\n    ", tick(Env),
      Name, "(", Rest, [[", clip(", expr(VT, 2, Inside), ")"] || {_, VT} <- Vars], ");\n",
      Name, "(_", more(Vars), ") ->\n    ", one_of([Acc, expr(Result, 2, bind(Vars, Env))]), ".\n"]}.

%% Many literals: jump tables and searches.
select(Name, Result, Env) ->
    Literal = one_of([fun() -> integer_to_list(between(-3, 40)) end,
                      fun() -> integer_to_list(100 * between(0, 30)) end,
                      fun() -> gen_type:literal(int) end,
                      fun() -> gen_type:literal(atom) end,
                      fun() -> one_of([gen_type:literal(int), gen_type:literal(float), gen_type:literal(atom),
                                       gen_type:literal(bin), gen_type:literal(string)]) end,
                      fun() -> ["{", join(some(0, 5, fun() -> "_" end), ", "), "}"] end,
                      fun() -> ["{", one_of(["a", "b", "1", "2", "\"s\""]), ", ", one_of(["_", "1", "c"]), "}"] end,
                      fun() -> ["<<", integer_to_list(below(30)), ":", one_of(["8", "5", "16"]),
                                one_of(["", ", _/bits"]), ">>"] end]),
    Literals = lists:usort([unicode:characters_to_list(Literal()) || _ <- lists:seq(1, between(4, 40))]),
    Vars = variables([any, any]),
    [{X, _}, {Y, _}] = Vars,
    Inside = bind(Vars, Env),
    Clauses = [[L, " -> ", expr(Result, 1, Inside)] || L <- gen_random:shuffle(Literals)],
    {[any, any], Result,
     [Name, "(", X, ", ", Y, ") ->\n    ",
      "_ = [try ", Name, "_s(", fresh("L"), ", ", Y, ") catch error:{case_clause, _} -> none end || ", last_fresh(), " <- [",
      join([gen_type:literal(any) || _ <- [1, 2, 3]], ", "), "]],\n    trace([", Name, "_s(", fresh("L"), ", ", Y,
      ") || ", last_fresh(), " <- [",
      join([sample(L) || L <- lists:sublist(Literals, 12)], ", "), "]]),\n    ", Name, "_s(", X, ", ", Y, ").\n\n",
      Name, "_s(", X, ", ", Y, ") ->\n    case ", X, " of\n        ",
      join(Clauses ++ [["_ -> ", expr(Result, 1, Inside)] || chance(80)], ";\n        "), "\n    end.\n"]}.

last_fresh() -> "L" ++ integer_to_list(get(gen_fresh)).

%% A value that a literal of a pattern matches.
sample(Literal) -> ["id(", [case C of $_ -> $7; _ -> C end || C <- drop_rest(Literal)], ")"].

drop_rest(Literal) ->
    case string:split(Literal, ", _/bits") of
        [Before, After] -> Before ++ ", 3" ++ After;
        _ -> Literal
    end.

%% Many variables that live across calls.
deep(Name, Types, Result, Env) ->
    Vars = variables(Types),
    Many = [{fresh("Y"), gen_type:type(1)} || _ <- lists:seq(1, between(8, 40))],
    {Text, Inside} = lists:mapfoldl(fun({V, T}, E) ->
        {[V, " = id(", expr(T, 2, E), "),\n    "], bind([{V, T}], E)}
    end, bind(Vars, Env), Many),
    {Types, Result,
     [Name, "(", names(Vars), ") ->\n    ", tick(Env), Text, "trace({", names(gen_random:shuffle(Many)), "}),\n    ",
      expr(Result, 3, Inside), ".\n"]}.

processes(Name, Types, Result, Env) ->
    Vars = variables(Types),
    {Types, Result, [Name, "(", names(Vars), ") ->\n    ", gen_process:function_body(Result, 3, bind(Vars, Env)), ".\n"]}.

%% Many BIF calls with any arguments.
wild(Name, Types, Env) ->
    Vars = variables(Types),
    Calls = [["    ", gen_bif:wild_call(2, bind(Vars, Env)), ",\n"] || _ <- lists:seq(1, between(10, 30))],
    {Types, atom, [Name, "(", names(Vars), ") ->\n    many_traces(),\n", Calls, "    ok.\n"]}.

%% Two functions that call each other, down a number.
mutual(Name, Types, Result, Env) ->
    Vars = variables(Types),
    N = fresh("N"),
    V = fresh("V"),
    Inside = bind([{N, small} | Vars], Env),
    Again = fun(Other) -> [Other, "(", N, " - 1", [[", clip(", expr(T, 2, Inside), ")"] || {_, T} <- Vars], ")"] end,
    {[small | Types], Result,
     [Name, "(", N, more(Vars), ") when is_integer(", N, "), ", N, " > 0, ", N, " < 30 ->\n    ", tick(Env),
      Again([Name, "_b"]), ";\n",
      Name, "(", N, more(Vars), ") ->\n    ", expr(Result, 2, Inside), ".\n\n",
      Name, "_b(", N, more(Vars), ") when ", N, " > 0 ->\n    ", tick(Env), V, " = ", Again(Name), ",\n    ",
      expr(Result, 3, bind([{V, Result}], Inside)), ";\n",
      Name, "_b(_", more(Vars), ") ->\n    ", expr(Result, 1, bind(Vars, Env)), ".\n"]}.

%% Many arguments, in another order in a call of itself.
wide(Name, Result, Env) ->
    Types = [gen_type:type(1) || _ <- lists:seq(1, between(8, 40))],
    Vars = variables(Types),
    N = fresh("N"),
    Again = [case [V || {V, T1} <- Vars, T1 =:= T] of
                 Same when length(Same) > 1 -> one_of(Same);
                 _ -> expr(T, 1, bind(Vars, Env))
             end || T <- Types],
    {[small | Types], Result,
     [Name, "(", N, more(Vars), ") when is_integer(", N, "), ", N, " > 0, ", N, " < 5 ->\n    ", tick(Env),
      Name, "(", N, " - 1", [[", clip(", A, ")"] || A <- Again], ");\n",
      Name, "(_", more(Vars), ") ->\n    trace({", names(Vars), "}),\n    ", expr(Result, 3, bind(Vars, Env)), ".\n"]}.

%% A binary that grows at its end, and sometimes is kept or shared on the way.
append(Name, Types, Env) ->
    Vars = variables(Types),
    [N, Acc, Kept] = [fresh(V) || V <- ["N", "A", "K"]],
    Inside = bind([{N, small}, {Acc, bits}, {Kept, bits} | Vars], Env),
    Field = one_of([[N, ":8"], [N, ":3"], "(bit_size(" ++ Acc ++ ")):16", [N, ":(", N, " * 7)"], ["(", Kept, ")/bits"],
                    ["(", Acc, ")/bits"], "1.5/float", [N, "/utf8"], ["(", expr(bits, 1, Inside), ")/bits"]]),
    Keep = one_of([Kept, Acc, ["case ", N, " band 7 of 3 -> ", Acc, "; _ -> ", Kept, " end"]]),
    {[one_of([small, small, int]), bits, bits | Types], bits,
     [Name, "(", N, ", ", Acc, ", ", Kept, more(Vars), ") when is_integer(", N, "), ", N, " > 0, ", N,
      " < 60, bit_size(", Acc,
      ") < 40000 ->\n    ", tick(Env), Name, "(", N, " - 1, <<", Acc, "/bits, ", Field, ">>, ", Keep,
      [[", clip(", expr(T, 1, Inside), ")"] || {_, T} <- Vars], ");\n",
      Name, "(_, ", Acc, ", ", Kept, more(Vars), ") ->\n    trace({", Acc, ", bit_size(", Acc, "), ", Kept,
      "}),\n    ", Acc, ".\n"]}.

%% A loop over floats, for the float registers.
floats(Name, Types, Env) ->
    Vars = variables([float, float | Types]),
    [{X, _}, {Y, _} | More] = Vars,
    N = fresh("N"),
    Inside = bind([{N, small} | Vars], Env),
    {[small, float, float | Types], float,
     [Name, "(", N, more(Vars), ") when is_integer(", N, "), ", N, " > 0, ", N, " < 12",
      one_of(["", [", is_float(", X, ")"]]), " ->\n    ",
      tick(Env), Name, "(", N, " - 1, ", expr(float, 3, Inside), ", ", X, one_of([" + ", " * ", " - ", " / "]), Y,
      one_of(["", " * 0.5", " + 1", [" / ", N]]), [[", clip(", expr(T, 1, Inside), ")"] || {_, T} <- More], ");\n",
      Name, "(_", more(Vars), ") ->\n    ", X, one_of([" + ", " - "]), Y, ".\n"]}.

%% What a process remembers: tables, counters, its dictionary.
state(Name, Types, Result, Env) ->
    Vars = variables(Types),
    {Types, Result, [Name, "(", names(Vars), ") ->\n    ", gen_state:function_body(Result, 2, bind(Vars, Env)), ".\n"]}.

%% ---- what every program carries -----------------------------------------------------------------

helpers() -> <<"
loaded() -> ok.

start() ->
    _ = loaded(),
    logger:set_primary_config(level, none).

show(Name, Fun) ->
    put(fuel, 2000),
    put(traces, 15),
    try Fun() of
        Value -> out({Name, Value})
    catch
        Class:Reason:Stack -> out({Name, Class, Reason, cut(Stack)})
    end,
    case flush() of
        [] -> ok;
        Left -> out({Name, left, Left})
    end,
    [erase(K) || K <- [k1, k2, {k, 3}]].

flush() ->
    receive M -> [M | flush()] after 0 -> [] end.

child() -> put(fuel, 100).

tick() ->
    case get(fuel) of
        0 -> throw(out_of_fuel);
        Left -> put(fuel, Left - 1)
    end.

%% A process that hibernated.
wake(Value) -> receive {go, Message} -> exit({Value, get(k1), Message}) end.

many_traces() ->
    case get(traces) of
        undefined -> none_in_a_child;
        _ -> put(traces, 40)
    end.

trace(Value) ->
    case get(traces) of
        N when is_integer(N), N > 0 ->
            put(traces, N - 1),
            out(Value);
        _ -> ok
    end,
    Value.

bif(M, F, Arguments) ->
    trace(try apply(M, F, Arguments) of
        Value -> {M, F, Value}
    catch
        Class:Reason:Stack -> {M, F, Arguments, Class, Reason, explain(Reason, Stack)}
    end).

%% 1 and 1.0 are equal to lists:sort/1.
sorted(List) -> [E || {_, E} <- lists:sort([{term_to_binary(E), E} || E <- List])].

catch_only(Fun) ->
    try Fun() catch Class:Reason -> {Class, Reason} end.

explain(Reason, [{_, _, _, Info} | _] = Stack) ->
    [Top | _] = top(Stack),
    case lists:keyfind(error_info, 1, Info) of
        {_, #{module := Explainer}} -> {Top, Explainer:format_error(Reason, Stack)};
        {_, _} -> {Top, erl_erts_errors:format_error(Reason, Stack)};
        false -> Top
    end;
explain(_, Stack) -> Stack.

caught({'EXIT', Reason}) -> {'EXIT', reason(Reason)};
caught(Value) -> Value.

reason({Reason, [{_, _, _, _} | _] = Stack}) -> {Reason, cut(Stack)};
reason(Reason) -> Reason.

cut(Stack) -> to_show(top(Stack)).

to_show([{?MODULE, show, _, _} | _]) -> [];
to_show([{?MODULE, bif, _, _} | _]) -> [];
to_show([Frame | Rest]) -> [Frame | to_show(Rest)];
to_show(End) -> End.

id(X) -> X.

clip(X) when is_integer(X) -> X rem (1 bsl 200);
clip(X) when length(X) > 40 -> clip(lists:sublist(X, 40));
clip(<<X:2000/bits, _, _/bits>>) -> X;
clip(X) ->
    case erts_debug:flat_size(X) of
        Size when Size > 2000 -> too_big;
        _ -> X
    end.

out(Value) ->
    Text = unicode:characters_to_list(io_lib:format(\"~0p\", [san(Value)])),
    case length(Text) of
        Long when Long > 3000 -> io:format(\"~ts... ~w~n\", [lists:sublist(Text, 1000), erlang:phash2(Text)]);
        _ -> io:format(\"~ts~n\", [Text])
    end.

san([H | T]) -> [san(H) | san(T)];
san(X) when is_tuple(X) -> list_to_tuple(san(tuple_to_list(X)));
san(X) when map_size(X) > 32 -> {map, lists:sort(san(maps:to_list(X)))};
san(X) when is_map(X) -> maps:map(fun(_, V) -> san(V) end, X);
san(X) when is_function(X) ->
    {_, A} = erlang:fun_info(X, arity),
    {function, A};
san(X) when is_pid(X) -> pid;
san(X) when is_reference(X) -> ref;
san(X) -> X.
"/utf8>>.

%% Without line instructions stock names the function that follows when an error is raised by the last instruction of a
%% function and the machine code of that happens to end where the next begins: the place of the error is the address
%% behind it. So a program without lines does not print in which of its own functions the first place is, but where it
%% failed to match the arguments.
top(true) -> <<"
top([{?MODULE, _, Arity, _} | Rest]) when is_integer(Arity) -> [{?MODULE, somewhere} | Rest];
top(Stack) -> Stack.
">>;
top(false) -> <<"
top(Stack) -> Stack.
">>.
