%% SPDX-License-Identifier: Apache-2.0
%% load_modules.erl -- every module of stdlib, compiler and syntax_tools loaded from its .beam file in memory.
%% Modules that the running system needs are left out: they cannot be unloaded.
-module(load_modules).
-export([sizes/0, run/1]).

sizes() -> {1, 2}.

run(Times) ->
    Files = lists:append([filelib:wildcard(code:lib_dir(App) ++ "/ebin/*.beam") || App <- [stdlib, compiler, syntax_tools]]),
    Modules = [{list_to_atom(filename:basename(F, ".beam")), F} || F <- Files],
    Beams = [{M, F, element(2, file:read_file(F))} || {M, F} <- Modules, code:is_loaded(M) =:= false],
    [load(Beams) || _ <- lists:seq(1, Times)],
    length(Beams) > 50.

load(Beams) ->
    [{module, M} = code:load_binary(M, F, B) || {M, F, B} <- Beams],
    [begin code:purge(M), true = code:delete(M), code:purge(M) end || {M, _, _} <- Beams].
