%% SPDX-License-Identifier: Apache-2.0
%% map_small.erl -- maps of a few keys used as records: matching, updating, building, maps:get/3.
-module(map_small).
-export([sizes/0, run/1]).

sizes() -> {50000, 14000000}.

run(N) -> maps:get(sum, loop(N, #{sum => 0, count => 0, name => "x", flag => true, last => none})).

loop(0, Map) -> Map;
loop(N, #{sum := Sum, flag := true} = Map) ->
    loop(N - 1, Map#{sum := (Sum + N) band 16#fffffff, flag := false, last := N});
loop(N, #{count := Count} = Map) ->
    Point = #{x => N, y => Count, z => maps:get(absent, Map, 3)},
    #{x := X, z := Z} = Point,
    case Map of
        #{last := L} when L > X + Z -> loop(N - 1, Map#{flag := true, count := Count + 1});
        #{} -> loop(N - 1, Map#{flag := true})
    end.
