%% SPDX-License-Identifier: Apache-2.0
%% gen_shrink.erl -- makes a program that differs as small as it can be while it still differs.
%%
%% The idea: work on the abstract forms. Every part of the tree has alternatives that are smaller: a list without
%% one half or one element (functions, clauses, statements, arguments), an expression replaced by one inside it or
%% by a constant. Each alternative in one place is a candidate; candidates that the compiler accepts are written as
%% modules of one folder and run together, in one boot of each machine. The first that still differs is the new
%% program. When no candidate differs any more, it is done. Large parts are tried first.
%%
%%   forms --alternatives--> candidates --compile--> a folder of them --joist diff--> first that differs --> forms
%%
%% What kind of difference it is may change on the way; that is accepted: every difference is a fault.
%% Functions that main/0 does not reach are dropped without asking.
-module(gen_shrink).
-export([small/5]).

-define(FEWEST, 3).   %% candidates run together after a hit, for one that differs costs starts of its own
-define(MOST, 48).    %% and after many misses
-define(ROUNDS, 100).

%% Returns the file with the small program: Out/Module.erl, which carries its compiler options.
small(Module, Options, Folder, Out, Vm) ->
    Work = filename:join(Out, Module),
    ok = filelib:ensure_path(Work),
    {ok, Forms0} = epp:parse_file(filename:join(Folder, Module ++ ".erl"), []),
    Forms = [{attribute, 1, compile, Options} || Options =/= []] ++
        [F || F <- Forms0, element(1, F) =/= eof, not is_file(F)],
    [{attribute, _, module, _} = First] = [F || {attribute, _, module, _} = F <- Forms],
    State = {Module, Work, Vm},
    Small = shrink([First | lists:delete(First, Forms)], 0, ?ROUNDS, State),
    File = filename:join(Out, Module ++ ".erl"),
    ok = file:write_file(File, unicode:characters_to_binary(text(Small))),
    file:del_dir_r(Work),
    File.

is_file({attribute, _, file, _}) -> true;
is_file(_) -> false.

text(Forms) -> [erl_pp:form(F, [{encoding, unicode}]) || F <- Forms].

%% ---- rounds --------------------------------------------------------------------------------------

%% Candidates before number From have been tried. After a hit the search goes on at the same place: what was refused
%% before mostly is refused again; one more search from the start then makes sure.
shrink(Forms, From, Rounds, State) ->
    case hit(lists:nthtail(From, pad(candidates(Forms), From)), From, ?FEWEST, Rounds, State) of
        {hit, Smaller, At, Left} -> shrink(Smaller, At, Left, State);
        {none, Left} when From > 0 -> shrink(Forms, 0, Left, State);
        {none, _} -> Forms
    end.

pad(List, N) when length(List) >= N -> List;
pad(List, N) -> List ++ lists:duplicate(N - length(List), none).

hit([], _, _, Rounds, _) -> {none, Rounds};
hit(_, _, _, 0, _) -> {none, 0};
hit(Candidates, At, Together, Rounds, State) ->
    {Tried, Later, Count} = take(Candidates, Together, [], 0, State),
    case first_different(Tried, State) of
        none -> hit(Later, At + Count, min(2 * Together, ?MOST), Rounds - 1, State);
        {Number, Forms} -> {hit, Forms, At + Number, Rounds - 1}
    end.

%% Writes and compiles until there are enough modules: [{Name, Number, Forms}].
take(Candidates, Enough, Taken, Count, _) when Candidates =:= []; Enough =:= 0 -> {lists:reverse(Taken), Candidates, Count};
take([none | Rest], Enough, Taken, Count, State) -> take(Rest, Enough, Taken, Count + 1, State);
take([Candidate | Rest], Enough, Taken, Count, {Module, Work, _} = State) ->
    Forms = reachable(Candidate()),
    Name = Module ++ "_c" ++ integer_to_list(Count),
    case is_valid(Forms) andalso is_compiled(Name, Forms, Module, Work) of
        true -> take(Rest, Enough - 1, [{Name, Count, Forms} | Taken], Count + 1, State);
        _ -> take(Rest, Enough, Taken, Count + 1, State)
    end.

%% What erl_pp cannot print (a fun that lost all its clauses) is no program.
is_compiled(Name, Forms, Module, Work) ->
    try string:replace(text(Forms), Module, Name, all) of
        Text -> gen_programs:compile_text(Name, Text, [], Work) =:= ok
    catch error:_ -> false
    end.

is_valid(Forms) ->
    try erl_lint:module(Forms) of
        {ok, _} -> true;
        {error, _, _} -> false
    catch
        _:_ -> false
    end.

first_different([], _) -> none;
first_different(Tried, {_, Work, Vm}) ->
    Different = [Name || {"different", Name} <- gen_programs:verdicts(Vm, Work)],
    [ok = file:delete(F) || F <- filelib:wildcard(filename:join(Work, "*"))],
    case [{Number, Forms} || {Name, Number, Forms} <- Tried, lists:member(Name, Different)] of
        [] -> none;
        [First | _] -> First
    end.

