%% SPDX-License-Identifier: Apache-2.0
%% gen_pattern.erl -- patterns and guards.
%%
%% The idea: a pattern is made for the type of the value that it will meet. sure/2 matches every value of
%% the type and only takes it apart; may/2 may fail: literals, bound variables, lists of a certain length, keys,
%% sizes. Both return {Text, [{Variable, Type}]}.
%%
%% A guard may fail by an exception inside it (length of no list, key not there, div by zero): that is false,
%% never an error, and so guards need no care about types.
-module(gen_pattern).
-export([sure/2, may/2, arguments/3, when_guard/1, guard/1, type_test/0]).
-import(gen_random, [between/2, chance/1, one_of/1, pick/1, some/3, fresh/1, join/2]).
-include("gen_env.hrl").

sure({tuple, Ts}, Env) ->
    case chance(75) of
        true ->
            Parts = [sure(T, Env) || T <- Ts],
            alias({["{", join([P || {P, _} <- Parts], ", "), "}"], lists:append([V || {_, V} <- Parts])}, {tuple, Ts});
        false -> variable({tuple, Ts})
    end;
sure({record, Name}, Env) -> record(Name, Env, fun sure/2);
sure(T, _) -> variable(T).

variable(T) ->
    case chance(8) of
        true -> {"_", []};
        false ->
            Name = fresh("V"),
            {Name, [{Name, T}]}
    end.

%% `V = Pattern`, sometimes.
alias({Pattern, Vars}, T) ->
    case chance(12) of
        true ->
            Name = fresh("V"),
            {one_of([[Name, " = ", Pattern], [Pattern, " = ", Name]]), [{Name, T} | Vars]};
        false -> {Pattern, Vars}
    end.

