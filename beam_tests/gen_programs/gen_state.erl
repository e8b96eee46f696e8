%% SPDX-License-Identifier: Apache-2.0
%% gen_state.erl -- state outside the heap: ETS tables, counters, persistent terms, the process dictionary, names.
%%
%% The idea: a function makes what it needs, works on it in some steps, and removes it again; each step prints its value
%% or its exception through bif/3 of the module (gen_module.erl). Whoever calls it again finds nothing left.
%%
%% Exceptions: what a table returns in its own order is sorted (sorted/1 of the module), unless it is an
%% ordered_set. Keys of an ordered_set are compared with ==, so integers and floats meet there. No key is a fun, a
%% pid or a reference.
-module(gen_state).
-export([function_body/3]).
-import(gen_random, [between/2, chance/1, one_of/1, pick/1, fresh/1, join/2]).
-import(gen_expr, [expr/3]).
-include("gen_env.hrl").

function_body(T, D, Env) ->
    Kind = one_of([fun table/2, fun table/2, fun table/2, fun counted/2, fun dictionary/2, fun persistent/2, fun named/2]),
    {First, Steps, Last} = Kind(D, Env),
    ["many_traces(),\n    ", First, [["    ", S, ",\n"] || S <- Steps], "    ", Last, ",\n    ", expr(T, D, Env)].

some(Fun) -> [Fun() || _ <- lists:seq(1, between(3, 12))].

bif(Module, Name, Arguments) -> io_lib:format("bif(~w, ~w, [~ts])", [Module, Name, join(Arguments, ", ")]).

%% ---- tables --------------------------------------------------------------------------------------

table(D, Env) ->
    Table = fresh("T"),
    Type = one_of(["ordered_set", "ordered_set", "set", "bag", "duplicate_bag"]),
    Options = ["[", Type, one_of(["", "", ", public", ", private", ", compressed", ", {read_concurrency, true}",
                                  ", {keypos, 2}"]), "]"],
    Sort = fun(Text) -> case Type of "ordered_set" -> ["trace(", Text, ")"]; _ -> ["trace(sorted(", Text, "))"] end end,
    Fill = [[bif(ets, insert, [Table, ["[", join([row(D, Env) || _ <- [1, 2, 3, 4]], ", "), "]"]])] || chance(90)],
    {[Table, " = ets:new(table, ", Options, "),\n"],
     Fill ++ some(fun() -> table_step(Table, Type, Sort, D, Env) end),
     [Sort(["ets:tab2list(", Table, ")"]), ", true = ets:delete(", Table, ")"]}.

row(D, Env) -> ["{", join([key(), key() | [expr(data, D, Env) || _ <- lists:seq(1, between(0, 2))]], ", "), "}"].

key() -> one_of(["1", "2", "3", "7", "1.0", "a", "b", "\"s\"", "<<\"k\">>", "{1, a}", "[]", "18446744073709551616"]).

