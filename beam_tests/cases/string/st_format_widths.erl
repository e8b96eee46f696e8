%% SPDX-License-Identifier: Apache-2.0
%% io_lib:format: every control sequence with width, precision, padding, negative width, star, wrong arguments; wrapping of ~p at many widths.
-module(st_format_widths).
-include("../case.hrl").

main() ->
    [row(F, V) || F <- ["~w", "~5w", "~-5w", "~10.w", "~.3w", "~7.2w", "~20.10.*w", "~10..xw", "~-10.5._w", "~0w"], V <- [abc, 12345, "ab", {a, b}, <<1, 2>>, 1.5]],
    [row(F, V) || F <- ["~s", "~10s", "~-10s", "~10.4s", "~.2s", "~-6.3.*s", "~3s", "~ts", "~8ts", "~.1ts"], V <- ["abc", <<"bin">>, abc, ["a", [<<"b">>], $c], [1024], <<"é"/utf8>>, 12, "", [a]]],
    [row(F, V) || F <- ["~b", "~B", "~16b", "~16B", "~10b", "~-10b", "~.2b", "~.36B", "~8.2.0b", "~.16x", "~10.8.0b", "~+", "~#", "~.16#", "~.8#", "~x"], V <- [0, 255, -255, 1 bsl 70, a]],
    [row(F, V) || F <- ["~f", "~.2f", "~10.3f", "~-10.1f", "~.0f", "~e", "~.3e", "~12.4e", "~g", "~.3g", "~10.2g", "~.20f", "~.20g", "~5f"], V <- [0.0, 1.5, -2.25, 1.0e10, 1.0e-10, 123456789.123, 1.0e22, 3, -0.0]],
    [row(F, V) || F <- ["~c", "~3c", "~5.3c", "~-5.3c", "~tc", "~2tc"], V <- [$a, 955, -1, a, 300]],
    [rows(F, Vs) || {F, Vs} <- [{"~X", [31, "0x"]}, {"~.16x", [-31, "16#"]}, {"~.8X", [100, [$a]]}, {"~*s", [10, "abc"]}, {"~*.*s", [10, 2, "abc"]}, {"~*.*.*s", [10, 2, $-, "abc"]}, {"~-*s|", [10, "abc"]}, {"~i~w", [a, b]}, {"~n~~~2n", []}, {"~*c", [3, $x]},
        {"~P", [lists:seq(1, 30), 8]}, {"~W", [lists:seq(1, 30), 8]}, {"~P", [{a, {b, {c, {d, {e}}}}}, 4]}, {"~W", [#{a => #{b => #{c => d}}}, 4]}, {"~30P", [lists:seq(1, 50), 20]}, {"~tP", [["åäö", "αβγ"], 5]}, {"~p", []}, {"~p", [1, 2]}, {"~q", [1]}, {"~", []}, {"~10", []}, {"abc", notlist}, {"~s", "x"}, {"~ta", [a]}, {a, [1]}, {<<"~p">>, [1]}, {[<<"x~">>, "w"], [q]}, {"~l.p", [1]}]],
    T = sample(),
    [io:format("~p:~n~*p~n", [W, W, T]) || W <- [1, 20, 40, 60, 79, 100, 132]],
    [io:format("indent ~p: ~*.*p|~n", [I, 50, I, {key, "a long string that must be split somewhere", [alpha, beta, gamma, delta, epsilon], #{key => value, other => "thing"}}]) || I <- [1, 10, 25, 45]],
    ?P(io_lib:format("~tw ~tp ~ts", [['å', "å", 'α'], ["α", <<"å"/utf8>>], "α"])),
    ?P(lists:flatten(io_lib:format("~w ~p", ["α", "α"]))),
    ?P(io_lib:print({a, "b", [1, 2]}, 10, 20, 5)), ?P(io_lib:write({a, [1, 2, 3, 4, 5, 6], "x"}, 5)), ?P(io_lib:write_string("a\n\"é\x{400}")), ?P(io_lib:write_atom('a b\n')), ?P(io_lib:write_char($\n)),
    ?P(io_lib:format_prompt("p> ")), ?P(io_lib:indentation("abc\nde", 3)), ?P(io_lib:latin1_char_list([255, 256])), ?P(io_lib:printable_list("é")), ?P(io_lib:printable_unicode_list([1024])), ?P(io_lib:char_list([1114112])),
    ?P(io_lib:scan_format("~10.3.*s~w", ["x", 1])), ?P(io_lib:build_text(io_lib:scan_format("~5w", [a]))), ?P(io_lib:unscan_format(io_lib:scan_format("~-10.3.xts ~p", ["x", 1]))),
    ?P(io_lib:format("~s", ["a"], [{chars_limit, 1}])), ?P(lists:flatten(io_lib:format("~p ~p", [lists:seq(1, 100), "abc"], [{chars_limit, 40}]))), ?P(lists:flatten(io_lib:format("~s ~s", [lists:duplicate(50, $a), lists:duplicate(50, $b)], [{chars_limit, 30}]))),
    ?P(io_lib:fread("~d ~s ~f", "12 ab 1.5 rest")), ?P(io_lib:fread("~2d~c~u~16u~#", "12xa5 16#ff")), ?P(io_lib:fread("a~d", "b1")), ?P(io_lib:fread("~*s~a", "skip atom")), ?P(io_lib:fread("~ts ~3c~-", "αβ abc")), ?P(io_lib:fread("~l ~d", "")), ?P(io_lib:fread([], "1 2", "~d ~d ~d")).

row(F, V) -> rows(F, [V]).
rows(F, Vs) -> io:format("~0tp ~0tp: ~ts|~n", [F, Vs, shown(fun() -> io_lib:format(F, Vs) end)]).
shown(F) ->
    try F() of
        Text -> case unicode:characters_to_binary(Text) of B when is_binary(B) -> B; _ -> io_lib:format("~w", [Text]) end
    catch C:R -> io_lib:format("~0tp", [{C, R}])
    end.
sample() ->
    {record, [{name, "A name of some length"}, {numbers, lists:seq(1, 40)}, {bin, <<"binary text">>, <<1, 2, 3, 200>>, <<5:3>>}, #{map => #{nested => [a, b, c]}, "key" => 1.5}],
     'quoted atom', "åäö", <<"åäö"/utf8>>, [[[[deep]]]], fun lists:map/2, [a | improper], {}, [], #{}, 123456789012345678901234567890}.
