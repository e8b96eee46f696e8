%% SPDX-License-Identifier: Apache-2.0
%% Text to standard_error and to user, io requests to the group leader, in an order the program fixes.
-module(el_stderr).
-include("../case.hrl").

main() ->
    io:format("to stdout~n"),
    io:format(user, "to user~n", []),
    ?P(io:put_chars("chars\n")),
    ?P(io:nl()),
    ?P(io:write({a, "b"})),
    ?P(io:format("~s", [])),
    ?P(io:put_chars([$a | "b\n"])),
    ?P(io:put_chars(not_a_list)),
    ?P(io:format(no_such_device, "x", [])),
    ?P(io:get_line("")),
    ?P(io:get_chars("", 3)),
    ?P(io:read("")),
    ?P(io:columns()),
    ?P(lists:keymember(encoding, 1, io:getopts())),
    ?P(io:request(standard_io, {put_chars, latin1, "req\n"})),
    ?P(io:requests([{put_chars, latin1, "a"}, {put_chars, latin1, "b\n"}, nl])),
    ?P(is_pid(group_leader())),
    Me = self(),
    P = spawn(fun() -> receive {io_request, From, Ref, Req} -> From ! {io_reply, Ref, ok}, Me ! {seen, Req} end end),
    io:format(P, "hi ~p", [1]),
    ?P(receive {seen, R} -> R end),
    [io:format("line ~b~n", [I]) || I <- lists:seq(1, 100)],
    receive after 50 -> ok end,
    io:format(standard_error, "to stderr~n", []),
    receive after 50 -> ok end,
    io:format("~s~n", [lists:duplicate(5000, $x)]).