table_step(Table, Type, Sort, D, Env) ->
    Fun = fun(Name, Arguments) -> bif(ets, Name, [Table | Arguments]) end,
    Value = fun() -> expr(data, D, Env) end,
    pick([{4, fun() -> Fun(insert, [row(D, Env)]) end},
          {2, fun() -> Fun(insert_new, [row(D, Env)]) end},
          {1, fun() -> Fun(insert, [one_of(["{}", "a", "[{1, 2}, b]", "[]", Value()])]) end},
          {3, fun() -> Fun(lookup, [key()]) end},
          {1, fun() -> Fun(member, [key()]) end},
          {1, fun() -> Fun(lookup_element, [key(), one_of(["1", "2", "3", "4", "0"])]) end},
          {2, fun() -> Fun(delete, [key()]) end},
          {1, fun() -> Fun(delete_object, [row(D, Env)]) end},
          {1, fun() -> Fun(take, [key()]) end},
          {2, fun() -> Fun(update_counter, [key(), counter_update() | [row(D, Env) || chance(40)]]) end},
          {1, fun() -> Fun(update_element, [key(), one_of([["{3, ", Value(), "}"], ["[{2, b}, {3, ", Value(), "}]"],
                                                           "{1, c}"])]) end},
          {1, fun() -> Fun(info, [one_of(["size", "type", "keypos", "protection", "name", "bogus"])]) end},
          {4, fun() -> Sort(["ets:select(", Table, ", ", specification(), ")"]) end},
          {1, fun() -> Sort(["ets:match(", Table, ", ", row_pattern(), ")"]) end},
          {1, fun() -> Sort(["ets:match_object(", Table, ", ", row_pattern(), ")"]) end},
          {1, fun() -> Fun(select_count, [counting()]) end},
          {1, fun() -> Fun(select_delete, [counting()]) end},
          {1, fun() -> Fun(match_delete, [row_pattern()]) end},
          {1, fun() -> Fun(select_replace, [replacing()]) end},
          {1, fun() -> bif(erlang, match_spec_test, [row(D, Env), specification(),
                                                     one_of(["table", "table", "bogus"])]) end},
          {1, fun() -> Fun(safe_fixtable, [one_of(["true", "false", "a"])]) end},
          {if Type =:= "ordered_set" -> 4; true -> 0 end, fun() ->
              one_of([Fun(first, []), Fun(last, []), Fun(next, [key()]), Fun(prev, [key()]),
                      Fun(select_reverse, [specification()]), Fun(select, [specification(), "2"]),
                      ["trace(ets:foldl(fun(R, A) -> [element(1, R) | A] end, [], ", Table, "))"]])
          end}]).

counter_update() -> one_of(["1", "-5", "{3, 2}", "{2, 1}", "[{3, 1}, {3, 10}]", "{3, 5, 20, 0}", "{3, a}",
                            "18446744073709551616"]).

row_pattern() ->
    one_of(["'_'", "{'$1', '_'}", "{'$1', '$2', '$3'}", "{'_', a, '$1'}", "{'$1', '$1', '_'}", "{1, '$1', '$2'}",
            "{'$2', '$1', '_', '_'}",
            "{{'$1', '_'}, '_'}"]).

%% [{Pattern, Conditions, Result}, ...], with variables that the pattern binds and some that it does not.
specification() -> ["[", join([clause(result()) || _ <- lists:seq(1, between(1, 2))], ", "), "]"].

counting() -> ["[", clause(one_of(["true", "true", "false", "{is_atom, '$1'}"])), "]"].

%% A replacement must keep the key.
replacing() ->
    ["[", one_of([clause("{{'$1', a}}"), "{{'$1', '$2'}, [], [{{'$1', {{'$2'}}}}]}",
                  "{{'$1', '_'}, [], [{setelement, 2, '$_', b}]}",
                  "{{'$1', '$2', '$3'}, [{'is_atom', '$1'}], [{{'$1', '$3', '$2'}}]}"]), "]"].

clause(Result) ->
    ["{", row_pattern(), ", [", join([condition(2) || _ <- lists:seq(1, between(0, 2))], ", "), "], [", Result, "]}"].

result() -> one_of(["'$_'", "'$1'", "'$$'", "{{'$1', '$2'}}", "{element, 1, '$_'}", "{'+', '$1', 1}",
                    "['$1', {const, '$1'}]", "#{'$1' => a}",
                    "{size, '$_'}", "{{a, {{'$1'}}}}", "{'$1'}", "{tuple_size, '$_'}"]).

condition(0) -> one_of(["true", "{is_integer, '$1'}", "{'is_atom', '$1'}", "'$2'"]);
condition(D) ->
    one_of([["{'", one_of(["<", ">", "=<", ">=", "==", "/=", "=:=", "=/="]), "', ", operand(), ", ", operand(), "}"],
            ["{'", one_of(["and", "or", "andalso", "orelse", "xor"]), "', ", condition(D - 1), ", ", condition(D - 1), "}"],
            ["{'not', ", condition(D - 1), "}"], condition(0)]).

