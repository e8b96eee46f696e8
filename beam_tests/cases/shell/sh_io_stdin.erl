%% SPDX-License-Identifier: Apache-2.0
%% Reading standard input from a pipe: get_line, get_chars, fread, read, scan, encodings, end of file, partial lines, io options.
-module(sh_io_stdin).
-include("../case.hrl").

main() ->
    parallel(fun({Code, In}) -> run(In, Code) end, [
        {"P(io:get_line('p> ')), P(io:get_line(\"\")), P(io:get_line(x)), P(io:get_line(x))", "a b\\nlast"},
        {"P(io:get_chars(\"\", 4)), P(io:get_chars('', 4)), P(io:get_chars('', 400)), P(io:get_chars('', 1))", "abcdef\\nghi"},
        {"P(io:fread('', \"~d ~a ~f ~16u ~s\")), P(io:fread('', \"~d~d\")), P(io:fread('', \"~s\")), P(io:fread('', \"~d\"))", "12 foo 1.5 ff abc\\n7 x\\ny\\n"},
        {"P(io:read(\"r> \")), P(io:read(x)), P(io:read(x)), P(io:read(x)), P(io:read(x)), P(io:read(x))", "{a,[1|2]}. foo\\nbar. 1 +. \"s\"."},
        {"P(io:scan_erl_form('')), P(io:scan_erl_form('')), P(io:parse_erl_exprs(''))", "f(X) -> X.\\nfoo"},
        {"P(io:get_line('')), P(io:get_line('')), P(io:get_line(''))", "\\303\\244\\303\\n\\304\\200"},
        {"P(io:setopts([{encoding, latin1}])), P(io:getopts()), P(io:get_line('')), P(io:get_line(''))", "\\303\\244\\n\\377\\376x\\n"},
        {"P(io:setopts([{encoding, unicode}, binary])), P(lists:sort(io:getopts())), P(io:get_line('')), P(io:get_line(''))", "\\303\\244\\342\\202\\254\\n"},
        {"P(io:setopts([binary])), P(io:get_line('')), P(io:get_chars('', 3)), P(file:read_line(standard_io)), P(file:read(standard_io, 5))", "line1\\r\\nline2\\r\\n"},
        {"P(io:get_line('')), P(io:read('')), P(io:get_chars('', 0)), P(io:fread('', \"~s\")), P(io:columns()), P(io:rows()), P(io:setopts([foo])), P(io:setopts([{encoding, foo}]))", ""},
        {"P(io:request(standard_io, foo)), P(io:request(user, {requests, [{put_chars, unicode, \"x\\n\"}, {put_chars, unicode, \"y\\n\"}]}))", "abc"},
        {"P(io:put_chars([a])), P(io:put_chars([1000, $x, 10])), P(io:put_chars(<<255, 10>>)), P(io:format(\"~p\", [])), P(io:format(nodev, \"x\", [])), P(io:nl(user)), P(io:write([1])), P(io:format(\"~ts ~s~n\", [[1024], \"ok\"])), P(io:format(\"~s~n\", [[1024]]))", ""}]).

run(In, Code) ->
    Calls = "P(fun() -> " ++ string:replace(Code, "), P(", " end), P(fun() -> ", all),
    Full = "P = fun(F) -> io:format(\"~0tp~n\", [try F() catch C:R -> {C, R} end]) end, " ++ lists:flatten(string:replace(Calls, "fun() -> P(", "fun() -> ")),
    os:cmd("printf '" ++ In ++ "' | erl -noshell -eval '" ++ quote(lists:droplast(Full)) ++ " end), halt().' 2>&1").
quote(S) -> lists:flatmap(fun($') -> "'\\''"; (C) -> [C] end, S).

%% Several at a time; printed in the order of the list.
parallel(Fun, List) ->
    Me = self(),
    Started = [{Args, spawn_link(fun() -> Me ! {self(), Fun(A)} end)} || {Args, _} = A <- List],
    [receive {Pid, Text} -> io:format("~ts~n~ts", [Args, Text]); {'EXIT', Pid, Why} when Why =/= normal -> io:format("~p~n", [Why]) end || {Args, Pid} <- Started],
    ok.
