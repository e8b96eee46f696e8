%% SPDX-License-Identifier: Apache-2.0
%% gen_expr.erl -- expressions of a wanted type, and bodies: sequences of them that bind variables.
%%
%% The idea: expr(Type, Depth, Env) returns the text (iodata) of an expression whose value has that type
%% whenever it has one. Depth falls with every level, at 0 there are only variables and literals. Only
%% body/3 binds variables, in statements `V = ...` and `Pattern = ...`; what is bound inside a clause, a fun
%% or a try is known only there. So no variable is ever unsafe or unbound, and all names are fresh.
%%
%%   expr(int, 3, Env)  ->  "(V3 + case f7(V1) of {V8, _} when V8 > 2 -> V8; _ -> 17 end)"
%%
%% Termination: an expression calls only functions in env.funs, which gen_module.erl orders so that there
%% is no cycle; whoever loops counts fuel there.
%%
%% Exceptions, wanted: 1 in 150 expressions has any type at all; a case without a last clause for everything
%% else; a match that may fail; throw, error, exit. They are caught by a try somewhere above or by the
%% test itself, which prints class, reason and stack.
%%
%% Elsewhere: patterns and guards gen_pattern.erl, bit syntax gen_bits.erl, BIFs gen_bif.erl, messages
%% gen_process.erl, what a process remembers gen_state.erl.
-module(gen_expr).
-export([expr/3, exprs/3, body/3, clauses/4, bind/2]).
-import(gen_random, [between/2, chance/1, one_of/1, pick/1, some/2, some/3, fresh/1, join/2]).
-include("gen_env.hrl").

%% ---- bodies --------------------------------------------------------------------------------------

%% "Statement,\n Statement,\n Expression": its value has type T.
body(T, D, Env) -> body(between(0, max(0, min(D, 3))), T, D, Env).

body(0, T, D, Env) -> expr(T, D, Env);
body(N, T, D, Env) ->
    {Statement, Env1} = statement(max(D - 1, 0), Env),
    [Statement, ",\n    ", body(N - 1, T, D, Env1)].

statement(D, Env) ->
    pick([{8, fun() ->
                  Type = gen_type:type(),
                  Name = fresh("V"),
                  {[Name, " = ", expr(Type, D, Env)], bind([{Name, Type}], Env)}
              end},
          {3, fun() ->
                  Type = gen_type:type(),
                  {Pattern, Vars} = gen_pattern:sure(Type, Env),
                  {[Pattern, " = ", expr(Type, D, Env)], bind(Vars, Env)}
              end},
          {2, fun() -> gen_bits:match_statement(D, Env) end},
          {1, fun() -> {["trace(", expr(any, D, Env), ")"], Env} end},
          {1, fun() -> gen_process:self_statement(D, Env) end}]).

bind(Vars, Env) -> Env#env{vars = Vars ++ Env#env.vars}.

%% ---- any type ------------------------------------------------------------------------------------

exprs(Types, D, Env) -> join([expr(T, D, Env) || T <- Types], ", ").

expr(T, D, Env) when D =< 0 -> leaf(T, Env);
expr(T, D, Env) ->
    case chance(0.6) of
        true -> expr1(gen_type:type(), D - 1, Env);
        false -> expr1(T, D, Env)
    end.

expr1(T, D, Env) when D =< 0 -> leaf(T, Env);
expr1(T, D, Env) ->
    pick([{25, fun() -> leaf(T, Env) end},
          {90, fun() -> typed(T, D - 1, Env) end},
          {20, fun() -> call(T, D - 1, Env) end},
          {8, fun() -> control(T, D - 1, Env) end}]).

