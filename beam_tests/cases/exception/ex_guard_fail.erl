%% SPDX-License-Identifier: Apache-2.0
%% Errors inside guards are silent: each failing guard expression selects the next clause, also in nested operators.
-module(ex_guard_fail).
-include("../case.hrl").

main() ->
    Vs = [0, 1, -1, 1.5, a, true, false, [], [1], {}, {1}, {a, b}, <<>>, <<1>>, <<1:3>>, #{}, #{a => 1}, 1 bsl 80],
    [io:format("~0p: ~w~n", [V, [G || {G, true} <- guards(V)]]) || V <- Vs].

guards(X) ->
    [{plus, if X + 1 > 0 -> true; true -> false end},
     {plus_or, if X + 1 > 0; is_atom(X) -> true; true -> false end},
     {plus_orelse, if is_atom(X) orelse X + 1 > 0 -> true; true -> false end},
     {or_plus, if is_atom(X) or (X + 1 > 0) -> true; true -> false end},
     {hd, if hd(X) =:= 1 -> true; true -> false end},
     {not_hd, if not (hd(X) =:= 1) -> true; true -> false end},
     {el, if element(1, X) == 1 -> true; true -> false end},
     {el2, if element(2, X) == b; element(1, X) =:= 1 -> true; true -> false end},
     {size, if size(X) > 0 -> true; true -> false end},
     {bsize, if bit_size(X) > 3 -> true; true -> false end},
     {len, if length(X) >= 0 -> true; true -> false end},
     {msize, if map_size(X) >= 0 -> true; true -> false end},
     {mget, if map_get(a, X) =:= 1 -> true; true -> false end},
     {key, if is_map_key(a, X) -> true; true -> false end},
     {nokey, if not is_map_key(a, X) -> true; true -> false end},
     {bool, if X -> true; true -> false end},
     {nbool, if not X -> true; true -> false end},
     {'and', if X and true -> true; true -> false end},
     {andalso_, if X andalso true -> true; true -> false end},
     {orelse_, if X orelse false -> true; true -> false end},
     {true_orelse, if true orelse X -> true; true -> false end},
     {false_andalso, if false andalso X; true -> true end},
     {'xor', if X xor false -> true; true -> false end},
     {'div', if 10 div X > 0 -> true; true -> false end},
     {fdiv, if 10 / X > 0 -> true; true -> false end},
     {shift, if 1 bsl X > 0 -> true; true -> false end},
     {abs, if abs(X) > 0 -> true; true -> false end},
     {round, if round(X) > 0 -> true; true -> false end},
     {part, if binary_part(X, 0, 1) =:= <<1>> -> true; true -> false end},
     {tsize, if tuple_size(X) =:= 1 -> true; true -> false end},
     {isf, if is_function(X, 1) -> true; true -> false end},
     {isf_bad, if is_function(X, X) -> true; true -> false end},
     {isr, if is_record(X, a, 2) -> true; true -> false end},
     {ceil, if ceil(X) > 0 -> true; true -> false end},
     {self, if self() =/= X -> true; true -> false end},
     {node, if node(X) =:= node() -> true; true -> false end}].
