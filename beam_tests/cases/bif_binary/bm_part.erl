%% SPDX-License-Identifier: Apache-2.0
%% binary:part/2,3: as binary_part, with its own error reports.
-module(bm_part).
-include("../bif.hrl").

main() ->
    B = <<1, 2, 3, 4, 5>>,
    bif(binary, part, 3, [[B, 0, 5], [B, 5, -5], [B, 5, 0], [B, 2, 2], [B, 6, 0], [B, 0, 6], [B, -1, 1], [B, 0, -1], [B, a, 1], [B, 1, a],
        [B, 1 bsl 64, 1], [B, 1, 1 bsl 64], [<<1:3>>, 0, 0], [a, 0, 0], [a, b, c]]),
    bif(binary, part, 2, [[B, {1, 2}], [B, {5, -2}], [B, {5, 1}], [B, {a, 1}], [B, {1}], [B, a], [<<1:3>>, {0, 0}], [a, {0, 0}], [B, {1,
        1 bsl 64}]]).
