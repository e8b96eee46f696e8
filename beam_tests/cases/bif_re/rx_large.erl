%% SPDX-License-Identifier: Apache-2.0
%% Subjects longer than a time slice, many matches, and a pattern compiled once and used by several processes.
-module(rx_large).
-include("../bif.hrl").

main() ->
    S = binary:copy(<<"abcdefghij0123456789">>, 20000),
    {match, L} = re:run(S, "\\d+", [global]),
    ?P({length(L), hd(L), lists:last(L)}),
    ?P(length(re:split(S, "j0"))),
    ?P(byte_size(iolist_to_binary(re:replace(S, "c(d)e", "<\\1>", [global])))),
    ?P(re:run(S, "9$")),
    ?P(re:run(S, "[0-9]{11}")),
    ?P(re:run(binary:copy(<<"a">>, 100000), "a*b")),
    {ok, C} = re:compile("([a-z]+)(\\d+)"),
    Self = self(),
    [spawn(fun() -> Self ! {N, re:run(binary:part(S, N, 60), C, [{capture, all, binary}])} end) || N <- [0, 5, 12]],
    ?P([receive {N, R} -> R end || N <- [0, 5, 12]]),
    ?P(lists:usort([re:run([$a, 16#e9, 16#20AC], P, [unicode]) || P <- ["\\w+", "\\W+", "\\w{3}", "\\W."], _ <- lists:seq(1,
        100)])),
    ?P(length([x || {match, _} <- [re:run(integer_to_list(I), "^[1-9]*7$") || I <- lists:seq(1, 3000)]])).
