%% SPDX-License-Identifier: Apache-2.0
%% Records and tuples with up to 300 fields: creation with defaults, update of one and of many, nested, match, setelement chains, element with computed positions.
-module(rec_large).
-include("../case.hrl"). -include("../source.hrl").

main() ->
    [begin
         Fields = lists:append(lists:join(", ", [io_lib:format("f~p = ~p", [I, I]) || I <- lists:seq(1, N)])),
         {module, made} = load_text(made, lists:flatten(["-export([new/0, set/1, setall/1, get/1, is/1, sum/1, upd/2]). -record(r, {", Fields, "}). new() -> #r{}. set(R) -> R#r{f1 = a, f", integer_to_list(N), " = z}. setall(R) -> R#r{", lists:join(", ", [io_lib:format("f~p = {~p}", [I, I]) || I <- lists:seq(1, N)]),
             "}. get(#r{f1 = A, f", integer_to_list(N), " = B}) -> {A, B}. is(R) when is_record(R, r) -> true; is(_) -> false. sum(R) -> lists:foldl(fun(I, S) -> case element(I, R) of E when is_integer(E) -> S + E; _ -> S end end, 0, lists:seq(2, tuple_size(R))). upd(R, V) -> R1 = R#r{f", integer_to_list(N div 2 + 1), " = V}, R2 = R1#r{f1 = V}, {R2#r.f1, R2#r.f", integer_to_list(N div 2 + 1), "}. "])),
         R = made:new(),
         io:format("~p: ~0p~n", [N, {tuple_size(R), made:get(R), made:get(made:set(R)), erlang:phash2(made:setall(R)), made:is(R), made:is({r}), made:is(setelement(1, R, s)), made:sum(R), made:sum(made:set(R)), made:upd(R, v), made:upd(made:setall(R), [1])}]),
         ?P(made:get({r, 1})), ?P(made:set(x)), ?P(made:set({r, 1})), ?P(made:upd(list_to_tuple([q | tl(tuple_to_list(R))]), 1))
     end || N <- [2, 8, 15, 16, 17, 60, 254, 300]],
    T = list_to_tuple(lists:seq(1, 1000)),
    ?P(lists:foldl(fun(I, A) -> setelement(I, A, -I) end, T, lists:seq(1, 1000, 7)) =:= list_to_tuple([if (I - 1) rem 7 =:= 0 -> -I; true -> I end || I <- lists:seq(1, 1000)])),
    ?P([element(I, T) || I <- [1, 500, 1000]]), ?P(element(1001, T)), ?P(setelement(0, T, x)), ?P(erlang:append_element({}, 1)), ?P(tuple_size(erlang:insert_element(500, T, x))), ?P(element(500, erlang:delete_element(500, T))).
