%% SPDX-License-Identifier: Apache-2.0
%% Functions of up to 255 arguments: calls, tail calls that permute the arguments, apply, spawn, exceptions with their arguments.
-module(rec_many_args).
-include("../case.hrl"). -include("../source.hrl"). -include("../trace.hrl").

main() ->
    quiet(),
    [begin
         {module, made} = load_text(made, text(N)),
         io:format("~p arguments~n", [N]),
         ?P(made:call()),
         ?P(apply(made, sum, lists:seq(1, N))),
         ?P(apply(made, turn, [100 | lists:seq(2, N)])),
         ?P(apply(fun made:sum/N, lists:seq(1, N))),
         ?P(begin {P, M} = spawn_monitor(made, die, lists:seq(1, N)), receive {'DOWN', M, process, P, {Why, [{made, die, A, _} | _]}} -> {Why, A} end end),
         ?T(apply(made, sum, lists:seq(2, N))),
         ?T(apply(made, only, lists:duplicate(N, z))),
         ?T(made:wrong()),
         ?P(made:lambda())
     end || N <- [2, 16, 17, 255]].

text(N) ->
    Vs = [$V | lists:append(lists:join(", V", [integer_to_list(I) || I <- lists:seq(1, N)]))],
    Turned = "V1 - 1, " ++ lists:append(lists:join(", ", ["V" ++ integer_to_list(I) || I <- lists:seq(3, N) ++ [2]])),
    Ns = lists:append(lists:join(", ", [integer_to_list(I) || I <- lists:seq(1, N)])),
    lists:flatten(["-export([call/0, wrong/0, lambda/0, sum/", integer_to_list(N), ", turn/", integer_to_list(N), ", die/", integer_to_list(N), ", only/", integer_to_list(N), "]). ",
        "call() -> {ok, sum(", Ns, ")}. ",
        "sum(", Vs, ") -> erlang:phash2({", Vs, "}). ",
        "turn(0, V2", [[", V", integer_to_list(I)] || I <- lists:seq(3, N)], ") -> [V2, V", integer_to_list(N), "]; turn(", Vs, ") -> turn(", Turned, "). ",
        "die(", Vs, ") -> error({last, V", integer_to_list(N), "}, [", Vs, "]). ",
        "only(", lists:append(lists:join(", ", [lists:append(["a", integer_to_list(I)]) || I <- lists:seq(1, N)])), ") -> ok. ",
        "wrong() -> X = {", Ns, "}, only(", Ns, "), X. ",
        "lambda() -> F = fun(", Vs, ") -> [V1 | V", integer_to_list(N), "] end, F(", Ns, "). "]).
