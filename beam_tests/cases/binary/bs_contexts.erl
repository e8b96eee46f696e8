%% SPDX-License-Identifier: Apache-2.0
%% Match contexts: backtracking to an earlier position, contexts passed between functions, reused binaries, zero-length matches.
-module(bs_contexts).
-include("../case.hrl").

main() ->
    ?P(lex(id(<<"foo(12, bar_3) + 0x1F \"str\\\"x\" // c\nend">>), [])),
    ?P([back(id(B)) || B <- [<<1, 2, 3>>, <<1, 2, 4>>, <<1, 3, 3>>, <<2>>, <<>>]]),
    ?P(count(id(<<"aXbXXc">>), 0)),
    ?P(twice(id(<<1, 2, 3, 4>>))),
    ?P(both(id(<<1, 2, 3>>), id(<<3, 2, 1>>))),
    ?P(keep(id(<<"abcdef">>))),
    ?P(empty(id(<<>>))),
    ?P(empty(id(<<1:1>>))),
    ?P(in_case(id(<<7, 1, 2>>))),
    ?P(in_fun(id(<<5, 6, 7>>))),
    ?P(gc_between(id(<<"abcdefghijklmnopqrstuvwxyz">>), [])),
    ?P(utf8len(id(<<"aåß∂😀"/utf8>>), 0)),
    ?P(bits_sum(id(<<16#DEADBEEF:32>>), 0)),
    ?P(csv(id(<<"a,\"b,c\",,d\n1,2,3,4\n">>))),
    ?P(skip_to(id(<<0, 0, 0, 5, 1>>))),
    ?P(skip_to(id(<<0, 0, 0>>))).

lex(<<C, R/binary>>, A) when C =:= $\s; C =:= $\n -> lex(R, A);
lex(<<"//", R/binary>>, A) -> lex(line(R), A);
lex(<<"0x", R/binary>>, A) -> {N, R1} = hex(R, 0), lex(R1, [{hex, N} | A]);
lex(<<$", R/binary>>, A) -> {S, R1} = str(R, <<>>), lex(R1, [{str, S} | A]);
lex(<<C, _/binary>> = B, A) when C >= $0, C =< $9 -> {N, R} = num(B, 0), lex(R, [N | A]);
lex(<<C, _/binary>> = B, A) when C >= $a, C =< $z -> {W, R} = word(B, 0), lex(R, [W | A]);
lex(<<C, R/binary>>, A) -> lex(R, [[C] | A]);
lex(<<>>, A) -> lists:reverse(A).
line(<<$\n, R/binary>>) -> R;
line(<<_, R/binary>>) -> line(R);
line(<<>>) -> <<>>.
hex(<<C, R/binary>>, N) when C >= $0, C =< $9 -> hex(R, N * 16 + C - $0);
hex(<<C, R/binary>>, N) when C >= $A, C =< $F -> hex(R, N * 16 + C - $A + 10);
hex(R, N) -> {N, R}.
str(<<$\\, C, R/binary>>, S) -> str(R, <<S/binary, C>>);
str(<<$", R/binary>>, S) -> {S, R};
str(<<C, R/binary>>, S) -> str(R, <<S/binary, C>>).
num(<<C, R/binary>>, N) when C >= $0, C =< $9 -> num(R, N * 10 + C - $0);
num(R, N) -> {N, R}.
word(B, N) ->
    case B of
        <<_:N/binary, C, _/binary>> when C >= $a, C =< $z; C =:= $_; C >= $0, C =< $9 -> word(B, N + 1);
        <<W:N/binary, R/binary>> -> {W, R}
    end.
back(<<1, 2, 3>>) -> a;
back(<<1, 2, X>>) when X > 3 -> {b, X};
back(<<1, R/binary>>) -> {c, R};
back(<<X, _/binary>> = B) -> {X, B};
back(B) -> {d, B}.
count(<<"X", R/binary>>, N) -> count(R, N + 1);
count(<<_, R/binary>>, N) -> count(R, N);
count(<<>>, N) -> N.
twice(<<A, R/binary>>) -> <<B, _/binary>> = R, case R of <<_, C, S/binary>> -> {A, B, C, R, S} end.
both(<<A, R/binary>>, <<B, S/binary>>) -> [A * 10 + B | both(R, S)];
both(<<>>, <<>>) -> [].
keep(<<A, R/binary>> = W) -> X = id(A), {X, R, W, byte_size(R)}.
empty(<<>>) -> empty;
empty(<<_/bits>>) -> bits.
in_case(B) -> case B of <<7, N, R/binary>> when N > 1 -> {big, R}; <<7, R/binary>> -> case R of <<1, X>> -> {one, X}; _ -> no end end.
in_fun(<<A, R/binary>>) -> F = fun(<<X, Y>>) -> {X, Y, A}; (_) -> no end, {F(R), F(<<>>)}.
gc_between(<<C, R/binary>>, A) -> _ = lists:seq(1, 2000), gc_between(R, [<<C, C>> | A]);
gc_between(<<>>, A) -> iolist_to_binary(lists:reverse(A)).
utf8len(<<_/utf8, R/binary>>, N) -> utf8len(R, N + 1);
utf8len(<<>>, N) -> N.
bits_sum(<<B:1, R/bits>>, N) -> bits_sum(R, N + B);
bits_sum(<<>>, N) -> N.
csv(B) -> csv(B, <<>>, [], []).
csv(<<$", R/binary>>, F, L, A) -> quoted(R, F, L, A);
csv(<<$,, R/binary>>, F, L, A) -> csv(R, <<>>, [F | L], A);
csv(<<$\n, R/binary>>, F, L, A) -> csv(R, <<>>, [], [lists:reverse([F | L]) | A]);
csv(<<C, R/binary>>, F, L, A) -> csv(R, <<F/binary, C>>, L, A);
csv(<<>>, <<>>, [], A) -> lists:reverse(A).
quoted(<<$", R/binary>>, F, L, A) -> csv(R, F, L, A);
quoted(<<C, R/binary>>, F, L, A) -> quoted(R, <<F/binary, C>>, L, A).
skip_to(<<0, R/binary>>) -> skip_to(R);
skip_to(<<>>) -> none;
skip_to(<<N, _/binary>> = B) -> {N, B}.
