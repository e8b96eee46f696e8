%% SPDX-License-Identifier: Apache-2.0
%% Keys with the same hash: from OTP 27 on bitstrings whose last whole byte and whose bits behind it are exchanged.
-module(map_equal_hashes).
-include("../case.hrl").

main() ->
    Keys = [<<X, Y:7>> || X <- lists:seq(0, 20), Y <- lists:seq(0, 20)],
    M = maps:from_list([{K, K} || K <- Keys]),
    ?P(map_size(M)),
    ?P([K || K <- Keys, maps:get(K, M) =/= K]),
    ?P(lists:sort(maps:keys(M)) =:= Keys),
    ?P(lists:sort(maps:to_list(M)) =:= [{K, K} || K <- Keys]),
    Put = lists:foldl(fun(K, A) -> A#{K => K} end, #{}, lists:reverse(Keys)),
    ?P(Put =:= M),
    ?P(map_size(lists:foldl(fun maps:remove/2, M, lists:nthtail(40, Keys)))),
    ?P(maps:is_key(<<30, 31:7>>, M#{<<31, 30:7>> => 1})),
    ?P(maps:merge(M, #{<<3, 4:7>> => new}) =:= M#{<<3, 4:7>> := new}),
    ?P(binary_to_term(term_to_binary(M)) =:= M),
    ?P(length(lists:usort([erlang:phash2(M), erlang:phash2(Put)]))).
