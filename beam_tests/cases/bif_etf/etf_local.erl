%% SPDX-License-Identifier: Apache-2.0
%% releases: 27 29
%% The option local of term_to_binary/2: a mark of this start of the machine before the term; who reads it elsewhere, or
%% reads a mark that is not the machine's, fails.
-module(etf_local).
-include("../bif.hrl").

main() ->
    Terms = [a, 1.5, "text", {self(), make_ref()}, #{k => <<1:3>>}, lists:seq(1, 1000)],
    ?P([binary_to_term(term_to_binary(T, [local])) =:= T || T <- Terms]),
    <<131, 121, Mark:4/binary, Rest/binary>> = term_to_binary(a, [local]),
    ?P({byte_size(Mark), Rest}),
    Wrong = << <<(255 - X)>> || <<X>> <= Mark >>,
    ?P(try binary_to_term(<<131, 121, Wrong/binary, Rest/binary>>) catch C:R -> {C, R} end),
    ?P(try binary_to_term(<<131, 121, Mark/binary, 119, 1, 98>>) catch C:R -> {C, R} end),
    ?P(try binary_to_term(<<131, 121, Mark/binary>>) catch C:R -> {C, R} end),
    ?P(try term_to_binary(a, [local | x]) catch C:R -> {C, R} end),
    ?P(binary_to_term(iolist_to_binary(term_to_iovec(a, [local])))),
    ?P(binary_to_term(term_to_binary(a, [local]), [used])).
