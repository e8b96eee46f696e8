#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% compare_beams.escript -- says in which chunks the .beam files of two folders differ, and why.
%%
%%   escript compare_beams.escript FOLDER1 FOLDER2
%%
%% One line per module that is not identical: `KIND MODULE CHUNKS`. KIND is
%%   regex    only compiled regular expressions differ, which the compiler stored as literals
%%   differ   anything else; also a module that one folder lacks (CHUNKS is then `missing`)
%%
%% The idea: a stored regular expression is the inside of the machine's regex library ({re_pattern, ..},
%% and in an Elixir struct its version beside it), so two machines may write different ones. It stands in
%% the literals (LitT) and in the debug information (Dbgi: as a term, or quoted as Elixir code). Both are
%% compared again without it. The hash of the module covers the literals and stands in FunT (the identity
%% of funs) and Attr (vsn), which are therefore compared without the hash.

main([One, Two]) ->
    Names = lists:usort([filename:basename(F) || D <- [One, Two],
                                                 F <- filelib:wildcard(D ++ "/*.beam")]),
    lists:foreach(fun(Name) -> compare(Name, filename:join(One, Name), filename:join(Two, Name)) end,
                  Names).

compare(Name, File1, File2) ->
    Module = filename:rootname(Name),
    case {file:read_file(File1), file:read_file(File2)} of
        {Same, Same} -> ok;
        {{ok, A}, {ok, B}} -> compare_chunks(Module, chunks(A), chunks(B));
        _ -> io:format("differ ~ts missing~n", [Module])
    end.

chunks(Bytes) ->
    {ok, _, Chunks} = beam_lib:all_chunks(Bytes),
    Chunks.

compare_chunks(Module, A, B) ->
    Ids = lists:usort([Id || {Id, _} <- A ++ B]),
    Differ = [Id || Id <- Ids, lists:keyfind(Id, 1, A) =/= lists:keyfind(Id, 1, B)],
    Rest = [Id || Id <- Differ, plain(Id, lists:keyfind(Id, 1, A)) =/= plain(Id, lists:keyfind(Id, 1, B))],
    Regex = lists:member("LitT", Differ) andalso Rest =:= [],
    Kind = case Regex of true -> regex; false -> differ end,
    Shown = case Differ of [] -> ["(order of chunks)"]; _ -> Differ end,
    io:format("~s ~ts ~ts~n", [Kind, Module, lists:join(",", Shown)]).

%% What of a chunk does not depend on the inside of the regex library.
plain(_, false) -> false;
plain("LitT", {_, <<0:32, Plain/binary>>}) -> literals(Plain);
plain("LitT", {_, <<_:32, Packed/binary>>}) -> literals(zlib:uncompress(Packed));
plain("Dbgi", {_, Term}) -> without_regex(binary_to_term(Term));
plain("FunT", {_, <<Count:32, Rows/binary>>}) ->
    {Count, [{F, A, L, I, Free} || <<F:32, A:32, L:32, I:32, Free:32, _Uniq:32>> <= Rows]};
plain("Attr", {_, Term}) -> lists:keydelete(vsn, 1, binary_to_term(Term));
plain(_, {_, Bytes}) -> Bytes.

literals(<<_Count:32, Table/binary>>) ->
    [without_regex(binary_to_term(Term)) || <<Size:32, Term:Size/binary>> <= Table].

without_regex({re_pattern, Captures, Unicode, Crlf, _}) -> {re_pattern, Captures, Unicode, Crlf};
without_regex({'{}', Meta, [re_pattern, Captures, Unicode, Crlf, _]}) ->
    {'{}', Meta, [re_pattern, Captures, Unicode, Crlf]};
without_regex({re_version, _}) -> re_version;
without_regex(Tuple) when is_tuple(Tuple) ->
    list_to_tuple([without_regex(E) || E <- tuple_to_list(Tuple)]);
without_regex([Head | Tail]) -> [without_regex(Head) | without_regex(Tail)];
without_regex(Map) when is_map(Map) ->
    lists:sort([without_regex(Pair) || Pair <- maps:to_list(Map)]);
without_regex(Term) -> Term.