may(T, Env) ->
    Bound = [Name || {Name, Type} <- Env#env.vars, Type =:= T],
    pick([{2, fun() -> sure(T, Env) end},
          {2, fun() -> literal(T) end},
          {if Bound =:= [] -> 0; true -> 1 end, fun() -> {one_of(Bound), []} end},
          {6, fun() -> alias(parts(T, Env), T) end}]).

%% Literals that may stand in a pattern: no funs, and nothing that might be a map.
literal({map, _, _}) -> {"#{}", []};
literal(any) -> literal(one_of([int, int, float, atom, bool, bin, string, {tuple, [int, int]}, {list, int}]));
literal(T) ->
    case is_plain(T) of
        true -> {gen_type:literal(T), []};
        false -> variable(T)
    end.

is_plain({list, T}) -> is_plain(T);
is_plain({tuple, Ts}) -> lists:all(fun is_plain/1, Ts);
is_plain({record, Name}) -> lists:all(fun({_, T}) -> is_plain(T) end, gen_type:record_fields(Name));
is_plain(T) -> is_atom(T) andalso T =/= any andalso T =/= data.

parts({list, T}, Env) ->
    Items = some(1, 3, fun() -> one_of([sure(T, Env), may(T, Env)]) end),
    {Tail, TailVars} = one_of([{"", []}, one_of([variable({list, T}), may({list, T}, Env)])]),
    {["[", join([P || {P, _} <- Items], ", "), [[" | ", Tail] || Tail =/= ""], "]"],
     lists:append([V || {_, V} <- Items]) ++ TailVars};
parts(string, Env) ->
    case chance(40) of
        true ->
            {Rest, Vars} = variable(string),
            {["\"", one_of(["a", "ab", "he", "1"]), "\" ++ ", Rest], Vars};
        false -> parts({list, int}, Env)
    end;
parts({tuple, Ts}, Env) ->
    Parts = [one_of([sure(T, Env), may(T, Env)]) || T <- Ts],
    {["{", join([P || {P, _} <- Parts], ", "), "}"], lists:append([V || {_, V} <- Parts])};
parts({record, Name}, Env) -> record(Name, Env, fun may/2);
parts({map, K, V}, Env) ->
    Keys = some(1, 2, fun() -> map_key(K, Env) end),
    Values = [one_of([sure(V, Env), may(V, Env)]) || _ <- Keys],
    {["#{", join([[Key, " := ", P] || {Key, {P, _}} <- lists:zip(Keys, Values)], ", "), "}"],
     lists:append([Vars || {_, Vars} <- Values])};
parts(T, Env) when T =:= bin; T =:= bits -> gen_bits:pattern(Env);
parts(any, Env) ->
    may(one_of([{list, any}, {tuple, [any]}, {tuple, [any, any]}, {tuple, [int, any, any]}, {map, int, any},
                {map, atom, any},
                bin, bits, {record, point}, {record, node}, string, int, float, {list, int}]), Env);
parts(bool, _) -> {one_of(["true", "false"]), []};
parts(T, _) -> literal(T).

map_key(K, Env) ->
    Bound = [Name || {Name, Type} <- Env#env.vars, Type =:= K],
    case Bound =/= [] andalso chance(40) of
        true -> one_of(Bound);
        false -> gen_type:literal(K)
    end.

record(Name, Env, Kind) ->
    Given = [F || F <- gen_type:record_fields(Name), chance(50)],
    Parts = [{F, Kind(T, Env)} || {F, T} <- Given],
    {["#", atom_to_list(Name), "{", join([[atom_to_list(F), " = ", P] || {F, {P, _}} <- Parts], ", "), "}"],
     lists:append([Vars || {_, {_, Vars}} <- Parts])}.

%% The patterns of a function or fun clause.
arguments(Kind, Types, Env) ->
    Parts = [case Kind of
                 sure -> sure(T, Env);
                 may -> one_of([sure(T, Env), may(T, Env)])
             end || T <- Types],
    {join([P || {P, _} <- Parts], ", "), lists:append([Vars || {_, Vars} <- Parts])}.

%% ---- guards --------------------------------------------------------------------------------------

when_guard(Env) ->
    case chance(30) of
        true -> [" when ", guard(Env)];
        false -> []
    end.

guard(Env) ->
    pick([{6, fun() -> test(2, Env) end},
          {2, fun() -> [test(1, Env), ", ", test(1, Env)] end},
          {2, fun() -> [test(1, Env), "; ", test(1, Env)] end}]).

test(D, Env) ->
    pick([{6, fun() -> compare(D, Env) end},
          {4, fun() -> [type_test(), "(", value(any, D - 1, Env), ")"] end},
          {1, fun() -> ["is_map_key(", value(any, 0, Env), ", ", value({map, int, any}, D - 1, Env), ")"] end},
          {1, fun() -> ["is_function(", value(any, 0, Env), ", ", value(small, 0, Env), ")"] end},
          {1, fun() -> ["is_record(", value(any, 0, Env), ", ", one_of(["point", "node", "point, 3", "node, 2"]), ")"] end},
          {1, fun() -> ["(", one_of(["self()", "node()"]), one_of([" == ", " =/= ", " < "]), value(any, 0, Env), ")"] end},
          {2 * max(D, 0), fun() -> ["(", test(D - 1, Env), one_of([" andalso ", " orelse ", " and ", " or ", " xor "]),
                                    test(D - 1, Env), ")"] end},
          {1 * max(D, 0), fun() -> ["not ", test(D - 1, Env)] end},
          {1, fun() -> value(bool, 0, Env) end}]).

compare(D, Env) ->
    T = case chance(70) andalso [Type || {_, Type} <- Env#env.vars, not is_tuple(Type)] of
            [_ | _] = Types -> one_of(Types);
            _ -> one_of([int, num, any])
        end,
    ["(", value(T, D, Env), one_of([" == ", " /= ", " =:= ", " =/= ", " < ", " > ", " =< ", " >= "]), value(T, D, Env), ")"].

type_test() ->
    one_of(["is_integer", "is_float", "is_number", "is_atom", "is_boolean", "is_list", "is_tuple", "is_map", "is_binary",
            "is_bitstring", "is_function", "is_pid", "is_reference", "is_port"]).

%% A guard expression that has type T if it has a value.
value(T, D, Env) when D > 0, (T =:= int orelse T =:= small orelse T =:= num) ->
    pick([{3, fun() -> value(T, 0, Env) end},
          {2, fun() -> ["(", value(int, D - 1, Env), one_of([" + ", " - ", " * ", " div ", " rem ", " band ", " bor ",
              " bxor ", " bsr "]),
                        value(int, D - 1, Env), ")"] end},
          {1, fun() -> ["length(", value({list, any}, D - 1, Env), ")"] end},
          {1, fun() -> [one_of(["byte_size(", "bit_size("]), value(bits, D - 1, Env), ")"] end},
          {1, fun() -> [one_of(["tuple_size(", "size("]), value({tuple, [int, int]}, D - 1, Env), ")"] end},
          {1, fun() -> ["map_size(", value({map, int, any}, D - 1, Env), ")"] end},
          {1, fun() -> [one_of(["abs(", "(- ", "(bnot "]), value(int, D - 1, Env), ")"] end}]);
value(float, D, Env) when D > 0 ->
    ["(", value(float, D - 1, Env), one_of([" + ", " - ", " * ", " / "]), value(num, D - 1, Env), ")"];
value(any, D, Env) when D > 0 ->
    pick([{3, fun() -> value(one_of([int, num, float, any]), D - 1, Env) end},
          {1, fun() -> ["hd(", value({list, any}, 0, Env), ")"] end},
          {1, fun() -> ["tl(", value({list, any}, 0, Env), ")"] end},
          {1, fun() -> ["element(", value(small, 0, Env), ", ", value({tuple, [any, int]}, 0, Env), ")"] end},
          {1, fun() -> ["map_get(", value(any, 0, Env), ", ", value({map, int, any}, 0, Env), ")"] end},
          {1, fun() -> ["binary_part(", value(bin, 0, Env), ", ", value(small, 0, Env), ", ", value(small, 0, Env),
                        ")"] end},
          {1, fun() -> ["binary_part(", value(bin, 0, Env), ", {", value(small, 0, Env), ", ", value(small, 0, Env),
                        "})"] end},
          {1, fun() -> ["node(", value(any, 0, Env), ")"] end},
          {1, fun() -> [one_of(["round", "trunc", "floor", "ceil", "float"]), "(", value(num, 0, Env), ")"] end}]);
value(T, _, Env) ->
    Fitting = [Name || {Name, Type} <- Env#env.vars, Type =:= T orelse is_tuple(T) andalso is_tuple(Type)],
    All = [Name || {Name, _} <- Env#env.vars],
    pick([{6 * min(length(Fitting), 1), fun() -> one_of(Fitting) end},
          {2 * min(length(All), 1), fun() -> one_of(All) end},
          {2, fun() -> literal_value(T) end}]).

literal_value({'fun', _, _}) -> "a";
literal_value({record, _}) -> "{a, b}";
literal_value(T) -> gen_type:literal(T).
