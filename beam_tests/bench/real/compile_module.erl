%% SPDX-License-Identifier: Apache-2.0
%% compile_module.erl -- the compiler application over the abstract code of large modules of OTP.
-module(compile_module).
-export([sizes/0, run/1]).

sizes() -> {[queue], [gen_server, lists]}.

run(Modules) -> [compiled(M) || M <- Modules].

compiled(Module) ->
    {ok, {_, [{abstract_code, {_, Forms}}]}} = beam_lib:chunks(code:which(Module), [abstract_code]),
    {ok, Module, Beam} = compile:forms(Forms, [binary, deterministic]),
    {ok, {_, Chunks}} = beam_lib:chunks(Beam, ["Code", "LitT", "ImpT"]),
    erlang:phash2(Chunks).
