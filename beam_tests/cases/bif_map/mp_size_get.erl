%% SPDX-License-Identifier: Apache-2.0
%% erlang:map_size/1, map_get/2, is_map_key/2: badmap and badkey, keys of two number types, small and large maps, in guards.
-module(mp_size_get).
-include("../bif.hrl").

main() ->
    M = #{a => 1, 1 => int, 1.0 => float, "k" => s, {t} => u, <<"b">> => v, 1 bsl 64 => w, #{} => x, [] => nil},
    Large = maps:from_list([{I, -I} || I <- lists:seq(1, 1000)]),
    Ks = [a, b, 1, 1.0, 2, "k", {t}, <<"b">>, 1 bsl 64, 1.8446744073709552e19, #{}, [], 0.0],
    bif(erlang, map_size, 1, [[#{}], [M], [Large] | [[X] || X <- edge_terms(), not is_map(X)]] -- [[Large]]),
    bif(erlang, map_get, 2, [[K, M] || K <- Ks] ++ [[a, X] || X <- edge_terms()]),
    bif(erlang, is_map_key, 2, [[K, M] || K <- Ks] ++ [[a, X] || X <- edge_terms()]),
    ?P({map_size(Large), map_get(1000, Large), is_map_key(1001, Large), is_map_key(5.0, Large)}),
    ?E(map_get(id(none), id(#{a => 1}))), ?E(map_get(a, id([]))), ?E(map_size(id([]))), ?E(is_map_key(a, id(b))),
    ?P([if map_size(X) > 1 -> big; map_get(a, X) =:= 1 -> one; is_map_key(b, X) -> b; true -> other end || X <- [id(M), id(#{a => 1}),
        id(#{b => 2}), id([]), id(#{})]]).
