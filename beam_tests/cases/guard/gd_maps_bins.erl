%% SPDX-License-Identifier: Apache-2.0
%% Guards over maps, binaries and funs; guard sequences with alternatives in case, if, receive, fun, comprehension and try.
-module(gd_maps_bins).
-include("../case.hrl").

main() ->
    Vs = [#{}, #{a => 1}, #{a => 2, 1 => 3}, <<>>, <<1>>, <<1, 2, 3>>, <<5:3>>, "", "ab", fun lists:map/2, fun(X) -> X end, 5, 5.0, a, {a}, {a, b}],
    [?P({V, g(id(V))}) || V <- Vs],
    [?P({V, h(id(V))}) || V <- Vs],
    ?P([case id(V) of X when is_map(X), map_size(X) > 0; is_binary(X), X =/= <<>> -> yes; _ -> no end || V <- Vs]),
    ?P([V || V <- Vs, is_map(V) orelse is_list(V)]),
    ?P([V || V <- Vs, is_map_key(a, V)] =:= x),
    ?P([V || V <- Vs, is_tuple(V) andalso element(1, V) =:= a]),
    ?P([(fun(X) when X > 4, X < 6 -> five; (X) when is_atom(X) -> atom; (_) -> other end)(V) || V <- Vs]),
    [self() ! V || V <- Vs],
    ?P(receive M when map_get(a, M) =:= 2 -> M end),
    ?P(receive B when byte_size(B) =:= 3 -> B end),
    ?P(receive F when is_function(F, 1) -> is_function(F) end),
    ?P(receive N when N == 5, is_float(N) -> N end),
    ?P(process_info(self(), message_queue_len)),
    ?P(try id(<<7>>) of B when bit_size(B) > 10 -> big; <<X>> when X > 5 -> {small, X} catch _:_ -> c end),
    ?P(try throw({x, 9}) catch {x, N} when N > 10 -> big; {x, N} when N rem 3 =:= 0 -> three; _ -> other end),
    ?P(if map_size(#{a => 1}) > 5 -> 1; byte_size(<<1, 2>>) =:= 2, true -> 2; true -> 3 end),
    ?P(lists:filter(fun(X) when is_number(X) -> X > 1; (_) -> false end, Vs)).

g(#{a := A}) when A > 1 -> {big, A};
g(M) when map_get(a, M) =:= 1 -> one;
g(M) when is_map(M) -> map;
g(<<X, _/binary>>) when X =:= 1 -> starts_one;
g(B) when is_binary(B); is_list(B), B =:= [] -> empty;
g(B) when bit_size(B) < 8 -> bits;
g(F) when is_function(F, 2) -> fun2;
g(F) when is_function(F) -> fun_;
g(T) when element(2, T) =:= b -> b;
g(_) -> none.
h(X) when not is_map(X), not is_bitstring(X), not is_list(X) -> scalar;
h(X) when is_map(X) xor is_list(X), X =/= [] -> map_or_list;
h(X) when (byte_size(X) > 2) or (bit_size(X) =:= 3) -> sized;
h(X) when X =:= [] orelse X == <<>> -> empty;
h(_) -> none.
