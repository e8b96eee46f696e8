%% SPDX-License-Identifier: Apache-2.0
%% Lists and binaries of characters: concatenation, conversion between forms, searching by hand, numbers in text, large texts.
-module(st_chars).
-include("../case.hrl").

main() ->
    T = id("the quick brown fox jumps over the lazy dog"),
    ?P(count(T)),
    ?P(lists:flatten(lists:join(" ", [lists:reverse(W) || W <- string:tokens(T, " ")]))),
    ?P(caesar(T, 3)),
    ?P(caesar(caesar(T, 3), -3) =:= T),
    ?P(rle("aaabccddddd")),
    ?P(unrle(rle("aaabccddddd"))),
    ?P(palindrome("A man a plan a canal Panama")),
    ?P(anagrams(["listen", "silent", "enlist", "google", "elgoog"])),
    ?P(lev("kitten", "sitting")),
    ?P(lev("", "abc")),
    ?P(lcs("AGGTAB", "GXTXAYB")),
    ?P(roman(1994)),
    ?P([roman(N) || N <- [1, 4, 9, 14, 40, 90, 400, 900, 3999]]),
    ?P(words_num(342)),
    ?P(hex(<<"hello", 255, 0>>)),
    ?P(unhex(hex(<<"hello", 255, 0>>))),
    ?P(eval("1 + 2 * (3 - 4) * 5 - -6")),
    ?P(eval("2 * (3 + (4 - 1)) / 3")),
    ?P(json(#{a => [1, 2.5, null, true], b => #{c => <<"q\"\\\n">>}, d => []})),
    ?P(wrap(T, 15)),
    ?P(length(lists:foldl(fun(I, A) -> integer_to_list(I) ++ [$, | A] end, [], lists:seq(1, 20000)))),
    ?P(erlang:phash2(lists:flatten([[integer_to_list(I), $\s] || I <- lists:seq(1, 20000)]))),
    ?P(erlang:md5(lists:duplicate(100000, $a))),
    ?P("abc" ++ "def" -- "ace"),
    ?P([$a, $\s, $\n, $\t, $\\, $\x41, $\101, $\^a, $å]),
    ?P("con" "cat" "enation"),
    ?P(<<"a", "b"/utf8, 99>>).

count(T) -> lists:sort(maps:to_list(maps:remove($\s, lists:foldl(fun(C, M) -> maps:update_with(C, fun(N) -> N + 1 end, 1, M) end, #{}, T)))).
caesar(T, N) -> [if C >= $a, C =< $z -> (C - $a + N + 26) rem 26 + $a; true -> C end || C <- T].
rle([]) -> [];
rle([C | T]) -> {A, B} = lists:splitwith(fun(X) -> X =:= C end, T), [{C, length(A) + 1} | rle(B)].
unrle(L) -> lists:append([lists:duplicate(N, C) || {C, N} <- L]).
palindrome(S) -> L = [C || C <- string:lowercase(S), C =/= $\s], L =:= lists:reverse(L).
anagrams(Ws) -> lists:sort(maps:values(maps:map(fun(_, V) -> lists:sort(V) end, maps:groups_from_list(fun lists:sort/1, Ws)))).
lev([], B) -> length(B);
lev(A, []) -> length(A);
lev([H | A], [H | B]) -> lev(A, B);
lev([_ | A] = X, [_ | B] = Y) -> 1 + lists:min([lev(A, Y), lev(X, B), lev(A, B)]).
lcs([], _) -> [];
lcs(_, []) -> [];
lcs([H | A], [H | B]) -> [H | lcs(A, B)];
lcs([_ | A] = X, [_ | B] = Y) -> P = lcs(A, Y), Q = lcs(X, B), if length(P) >= length(Q) -> P; true -> Q end.
roman(0) -> "";
roman(N) -> {V, S} = hd([{V, S} || {V, S} <- [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}], V =< N]), S ++ roman(N - V).
words_num(N) -> [lists:nth(D - $0 + 1, ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]) || D <- integer_to_list(N)].
hex(B) -> lists:flatten([io_lib:format("~2.16.0b", [X]) || <<X>> <= B]).
unhex([A, B | T]) -> <<(list_to_integer([A, B], 16)), (unhex(T))/binary>>;
unhex([]) -> <<>>.
eval(S) -> {V, []} = sum([C || C <- S, C =/= $\s]), V.
sum(S) -> {A, R} = prod(S), sum(A, R).
sum(A, [$+ | T]) -> {B, R} = prod(T), sum(A + B, R);
sum(A, [$- | T]) -> {B, R} = prod(T), sum(A - B, R);
sum(A, R) -> {A, R}.
prod(S) -> {A, R} = atom_(S), prod(A, R).
prod(A, [$* | T]) -> {B, R} = atom_(T), prod(A * B, R);
prod(A, [$/ | T]) -> {B, R} = atom_(T), prod(A div B, R);
prod(A, R) -> {A, R}.
atom_([$( | T]) -> {V, [$) | R]} = sum(T), {V, R};
atom_([$- | T]) -> {V, R} = atom_(T), {-V, R};
atom_(S) -> {D, R} = lists:splitwith(fun(C) -> C >= $0 andalso C =< $9 end, S), {list_to_integer(D), R}.
json(M) when is_map(M) -> iolist_to_binary([${, lists:join($,, [[$", atom_to_list(K), $", $:, json(V)] || {K, V} <- lists:sort(maps:to_list(M))]), $}]);
json(L) when is_list(L) -> iolist_to_binary([$[, lists:join($,, [json(X) || X <- L]), $]]);
json(B) when is_binary(B) -> iolist_to_binary([$", [case C of $" -> "\\\""; $\\ -> "\\\\"; $\n -> "\\n"; _ -> C end || <<C>> <= B], $"]);
json(A) when is_atom(A) -> atom_to_binary(A);
json(I) when is_integer(I) -> integer_to_binary(I);
json(F) when is_float(F) -> float_to_binary(F, [short]).
wrap(T, W) -> wrap(string:tokens(T, " "), W, "", []).
wrap([], _, L, A) -> lists:reverse([L | A]);
wrap([H | T], W, "", A) -> wrap(T, W, H, A);
wrap([H | T], W, L, A) when length(L) + length(H) < W -> wrap(T, W, L ++ " " ++ H, A);
wrap(Ws, W, L, A) -> wrap(Ws, W, "", [L | A]).