leaf(T, Env) ->
    Known = [Name || {Name, Type} <- Env#env.vars, fits(Type, T)],
    case Known =/= [] andalso chance(80) of
        true -> one_of(Known);
        false -> gen_type:literal(T)
    end.

%% May a value of type Is stand where Wanted is asked for?
fits(T, T) -> true;
fits(_, any) -> true;
fits(T, data) -> lists:member(T, [int, small, float, num, bool, atom, bin, bits, string]);
fits(small, int) -> true;
fits(small, num) -> true;
fits(int, num) -> true;
fits(float, num) -> true;
fits(bool, atom) -> true;
fits(bin, bits) -> true;
fits(string, {list, int}) -> true;
fits(string, {list, any}) -> true;
fits({list, T1}, {list, T2}) -> fits(T1, T2);
fits({tuple, Ts1}, {tuple, Ts2}) when length(Ts1) =:= length(Ts2) ->
    lists:all(fun({T1, T2}) -> fits(T1, T2) end, lists:zip(Ts1, Ts2));
fits({map, K, V1}, {map, K, V2}) -> fits(V1, V2);
fits(_, _) -> false.

%% A call of a function of this module that returns T, of a fun in a variable, or of a BIF.
call(T, D, Env) ->
    Local = [F || {_, _, Result} = F <- Env#env.funs, fits(Result, T)],
    Vars = [V || {_, {'fun', _, Result}} = V <- Env#env.vars, fits(Result, T)],
    pick([{2 * min(length(Local), 3), fun() ->
              {Name, Types, _} = one_of(Local),
              Arguments = exprs(Types, D, Env),
              one_of([[Name, "(", Arguments, ")"], [Name, "(", Arguments, ")"],
                      ["?MODULE:", Name, "(", Arguments, ")"],
                      ["(id(?MODULE)):", Name, "(", Arguments, ")"],
                      ["apply(?MODULE, ", Name, ", [", Arguments, "])"],
                      ["(fun ", Name, "/", integer_to_list(length(Types)), ")(", Arguments, ")"]])
          end},
          {3 * min(length(Vars), 3), fun() ->
              {Name, {'fun', Types, _}} = one_of(Vars),
              Arguments = exprs(Types, D, Env),
              one_of([[Name, "(", Arguments, ")"], ["apply(", Name, ", [", Arguments, "])"]])
          end},
          {4, fun() -> gen_bif:call(T, D, Env) end}]).

control(T, D, Env) ->
    pick([{6, fun() -> case_of(T, D, Env) end},
          {3, fun() -> if_of(T, D, Env) end},
          {3, fun() -> ["begin ", body(T, D, Env), " end"] end},
          {4, fun() -> try_of(T, D, Env) end},
          {1, fun() -> ["id(", expr(T, D, Env), ")"] end},
          {1, fun() -> ["trace(", expr(T, D, Env), ")"] end},
          {1, fun() -> raise(D, Env) end},
          {2, fun() -> catch_of(T, D, Env) end},
          {1, fun() -> gen_process:send_receive(T, D, Env) end},
          {2, fun() -> fun_applied(T, D, Env) end},
          {1, fun() -> record_field(T, D, Env) end},
          {1, fun() -> ["element(", integer_to_list(between(1, 3)), ", {",
                        join([expr(T, D - 1, Env) || _ <- [1, 2, 3]], ", "), "})"] end}]).

%% ---- control -------------------------------------------------------------------------------------

case_of(T, D, Env) ->
    Subject = gen_type:type(),
    ["case ", expr(Subject, D, Env), " of\n        ", clauses(Subject, T, D, Env), "\n    end"].

%% Clauses of a case or fun for a value of type Subject; each gives a T. Mostly the last one takes all.
clauses(Subject, T, D, Env) ->
    Some = some(1, 3, fun() -> clause(gen_pattern:may(Subject, Env), T, D, Env) end),
    Last = case chance(95) of
               true -> [["_ ->\n            ", body(T, D, Env)]];
               false -> []
           end,
    join(Some ++ Last, ";\n        ").

clause({Pattern, Vars}, T, D, Env) ->
    Env1 = bind(Vars, Env),
    [Pattern, gen_pattern:when_guard(Env1), " ->\n            ", body(T, D, Env1)].

if_of(T, D, Env) ->
    Some = some(1, 2, fun() -> [gen_pattern:guard(Env), " -> ", body(T, D, Env)] end),
    Last = case chance(95) of
               true -> [["true -> ", body(T, D, Env)]];
               false -> []
           end,
    ["if\n        ", join(Some ++ Last, ";\n        "), "\n    end"].

try_of(T, D, Env) ->
    Tried = one_of([T, gen_type:type()]),
    Of = case Tried =:= T andalso chance(50) of
             true -> [];
             false -> [" of\n        ", clauses(Tried, T, D, Env)]
         end,
    {Catch, After} = one_of([{true, false}, {true, false}, {true, true}, {Of =:= [], true}]),
    ["try\n        ", body(Tried, D, Env), Of,
     [["\n    catch\n        ", catch_clauses(T, D, Env)] || Catch],
     [["\n    after\n        ", body(any, D - 1, Env)] || After], "\n    end"].

catch_clauses(T, D, Env) ->
    Some = some(1, fun() -> catch_clause(T, D, Env) end),
    Class = fresh("C"),
    Reason = fresh("R"),
    Stack = fresh("S"),
    All = [Class, ":", Reason, ":", Stack, " -> trace({", Class, ", ", Reason, ", ",
           "cut(", Stack, ")}), ", body(T, D, bind([{Class, atom}, {Reason, any}], Env))],
    Reraise = [Class, ":", Reason, ":", Stack, " -> erlang:raise(", Class, ", ",
               one_of([Reason, ["{again, ", Reason, "}"]]), ", ", Stack, ")"],
    Quiet = ["_:_ -> ", expr(T, D, Env)],
    join(Some ++ [one_of([All, All, All, Reraise, Quiet])], ";\n        ").

%% The old catch; caught/1 takes the stack out of what it gives.
catch_of(T, D, Env) ->
    Value = fresh("V"),
    ["case caught(catch ", expr(T, D, Env), ") of\n        {'EXIT', ", Value, "} -> trace(", Value, "), ",
     expr(T, D, Env), ";\n        ",
     clause(gen_pattern:may(T, Env), T, D, Env), ";\n        _ -> ", expr(T, D, Env), "\n    end"].

catch_clause(T, D, Env) ->
    {Pattern, Vars} = one_of([gen_pattern:may(any, Env),
                              {one_of(["badarg", "badarith", "function_clause", "{badmatch, _}", "{badmap, _}",
                                       "{case_clause, _}", "{badkey, _}", "if_clause", "undef"]), []}]),
    Env1 = bind(Vars, Env),
    [one_of(["error:", "throw:", "exit:", "_:"]), Pattern, gen_pattern:when_guard(Env1), " -> ",
     body(T, D, Env1)].

raise(D, Env) ->
    Reason = expr(any, D - 1, Env),
    one_of([["throw(", Reason, ")"], ["error(", Reason, ")"], ["exit(", Reason, ")"],
            ["erlang:error(", Reason, ", [", expr(any, D - 1, Env), "])"],
            ["erlang:raise(", one_of(["error", "exit", "throw"]), ", ", Reason, ", [])"]]).

%% A field of a record, if one has this type.
record_field(T, D, Env) ->
    case [{Record, Field} || Record <- gen_type:records(), {Field, Is} <- gen_type:record_fields(Record), fits(Is, T)] of
        [] -> expr(T, D, Env);
        Fields ->
            {Record, Field} = one_of(Fields),
            [parenthesized(expr({record, Record}, D, Env)), "#", atom_to_list(Record), ".", atom_to_list(Field)]
    end.

fun_applied(T, D, Env) ->
    Types = some(3, fun() -> gen_type:type(1) end),
    one_of([["(", fun_of(Types, T, D, Env), ")(", exprs(Types, D - 1, Env), ")"],
            ["apply(", fun_of(Types, T, D, Env), ", [", exprs(Types, D - 1, Env), "])"],
            ["(id(", fun_of(Types, T, D, Env), "))(", exprs(Types, D - 1, Env), ")"]]).

%% ---- by type -------------------------------------------------------------------------------------

typed(int, D, Env) ->
    pick([{12, fun() -> ["(", expr(int, D, Env), one_of([" + ", " - ", " + ", " - ", " * "]), expr(int, D, Env), ")"] end},
          {4, fun() -> ["(", expr(int, D, Env), one_of([" div ", " rem "]), divisor(D, Env), ")"] end},
          {6, fun() -> ["(", expr(int, D, Env), one_of([" band ", " bor ", " bxor "]), expr(int, D, Env), ")"] end},
          {3, fun() -> ["(", expr(int, D, Env), one_of([" bsl ", " bsr "]), shift(D, Env), ")"] end},
          {2, fun() -> [one_of(["(bnot ", "(- ", "(+ "]), expr(int, D, Env), ")"] end},
          {1, fun() -> ["abs(", expr(int, D, Env), ")"] end},
          {3, fun() -> typed(small, D, Env) end},
          {1, fun() -> [one_of(["trunc", "round", "floor", "ceil"]), "(", expr(num, D, Env), ")"] end},
          {1, fun() ->
                  E = fresh("E"),
                  A = fresh("A"),
                  ["lists:foldl(fun(", E, ", ", A, ") -> clip(", expr(int, D, bind([{E, int}, {A, int}], Env)),
                   ") end, ", expr(int, 0, Env), ", ", expr({list, int}, D, Env), ")"]
              end}]);
typed(small, D, Env) ->
    pick([{2, fun() -> ["length(", expr({list, any}, D, Env), ")"] end},
          {1, fun() -> ["byte_size(", expr(bits, D, Env), ")"] end},
          {1, fun() -> ["bit_size(", expr(bits, D, Env), ")"] end},
          {1, fun() -> ["map_size(", expr({map, gen_type:key_type(), any}, D, Env), ")"] end},
          {1, fun() -> ["tuple_size(", expr({tuple, some(3, fun() -> any end)}, D, Env), ")"] end},
          {3, fun() -> ["(", expr(int, D, Env), " band ", one_of(["7", "15", "16#ff"]), ")"] end},
          {1, fun() -> ["(abs(", expr(int, D, Env), ") rem ", integer_to_list(between(1, 30)), ")"] end}]);
typed(float, D, Env) ->
    pick([{2, fun() -> ["((", expr(float, D, Env), " - ", expr(float, D, Env), ") * (", expr(float, D, Env), " + ",
                        one_of(["0.5", "2.0", "-3.25"]), ") / ", one_of(["4.0", "0.1", "-1.5"]), ")"] end},
          {6, fun() -> ["(", expr(float, D, Env), one_of([" + ", " - ", " * "]), expr(num, D, Env), ")"] end},
          {3, fun() -> ["(", expr(num, D, Env), " / ", divisor(D, Env), ")"] end},
          {1, fun() -> ["float(", expr(num, D, Env), ")"] end},
          {1, fun() -> ["(- ", expr(float, D, Env), ")"] end},
          {1, fun() -> ["abs(", expr(float, D, Env), ")"] end},
          {1, fun() -> ["math:sqrt(abs(", expr(num, D, Env), "))"] end},
          {1, fun() -> ["math:", one_of(["sin", "cos", "atan", "floor", "ceil", "tanh"]), "(", expr(num, D, Env),
                        ")"] end}]);
typed(num, D, Env) ->
    pick([{3, fun() -> ["(", expr(num, D, Env), one_of([" + ", " - ", " * "]), expr(num, D, Env), ")"] end},
          {1, fun() -> [one_of(["max", "min"]), "(", exprs([num, num], D, Env), ")"] end},
          {2, fun() -> expr(one_of([int, float, small]), D, Env) end}]);
typed(bool, D, Env) ->
    T = gen_type:type(),
    pick([{5, fun() -> ["(", expr(T, D, Env), comparison(), expr(T, D, Env), ")"] end},
          {3, fun() -> ["(", expr(any, D, Env), comparison(), expr(any, D, Env), ")"] end},
          {3, fun() -> ["(", expr(num, D, Env), comparison(), expr(num, D, Env), ")"] end},
          {3, fun() -> ["(", expr(bool, D, Env), one_of([" and ", " or ", " xor ", " andalso ", " orelse "]),
                        expr(bool, D, Env), ")"] end},
          {1, fun() -> ["(not ", expr(bool, D, Env), ")"] end},
          {2, fun() -> [gen_pattern:type_test(), "(", expr(any, D, Env), ")"] end},
          {1, fun() -> ["lists:member(", expr(T, D, Env), ", ", expr({list, T}, D, Env), ")"] end},
          {1, fun() -> ["is_map_key(", expr(any, D, Env), ", ", expr({map, int, any}, D, Env), ")"] end},
          {1, fun() -> ["lists:", one_of(["any", "all"]), "(", fun_of([T], bool, D, Env), ", ",
                        expr({list, T}, D, Env), ")"] end}]);
typed(atom, D, Env) ->
    pick([{2, fun() -> expr(bool, D, Env) end},
          {1, fun() -> ["binary_to_atom(atom_to_binary(", expr(atom, D, Env), "))"] end},
          {1, fun() -> ["list_to_existing_atom(atom_to_list(", expr(atom, D, Env), "))"] end},
          {2, fun() -> ["element(", integer_to_list(between(1, 2)), ", {", exprs([atom, atom], D, Env), "})"] end}]);
typed(T, D, Env) when T =:= bin; T =:= bits ->
    pick([{6, fun() -> gen_bits:construct(T, D, Env) end},
          {2, fun() -> gen_bits:comprehension(T, D, Env) end},
          {1, fun() -> ["<<(", expr(T, D, Env), ")/bits, (", expr(bin, D, Env), ")/binary>>"] end},
          {3, fun() -> gen_bif:call(T, D, Env) end}]);
typed(string, D, Env) ->
    pick([{2, fun() -> ["(", expr(string, D, Env), " ++ ", expr(string, D, Env), ")"] end},
          {3, fun() -> gen_bif:call(string, D, Env) end},
          {1, fun() ->
                  C = fresh("C"),
                  ["[", C, " || ", C, " <- ", expr(string, D, Env), ", ", expr(bool, D, bind([{C, int}], Env)), "]"]
              end}]);
typed({list, T} = List, D, Env) ->
    pick([{4, fun() -> ["[", exprs(some(4, fun() -> T end), D, Env), "]"] end},
          {4, fun() -> ["[", expr(T, D, Env), " | ", expr(List, D, Env), "]"] end},
          {2, fun() -> ["(", expr(List, D, Env), one_of([" ++ ", " -- "]), expr(List, D, Env), ")"] end},
          {5, fun() -> comprehension(T, D, Env) end},
          {4, fun() -> gen_bif:call(List, D, Env) end},
          {2, fun() -> list_function(List, D, Env) end}]);
typed({tuple, Ts}, D, Env) ->
    case Ts =/= [] andalso chance(25) of
        true ->
            N = between(1, length(Ts)),
            ["setelement(", integer_to_list(N), ", ", expr({tuple, Ts}, D, Env), ", ",
             expr(lists:nth(N, Ts), D, Env), ")"];
        false -> ["{", exprs(Ts, D, Env), "}"]
    end;
typed({map, K, V} = Map, D, Env) ->
    pick([{4, fun() -> ["#{", associations(K, V, " => ", D, Env), "}"] end},
          {4, fun() -> [parenthesized(expr(Map, D, Env)), "#{", associations(K, V, " => ", D, Env), "}"] end},
          {1, fun() -> ["(try ", parenthesized(expr(Map, D, Env)), "#{", associations(K, V, " := ", D, Env),
                        "} catch _:_ -> ",
                        expr(Map, 0, Env), " end)"] end},
          {2, fun() -> big_map(Map, D, Env) end},
          {5, fun() -> gen_bif:call(Map, D, Env) end},
          {3, fun() -> map_function(Map, D, Env) end}]);
typed({record, Name} = Record, D, Env) ->
    Fields = gen_type:record_fields(Name),
    Given = [F || F <- Fields, chance(60)],
    Assigned = [[atom_to_list(F), " = ", expr(T, D, Env)] || {F, T} <- Given],
    case Given =/= [] andalso chance(40) of
        true -> [parenthesized(expr(Record, D, Env)), "#", atom_to_list(Name), "{", join(Assigned, ", "), "}"];
        false -> ["#", atom_to_list(Name), "{", join(Assigned, ", "), "}"]
    end;
typed({'fun', Ts, T}, D, Env) -> fun_of(Ts, T, D, Env);
typed(data, D, Env) -> expr(gen_type:data(), D, Env);
typed(any, D, Env) ->
    case chance(8) of
        true -> ["caught(catch ", expr(any, D, Env), ")"];
        false -> expr(gen_type:type(), D, Env)
    end.

divisor(D, Env) ->
    case chance(90) of
        true -> one_of(["(", "("]) ++ ["(", expr(int, D, Env), ") bor 1)"];
        false -> expr(num, D, Env)
    end.

shift(D, Env) ->
    one_of([integer_to_list(one_of([0, 1, 2, 3, 4, 7, 8, 31, 32, 58, 59, 60, 63, 64, 65, 100, -1, -3, -64])),
            ["(", expr(int, D, Env), " band 127)"], ["(", expr(small, D, Env), ")"],
            ["(- (", expr(int, D, Env), " band 63))"]]).

comparison() -> one_of([" == ", " /= ", " =:= ", " =/= ", " < ", " > ", " =< ", " >= "]).

parenthesized(Text) -> ["(", Text, ")"].

associations(K, V, Arrow, D, Env) ->
    join(some(1, 3, fun() -> [key(K, min(D, 1), Env), Arrow, expr(V, D, Env)] end), ", ").

%% A key is of its type, so that (nearly) no large map has one with an atom in it: its order would depend on the numbers of
%% atoms.
key(float, D, Env) -> one_of([gen_type:key_literal(float), ["(", expr1(int, D, Env), " / 4)"]]);
key({tuple, Ts}, D, Env) -> ["{", join([expr1(T, D, Env) || T <- Ts], ", "), "}"];
key(K, D, Env) -> expr1(K, D, Env).

%% More than 32 keys: the other representation of maps. Only types of which there are so many values.
big_map({map, K, V}, D, Env) when K =:= int; K =:= float; K =:= bin; K =:= {tuple, [int, int]} ->
    X = fresh("X"),
    Key = case K of
              int -> one_of([X, ["(", X, " * ", expr(int, 0, Env), " + ", X, ")"]]);
              float -> ["(", X, " / 4)"];
              bin -> ["integer_to_binary(", X, ")"];
              _ -> ["{", X, " div 5, ", X, " rem 5}"]
          end,
    ["maps:from_list([{", Key, ", ", expr(V, D, bind([{X, int}], Env)), "} || ", X, " <- lists:seq(",
     integer_to_list(between(1, 5)), ", ", integer_to_list(between(28, 80)), ")])"];
big_map({map, K, V}, D, Env) -> ["#{", associations(K, V, " => ", D, Env), "}"].

%% ---- funs and what takes them --------------------------------------------------------------------

fun_of(Types, T, D, Env) ->
    Local = [F || {_, Types1, Result} = F <- Env#env.funs, Types1 =:= Types, fits(Result, T)],
    pick([{4 * length(Local), fun() ->
              {Name, _, _} = one_of(Local),
              one_of([["fun ", Name, "/", integer_to_list(length(Types))],
                      ["fun ?MODULE:", Name, "/", integer_to_list(length(Types))]])
          end},
          {6, fun() ->
              Vars = [{fresh("P"), Type} || Type <- Types],
              ["fun(", join([Name || {Name, _} <- Vars], ", "), ") -> ", body(T, D, bind(Vars, Env)), " end"]
          end},
          {3, fun() -> fun_clauses(Types, T, D, Env) end},
          {if Types =:= [] -> 0; true -> 1 end, fun() -> named_fun(Types, T, D, Env) end}]).

fun_clauses(Types, T, D, Env) ->
    Clause = fun(Kind) ->
        {Patterns, Vars} = gen_pattern:arguments(Kind, Types, Env),
        Env1 = bind(Vars, Env),
        ["(", Patterns, ")", gen_pattern:when_guard(Env1), " -> ", body(T, D, Env1)]
    end,
    All = ["(", join(["_" || _ <- Types], ", "), ") -> ", expr(T, D, Env)],
    ["fun", join([Clause(may), Clause(sure) | [All || chance(90)]], ";\n        "), " end"].

%% A fun that calls itself, once for each element of a list or each step down from a small number.
named_fun([_ | Rest], T, D, Env) ->
    Self = fresh("F"),
    N = fresh("N"),
    Vars = [{fresh("P"), Type} || Type <- Rest],
    Names = [[", ", Name] || {Name, _} <- Vars],
    Env1 = bind(Vars, Env),
    Env2 = bind([{N, small}], Env1),
    ["fun ", Self, "(", N, Names, ") when is_integer(", N, "), ", N, " > 0, ", N, " < 7 -> ",
     "_ = ", expr(any, D, Env2), ", ", Self, "(", N, " - 1", [[", ", expr(Type, D, Env2)] || {_, Type} <- Vars], "); ",
     Self, "(_", Names, ") -> ", expr(T, D, Env1), " end"].

comprehension(T, D, Env) ->
    {Qualifiers, Env1} = qualifiers(between(1, 2), D, Env),
    ["[", expr(T, D, Env1), " || ", join(Qualifiers, ", "), "]"].

qualifiers(0, D, Env) ->
    {[expr(bool, D, Env) || chance(40)], Env};
qualifiers(N, D, Env) ->
    {Qualifier, Env1} = gen_bits:generator(D, Env, fun() -> list_generator(D, Env) end),
    {Rest, Env2} = qualifiers(N - 1, D, Env1),
    {[Qualifier | Rest], Env2}.

list_generator(D, Env) ->
    T = gen_type:type(1),
    {Pattern, Vars} = one_of([gen_pattern:sure(T, Env), gen_pattern:may(T, Env#env{vars = []})]),
    Source = case T of
                 {tuple, [K, V]} when K =:= int ->
                     one_of([expr({list, T}, D, Env), ["maps:to_list(", expr({map, K, V}, D, Env), ")"]]);
                 int -> one_of([expr({list, T}, D, Env), ["lists:seq(1, ", integer_to_list(between(0, 6)), ")"]]);
                 _ -> expr({list, T}, D, Env)
             end,
    {[Pattern, " <- ", Source], bind(Vars, Env)}.

list_function({list, T} = List, D, Env) ->
    From = gen_type:type(1),
    pick([{3, fun() -> ["lists:map(", fun_of([From], T, D, Env), ", ", expr({list, From}, D, Env), ")"] end},
          {2, fun() -> ["lists:filter(", fun_of([T], bool, D, Env), ", ", expr(List, D, Env), ")"] end},
          {1, fun() -> ["lists:flatmap(", fun_of([From], List, D, Env), ", ", expr({list, From}, D, Env), ")"] end},
          {1, fun() -> ["lists:", one_of(["takewhile", "dropwhile"]), "(", fun_of([T], bool, D, Env), ", ",
                        expr(List, D, Env), ")"] end},
          {1, fun() -> ["lists:sort(", fun_of([T, T], bool, D, Env), ", ", expr(List, D, Env), ")"] end},
          {1, fun() -> ["element(", integer_to_list(between(1, 2)), ", lists:", one_of(["partition", "splitwith"]), "(",
                        fun_of([T], bool, D, Env), ", ", expr(List, D, Env), "))"] end}]).

map_function({map, K, V} = Map, D, Env) ->
    From = gen_type:type(1),
    pick([{2, fun() -> ["maps:map(", fun_of([K, From], V, D, Env), ", ", expr({map, K, From}, D, Env), ")"] end},
          {2, fun() -> ["maps:filter(", fun_of([K, V], bool, D, Env), ", ", expr(Map, D, Env), ")"] end},
          {1, fun() -> ["maps:update_with(", expr(K, D, Env), ", ", fun_of([V], V, D, Env), ", ", expr(V, D, Env), ", ",
                        expr(Map, D, Env), ")"] end},
          {1, fun() ->
                  [A, B, C] = [fresh(N) || N <- ["K", "V", "A"]],
                  ["maps:fold(fun(", A, ", ", B, ", ", C, ") -> ", C, "#{", A, " => ",
                   expr(V, D, bind([{A, K}, {B, From}], Env)), "} end, #{}, ", expr({map, K, From}, D, Env), ")"]
              end}]).
