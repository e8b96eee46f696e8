%% SPDX-License-Identifier: Apache-2.0
%% erlang:binary_to_list/3: positions count from 1, the two ends, and every bad position.
-module(bits_to_list_part).
-include("../bif.hrl").

main() ->
    B = <<10, 20, 30, 40>>,
    bif(erlang, binary_to_list, 3, [[B, 1, 4], [B, 1, 1], [B, 4, 4], [B, 2, 3], [<<5>>, 1, 1], [B, 0, 1], [B, 1, 5], [B, 3, 2], [B, 5, 5],
        [B, -1, 2],
                                    [<<>>, 1, 0], [<<>>, 1, 1], [<<>>, 0, 0], [B, a, 1], [B, 1, a], [B, 1.0, 2], [B, 1 bsl 64, 1 bsl 65],
                                        [B, 1, 1 bsl 64],
                                    [<<1:7>>, 1, 1], [<<1, 2:3>>, 1, 1], [a, 1, 1], [a, b, c], [B, 2, 1], [B, a, b]]),
    <<_:3, U:32/bits, _/bits>> = id(<<0:3, B/binary, 0:5>>),
    ?P(binary_to_list(U, 2, 4)).
