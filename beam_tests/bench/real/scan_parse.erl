%% SPDX-License-Identifier: Apache-2.0
%% scan_parse.erl -- Erlang source text scanned, parsed, linted and printed again: erl_scan, erl_parse, erl_lint, erl_pp.
-module(scan_parse).
-export([sizes/0, run/1]).

sizes() -> {[queue], [dets, epp, erl_tar, gen_statem, qlc, sofs]}.

run(Modules) -> [round_trip(M) || M <- Modules].

round_trip(Module) ->
    {ok, {_, [{abstract_code, {_, Code}}]}} = beam_lib:chunks(code:which(Module), [abstract_code]),
    Text = lists:flatten([erl_pp:form(F) || F <- Code, element(1, F) =:= function]),
    {ok, Tokens, Lines} = erl_scan:string(Text),
    Forms = [begin {ok, Form} = erl_parse:parse_form(F), Form end || F <- split(Tokens, [], [])],
    {ok, _} = erl_lint:module([{attribute, 1, module, m} | Forms], "m", [nowarn_unused_function]) =:= ok
        orelse {ok, ignored},
    {Lines, length(Tokens), length(Forms), iolist_size([erl_pp:form(F) || F <- Forms])}.

split([], [], Forms) -> lists:reverse(Forms);
split([{dot, _} = Dot | Rest], Form, Forms) -> split(Rest, [], [lists:reverse([Dot | Form]) | Forms]);
split([Token | Rest], Form, Forms) -> split(Rest, [Token | Form], Forms).
