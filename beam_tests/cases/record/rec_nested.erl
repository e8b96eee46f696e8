%% SPDX-License-Identifier: Apache-2.0
%% Records in records, in lists, in messages and in ets; defaults that are calls; many fields; record tests in guards and funs.
-module(rec_nested).
-include("../case.hrl").

-record(in, {a = id(1), b = [x || _ <- [1, 2]]}).
-record(out, {i = #in{}, l = [] :: list(), m = #{}}).
-record(wide, {f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12 = 12, f13 = self(), f14 = {1, 2}, f15, f16}).

main() ->
    O = id(#out{}),
    ?P(O),
    ?P((O#out.i)#in.a),
    ?P(O#out.i#in.b),
    ?P(O#out{i = O#out.i#in{a = new}}),
    ?P(O#out.i#in{a = only_inner}),
    ?P(O#out{l = [#in{a = K} || K <- [1, 2]], m = #{k => #in{}}}),
    W = #wide{f1 = 1, f16 = 16},
    ?P(W#wide{f13 = none}),
    ?P({W#wide.f1, W#wide.f12, W#wide.f14, W#wide.f16, W#wide.f13 =:= self()}),
    ?P(tuple_size(W)),
    ?P((W#wide{f2 = a, f4 = b, f6 = c, f8 = d, f13 = p})),
    ?P(element(#wide.f14, W)),
    ?P(setelement(#in.a, #in{}, z)),
    ?P([f(X) || X <- [O, #in{a = 5}, #in{a = -5}, W, {in, 1}, {out, 1, 2, 3}]]),
    self() ! O#out{l = [sent]},
    ?P(receive #out{l = [H]} = R -> {H, R#out.i} end),
    T = ets:new(t, [{keypos, #in.a}]),
    ets:insert(T, [#in{a = K, b = K * K} || K <- lists:seq(1, 5)]),
    ?P(ets:lookup(T, 3)),
    ?P(lists:sort(ets:match_object(T, #in{b = 4, _ = '_'}))),
    ?P(lists:sort(ets:select(T, [{#in{a = '$1', b = '$2'}, [{'>', '$2', 5}], ['$1']}]))),
    ?P(lists:map(fun(#in{a = A}) -> A; (_) -> other end, [#in{a = q}, O])),
    ?P(try (id(5))#in.a catch error:E -> E end),
    ?P(try (id({in, 1}))#in{a = 2} catch error:E -> E end),
    ?P(try (id(O))#in.a catch error:E -> E end),
    ?P(fold([#in{a = K, b = K} || K <- lists:seq(1, 100)], #in{a = 0, b = 1})),
    ?P(case O of #out{i = #in{a = 1, b = [x | _]}, l = []} -> deep_match; _ -> no end),
    ?P(is_record(id(O), out, 4)),
    ?P(is_record(id(O), out, 5)).

f(#out{i = I}) when is_record(I, in) -> {out, I#in.a};
f(R) when is_record(R, in), R#in.a > 0 -> positive;
f(#in{}) -> in;
f(#wide{f1 = 1, f16 = X}) -> {wide, X};
f(_) -> none.
fold([], R) -> R;
fold([#in{a = A, b = B} | T], #in{a = SA, b = SB}) -> fold(T, #in{a = SA + A, b = (SB * B) rem 1000003}).