operand() ->
    one_of(["'$1'", "'$2'", "'$3'", "1", "a", "{const, b}", "{element, 2, '$_'}", "{'+', '$1', 1}",
            "{'rem', '$1', 2}", "{hd, '$1'}",
            "{length, '$1'}", "{abs, '$1'}", "{{'$1', a}}", "{'bor', '$1', 4}", "{map_get, k, '$2'}"]).

%% ---- counters and atomics ------------------------------------------------------------------------

counted(_, _) ->
    C = fresh("C"),
    Module = one_of(["atomics", "counters"]),
    Options = case Module of
                  "atomics" -> one_of(["[]", "[{signed, false}]", "[{signed, true}]"]);
                  _ -> one_of(["[]", "[atomics]", "[write_concurrency]"])
              end,
    Index = fun() -> one_of(["1", "1", "2", "3", "0", "4", "a"]) end,
    Number = fun() -> one_of(["1", "-1", "100", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
                              "1.0", "a"]) end,
    Step = fun() ->
        {Name, Arguments} = one_of([{add, [Index(), Number()]}, {sub, [Index(), Number()]},
                                    {put, [Index(), Number()]}, {get, [Index()]}] ++
            [E || Module =:= "atomics", E <- [{add_get, [Index(), Number()]}, {exchange, [Index(), Number()]},
                                              {compare_exchange, [Index(), Number(), Number()]}]]),
        %% The reference is not printed: bif/3 prints arguments, where it becomes `ref`.
        bif(list_to_atom(Module), Name, [C | Arguments])
    end,
    {[C, " = ", Module, ":new(3, ", Options, "),\n"], some(Step),
     ["trace([", Module, ":get(", C, ", I) || I <- [1, 2, 3]])"]}.

%% ---- the dictionary, persistent terms, names -----------------------------------------------------

dictionary(D, Env) ->
    Key = fun() -> one_of(["{d, 1}", "{d, 2}", "{d, \"s\"}", "{d, 1.0}", "{d, a}"]) end,
    Step = fun() ->
        one_of([bif(erlang, put, [Key(), expr(data, D, Env)]), bif(erlang, put, [Key(), expr(data, D, Env)]),
                bif(erlang, get, [Key()]),
                bif(erlang, erase, [Key()]), ["trace(sorted(get_keys(", expr(data, D, Env), ")))"],
                "trace(sorted([E || {{d, _}, _} = E <- get()]))", "trace(sorted([K || {d, _} = K <- get_keys()]))"])
    end,
    {[], some(Step), "trace(sorted([{K, erase(K)} || {d, _} = K <- get_keys()]))"}.

persistent(D, Env) ->
    Key = fun() -> one_of(["{?MODULE, 1}", "{?MODULE, a}", "{?MODULE, \"s\"}"]) end,
    Step = fun() ->
        one_of([bif(persistent_term, put, [Key(), expr(data, D, Env)]),
                bif(persistent_term, put, [Key(), expr(data, D, Env)]),
                bif(persistent_term, get, [Key()]), bif(persistent_term, get, [Key(), "none"]),
                bif(persistent_term, erase, [Key()])])
    end,
    {[], some(Step), "trace([persistent_term:erase({?MODULE, K}) || K <- [1, a, \"s\"]])"}.

named(_, _) ->
    Name = fun() -> one_of(["gp_one", "gp_two", "undefined", "gp_three"]) end,
    Step = fun() ->
        one_of([bif(erlang, register, [Name(), one_of(["self()", "self()", "a", "1"])]), bif(erlang, unregister, [Name()]),
                bif(erlang, whereis, [Name()]), ["trace(catch_only(fun() -> ", Name(), " ! message end))"], "trace(flush())",
                bif(erlang, process_info, ["self()", one_of(["registered_name", "message_queue_len", "trap_exit",
                    "priority", "links",
                                                             "status", "bogus", "[trap_exit, priority]"])]),
                "trace([P || {P, _} <- [process_info(self(), registered_name)]])"])
    end,
    {[], some(Step), "[catch unregister(N) || N <- [gp_one, gp_two, gp_three]]"}.
