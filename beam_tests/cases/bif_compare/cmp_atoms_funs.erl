%% SPDX-License-Identifier: Apache-2.0
%% Atoms by code points, not by number; funs of modules by module, name, arity; local funs by index and environment.
-module(cmp_atoms_funs).
-include("../bif.hrl").

main() ->
    Atoms = [zz_new_atom, aa_new_atom, '', a, aa, ab, 'B', 'ä', 'ö', list_to_atom([16#3b1]), list_to_atom([16#1F600]),
        list_to_atom([16#FFFD]),
             list_to_atom([$a, 0]), abcd, abcde, abcdefgh, abcdefghi, 'abcd\x{e4}'],
    ?P([atom_to_list(A) || A <- lists:sort(Atoms)]),
    ?P([A < B || A <- [a, aa, ''], B <- [a, aa, '']]),
    ?P(lists:sort([fun lists:map/2, fun lists:foldl/3, fun erlang:abs/1, fun erlang:abs/0, fun zz:a/1, fun lists:map/3])),
    F = fun(X) -> fun() -> X end end,
    ?P({F(1) == F(1), F(1) =:= F(1), F(1) < F(2), F(1) == F(1.0), F(a) > F(1)}),
    ?P({F == F, F(1) == F, fun lists:map/2 == fun lists:map/2, fun lists:map/2 =:= erlang:make_fun(lists, map, 2)}).
