%% SPDX-License-Identifier: Apache-2.0
%% Loading what is no module: wrong bytes, cut files, wrong names, sticky directories, on_load that refuses or fails.
-module(co_bad_load).
-include("../case.hrl").

main() ->
    quiet(),
    Good = mod("-module(bl). -export([f/0]). f() -> 1. "),
    ?P(code:load_binary(bl, "x", <<"rubbish">>)),
    ?P(code:load_binary(bl, "x", <<>>)),
    ?P(code:load_binary(bl, "x", binary:part(Good, 0, byte_size(Good) div 2))),
    ?P(code:load_binary(other, "x", Good)),
    ?P(code:load_binary("bl", "x", Good)),
    ?P(code:load_binary(bl, x, Good)),
    ?P(code:load_binary(bl, "x", [Good])),
    ?P(code:load_binary(bl, "x", Good)),
    ?P(bl:f()),
    ?P(code:which(bl)),
    ?P(code:load_binary(lists, "x", mod("-module(lists). "))),
    ?P(code:load_file(no_such_module)),
    ?P(code:ensure_loaded(no_such_module)),
    ?P(code:load_abs("/tmp/no/such")),
    ?P(code:ensure_modules_loaded([lists, no_such_module])),
    ?P(erlang:load_module(bl2, <<"FOR1", 0, 0, 0, 4, "BEAM">>)),
    ?P(erlang:load_module(bl, <<1:7>>)),
    ?P(erlang:load_module("bl", Good)),
    ?P(erlang:load_module(bl, a)),
    ?P(erlang:load_module(ol1, mod("-module(ol1). -on_load(i/0). i() -> ok. "))),
    ?P(load(ol2, "-on_load(i/0). i() -> not_ok. ")),
    ?P(load(ol3, "-on_load(i/0). i() -> error(no). ")),
    ?P(load(ol4, "-on_load(i/0). i() -> exit(out). ")),
    ?P(load(ol5, "-on_load(i/0). i() -> {error, why}. ")),
    ?P(load(ol6, "-export([v/0]). -on_load(i/0). i() -> persistent_term:put(ol6, 6), ok. v() -> persistent_term:get(ol6). ")),
    ?P(ol6:v()),
    ?P([M || M <- [ol2, ol3, ol4, ol5], code:is_loaded(M) =/= false]),
    ?P(ol2:v()),
    ?P(beam_lib:info(<<"x">>)),
    ?P(element(1, beam_lib:md5(Good))),
    ?P(beam_lib:chunks(Good, [exports])),
    ?P(beam_lib:chunks(Good, ["Nope"])),
    ?P(beam_lib:chunks(Good, ["Nope"], [allow_missing_chunks])),
    ?P(beam_lib:chunks(Good, [atoms, imports, locals, labeled_exports])),
    ?P(beam_lib:chunks(<<"FOR1">>, [exports])),
    ?P(element(1, beam_lib:version(Good))),
    ?P(beam_lib:cmp(Good, Good)),
    ?P(begin {ok, {bl, S}} = beam_lib:strip(Good), code:purge(bl), code:load_binary(bl, "x", S) end),
    ?P(code:module_md5(Good) =:= element(2, element(2, beam_lib:md5(Good)))),
    ?P(code:module_md5(<<"x">>)).

load(M, Text) -> code:load_binary(M, atom_to_list(M), mod("-module(" ++ atom_to_list(M) ++ "). " ++ Text)).
mod(Text) ->
    {ok, Ts, _} = erl_scan:string(Text),
    {ok, _, Bin} = compile:forms(forms(Ts, [], []), []),
    Bin.
forms([{dot, _} = D | R], Acc, Fs) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])), forms(R, [], [F | Fs]);
forms([T | R], Acc, Fs) -> forms(R, [T | Acc], Fs);
forms([], [], Fs) -> lists:reverse(Fs).
