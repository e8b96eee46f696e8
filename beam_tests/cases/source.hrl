%% SPDX-License-Identifier: Apache-2.0
%% For cases that compile source text while they run. Included on the same line as case.hrl. module_of(Text) gives the
%% binary of a module written as text (the module's name may be left out: it is then `made`), load_text/2 loads it.

module_of(Text) -> module_of(Text, []).
module_of(Text, Options) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    case compile:forms(forms_of(Tokens, []), [return_errors | Options]) of
        {ok, _, Binary} -> Binary;
        {ok, _, Binary, _} -> Binary;
        Error -> error(Error)
    end.

load_text(Module, Text) -> load_text(Module, Text, []).
load_text(Module, Text, Options) ->
    code:purge(Module),
    code:load_binary(Module, atom_to_list(Module) ++ ".erl", module_of("-module(" ++ atom_to_list(Module) ++ "). " ++ Text, Options)).

forms_of([], Forms) -> lists:reverse(Forms);
forms_of(Tokens, Forms) ->
    {Form, [Dot | Rest]} = lists:splitwith(fun(T) -> element(1, T) =/= dot end, Tokens),
    {ok, Parsed} = erl_parse:parse_form(Form ++ [Dot]),
    forms_of(Rest, [Parsed | Forms]).
