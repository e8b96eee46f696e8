%% SPDX-License-Identifier: Apache-2.0
%% Stack frames: large ones, trim in steps, y registers moved and swapped, init_yregs, values live over a collection; the
%% registers with the highest numbers; tuples and lists built of constants.
-module(asm_frames).
-include("../case.hrl"). -include("../asm.hrl").

main() ->
    asm_lines([{{frame, N}, frame(N), [N]} || N <- [1, 2, 3, 8, 17, 100, 255, 256, 300]]),
    asm_lines([{{trim, N, K}, trims(N, K), []} || {N, K} <- [{4, 1}, {10, 3}, {50, 7}, {256, 15}]]),
    asm_lines([{{far, R}, [{move, {x, 0}, {x, R}}, {move, nil, {x, 0}}, {test_heap, 2, 1}, return], [q]} || R <- [1, 15, 16, 255, 256, 1000, 1022]]),
    asm_lines([{{keep, R}, [{move, {x, 0}, {x, R}}, {move, nil, {x, 0}}, {move, {x, R}, {x, 0}}, return], [q]} || R <- [1, 15, 16, 255, 256, 1000, 1022]]),
    asm_lines([{{live, R}, live(R), [q]} || R <- [1, 2, 16, 255, 256, 500]]),
    asm_lines([
        {swap_x, [{swap, {x, 0}, {x, 1}}, {test_heap, 3, 2}, {put_tuple2, {x, 0}, {list, [{x, 0}, {x, 1}]}}, return], [1, 2]},
        {swap_xy, [{allocate, 1, 2}, {move, {x, 1}, {y, 0}}, {swap, {x, 0}, {y, 0}}, {test_heap, 3, 1}, {put_tuple2, {x, 0}, {list, [{x, 0}, {y, 0}]}}, {deallocate, 1}, return], [1, 2]},
        {swap_y, [{allocate, 2, 2}, {move, {x, 0}, {y, 0}}, {move, {x, 1}, {y, 1}}, {swap, {y, 0}, {y, 1}}, {test_heap, 3, 0}, {put_tuple2, {x, 0}, {list, [{y, 0}, {y, 1}]}},
            {deallocate, 2}, return], [1, 2]},
        {swap_self, [{swap, {x, 0}, {x, 0}}, return], [1]},
        {init, [{allocate, 3, 1}, {init_yregs, {list, [{y, 0}, {y, 1}, {y, 2}]}}, {test_heap, 5000, 1}, {deallocate, 3}, return], [z]},
        {heap, [{allocate_heap, 1, 10, 1}, {move, {x, 0}, {y, 0}}, {put_list, {y, 0}, {y, 0}, {x, 0}}, {put_list, {x, 0}, {x, 0}, {x, 0}}, {put_tuple2, {x, 0}, {list, [{x, 0}, {y, 0}]}},
            {deallocate, 1}, return], [z]},
        {literal_list, [{test_heap, 2, 0}, {put_list, {literal, [a]}, {literal, {b}}, {x, 0}}, return], []},
        {tuple90, [{test_heap, 100, 1}, {put_tuple2, {x, 1}, {list, [{x, 0} || _ <- lists:seq(1, 90)]}}, {move, {x, 1}, {x, 0}}, return], [z]},
        {constants, [{test_heap, 8, 1}, {put_tuple2, {x, 0}, {list, [{x, 0}, {integer, 1 bsl 58}, {float, 1.5}, nil, {literal, "lit"}]}}, return], [z]},
        {self_list, [{test, is_nonempty_list, {f, 8}, [{x, 0}]}, {get_list, {x, 0}, {x, 1}, {x, 0}}, {test_heap, 3, 2}, {put_tuple2, {x, 0}, {list, [{x, 0}, {x, 1}]}}, return], [[1 | 2]]},
        {self_list2, [{test, is_nonempty_list, {f, 8}, [{x, 0}]}, {get_list, {x, 0}, {x, 0}, {x, 1}}, {test_heap, 3, 2}, {put_tuple2, {x, 0}, {list, [{x, 0}, {x, 1}]}}, return], [[1 | 2]]},
        {both_heads, [{test, is_nonempty_list, {f, 8}, [{x, 0}]}, {get_list, {x, 0}, {x, 0}, {x, 0}}, return], [[1 | 2]]},
        {element, [{test, is_tuple, {f, 8}, [{x, 0}]}, {test, test_arity, {f, 8}, [{x, 0}, 3]}, {get_tuple_element, {x, 0}, 2, {x, 5}}, {get_tuple_element, {x, 0}, 0, {x, 0}},
            {test_heap, 2, 1}, return], [{a, b, c}]}]).

frame(N) ->
    [{allocate, N, 1}] ++ [{move, {integer, I * 3}, {y, I}} || I <- lists:seq(0, N - 1)] ++ [{test_heap, 5000, 1}] ++
        [{gc_bif, '+', {f, 0}, 1, [{x, 0}, {y, I}], {x, 0}} || I <- lists:seq(0, N - 1)] ++ [{deallocate, N}, return].

trims(N, K) ->
    [{allocate, N, 0}] ++ [{move, {integer, I}, {y, I}} || I <- lists:seq(0, N - 1)] ++ [{move, nil, {x, 0}}] ++ trim(N, K).
trim(N, K) when N > K ->
    [{test_heap, 2, 1}, {put_list, {y, 0}, {x, 0}, {x, 0}}, {test_heap, 2, 1}, {put_list, {y, N - 1}, {x, 0}, {x, 0}}, {trim, K, N - K} | trim(N - K, K)];
trim(N, _) ->
    [{deallocate, N}, return].

%% R + 1 registers are live at a collection.
live(R) ->
    [{move, {x, 0}, {x, I}} || I <- lists:seq(1, R)] ++ [{test_heap, 10000, R + 1}, {put_list, {x, R}, nil, {x, R}}, {put_list, {x, R - 1}, {x, R}, {x, R}},
        {put_list, {x, 0}, {x, R}, {x, 0}}, {test_heap, 2, 1}, return].