%% ---- candidates ----------------------------------------------------------------------------------

%% Funs that make them, those that take away most first.
candidates(Forms) ->
    Places = lists:reverse(lists:keysort(1, places(Forms, []))),
    [fun() -> replace(Forms, lists:reverse(Path), New) end || {_, Path, Node} <- Places, New <- alternatives(Node)].

%% [{Size, Path, Part}] of all parts of the tree; a path is a list of positions, innermost first.
places(Tree, Path) ->
    Inside = lists:append([places(Part, [I | Path]) || {I, Part} <- parts(Tree)]),
    [{size_of(Tree), Path, Tree} | Inside].

parts(List) when is_list(List) -> lists:zip(lists:seq(1, length(List)), List);
parts({attribute, _, _, _}) -> [];
parts({Leaf, _, _}) when Leaf =:= atom; Leaf =:= integer; Leaf =:= float; Leaf =:= string; Leaf =:= var;
                        Leaf =:= char -> [];
parts(Tuple) when is_tuple(Tuple) ->
    Numbered = lists:zip(lists:seq(1, tuple_size(Tuple)), tuple_to_list(Tuple)),
    [{I, P} || {I, P} <- Numbered, is_tuple(P) orelse is_list(P)];
parts(_) -> [].

size_of(Tree) -> 1 + lists:sum([size_of(P) || {_, P} <- parts(Tree)]).

replace(_, [], New) -> New;
replace(List, [I | Path], New) when is_list(List) ->
    {Before, [Part | After]} = lists:split(I - 1, List),
    Before ++ [replace(Part, Path, New) | After];
replace(Tuple, [I | Path], New) -> setelement(I, Tuple, replace(element(I, Tuple), Path, New)).

alternatives(List) when is_list(List) ->
    Fewer = case length(List) of
                N when N >= 4 ->
                    {A, B} = lists:split(N div 2, List),
                    [[E] || E <- List] ++ [B, A];
                _ -> []
            end,
    Numbers = [I || I <- lists:seq(1, length(List)), is_droppable(lists:nth(I, List))],
    Fewer ++ [lists:sublist(List, I - 1) ++ lists:nthtail(I, List) || I <- Numbers];
alternatives({integer, L, N}) when N =/= 0 -> [{integer, L, 0}];
alternatives({string, L, [_ | _]}) -> [{nil, L}];
alternatives({match, _, _, Value}) -> [Value];
alternatives({clause, L, Patterns, [_ | _], Body}) -> [{clause, L, Patterns, [], Body}];
alternatives(Node) when is_tuple(Node) ->
    case is_expression(Node) of
        true ->
            Line = element(2, Node),
            [{atom, Line, ok}, {integer, Line, 0}, {nil, Line} | inside(Node)];
        false -> []
    end;
alternatives(_) -> [].

is_droppable({attribute, _, Kind, _}) -> Kind =/= module;
is_droppable(_) -> true.

is_expression(Node) ->
    lists:member(element(1, Node), [call, op, 'case', 'if', 'try', block, 'receive', tuple, cons, map, record,
                                    record_field, bin, lc, bc, 'fun',
                                    named_fun, 'catch', remote]).

%% The nearest expressions inside an expression, those in clauses too.
inside(Node) ->
    lists:append([nearest(P) || {_, P} <- parts(Node)]).

nearest(List) when is_list(List) -> lists:append([nearest(P) || P <- List]);
nearest(Node) when is_tuple(Node) ->
    Leaf = lists:member(element(1, Node), [atom, integer, float, string, var, nil, char, match]),
    case Leaf orelse is_expression(Node) of
        true -> [Node];
        false -> inside(Node)
    end;
nearest(_) -> [].

%% ---- what main/0 reaches ------------------------------------------------------------------------

%% Drops the functions that nobody names, and their exports.
reachable(Forms) ->
    Functions = [{{N, A}, F} || {function, _, N, A, _} = F <- Forms],
    Reached = reach([{main, 0}], Functions, []),
    [keep(F, Reached) || F <- Forms, is_kept(F, Reached)].

is_kept({function, _, N, A, _}, Reached) -> lists:member({N, A}, Reached);
is_kept(_, _) -> true.

keep({attribute, L, export, Exports}, Reached) -> {attribute, L, export, [E || E <- Exports, lists:member(E, Reached)]};
keep(F, _) -> F.

reach([], _, Reached) -> Reached;
reach([F | Rest], Functions, Reached) ->
    case lists:member(F, Reached) of
        true -> reach(Rest, Functions, Reached);
        false ->
            Atoms = atoms(proplists:get_value(F, Functions, [])),
            reach([N || {{Name, _} = N, _} <- Functions, lists:member(Name, Atoms)] ++ Rest, Functions, [F | Reached])
    end.

%% All atoms of a tree: names of functions are among them.
atoms(A) when is_atom(A) -> [A];
atoms(T) when is_tuple(T) -> atoms(tuple_to_list(T));
atoms([H | T]) -> lists:usort(atoms(H) ++ atoms(T));
atoms(_) -> [].
