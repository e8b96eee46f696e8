%% SPDX-License-Identifier: Apache-2.0
%% Which atoms are quoted, and how their characters are escaped, by ~w, ~p, ~tw, ~tp and ~s.
-module(at_printing).
-include("../bif.hrl").

main() ->
    Atoms = ['', a, 'A', '_', '_a', a1, 'a-b', 'a@b', a_B, 'å', 'Å', 'ß', 'ÿ', '1a', 'a b', 'a.b', 'a\nb', 'a\tb', 'a\'b', 'a\\b', 'a"b',
        '\0', '\d', '\e', 'after',
             'maybe', 'when', 'end', 'fun', true, '[]', '{}', '$1', '@', 'a@', list_to_atom([16#3b1, 16#3b2]), list_to_atom([16#391]),
                 list_to_atom([$a, 16#3b1]),
             list_to_atom([16#1F600]), list_to_atom([16#A0]), list_to_atom([16#80]), list_to_atom([16#d7]), list_to_atom([16#f7])],
    [io:format("~w ~p ~tw ~tp ~ts~n", [A, A, A, A, [io_lib:write_atom(A)]]) || A <- Atoms],
    [?P(lists:flatten(io_lib:format("~s", [A]))) || A <- [a, 'a b', 'å']],
    ?P(lists:flatten(io_lib:format("~s", [list_to_atom([16#3b1])]))).
