%% SPDX-License-Identifier: Apache-2.0
%% binary:bin_to_list/1,2,3: parts with positive and negative lengths, bad positions and arguments.
-module(bm_bin_to_list).
-include("../bif.hrl").

main() ->
    B = <<1, 2, 3, 4, 5>>,
    bif(binary, bin_to_list, 1, [[B], [<<>>], [<<1:1>>], [a], ["x"]]),
    bif(binary, bin_to_list, 2, [[B, {0, 5}], [B, {5, -2}], [B, {2, 0}], [B, {4, 2}], [B, {-1, 1}], [B, a], [B, {a, b}], [<<1:1>>, {0, 0}],
        [a, {0, 0}], [B, {1, 2, 3}]]),
    bif(binary, bin_to_list, 3, [[B, 0, 5], [B, 5, -5], [B, 1, 1], [B, 6, 0], [B, 0, 6], [B, 0, -1], [B, a, 0], [B, 0, a], [<<1:1>>, 0, 0],
        [a, 0, 0], [B, 1 bsl 64, 0]]).
