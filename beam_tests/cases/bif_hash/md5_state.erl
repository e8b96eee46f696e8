%% SPDX-License-Identifier: Apache-2.0
%% releases: 25
%% What erlang:md5_update/2 hands on can be seen: state, bits so far, the bytes that fill no block yet.
-module(md5_state).
-include("../case.hrl").

main() ->
    State = lists:foldl(fun(Size, State) ->
                            Next = erlang:md5_update(State, binary:copy(<<"x">>, Size)),
                            ?P({Size, Next}),
                            Next
                        end, erlang:md5_update(erlang:md5_init(), binary:copy(<<"y">>, 200)), [0, 1, 50, 64, 1000]),
    ?P(erlang:md5_final(State)).
