#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Writes etf_samples.h and bits_samples.h: what stock BEAM (OTP 25) answers, for test_etf.c and test_bits.c.
%% Run it in this folder with the stock escript. Terms with process identifiers vary from run to run; that is no harm.
-mode(compile).

main(_) ->
    rand:seed(exsss, {1, 2, 3}),
    write("etf_samples.h", "EtfSample", "{what, term_to_binary's bytes in hex, external_size}", etf_samples()),
    write("bits_samples.h", "BitsSample", "{at_bit, size_bits, flags, integer in base 16}", bits_samples()).

write(File, Type, Comment, Rows) ->
    Head = ["// SPDX-License-Identifier: Apache-2.0\n// Written by make_samples.escript with OTP ",
            erlang:system_info(otp_release), ". ", Comment, "\n#pragma once\n\n"],
    ok = file:write_file(File, [Head, "// clang-format off\nstatic const ", Type, " ", rows_name(File),
                                "[] = {\n", [["    ", R, ",\n"] || R <- Rows], "};\n// clang-format on\n"]).

rows_name(File) -> filename:basename(File, ".h").

etf_samples() ->
    [io_lib:format("{\"~s\", \"~s\", ~p}", [N, hex(term_to_binary(T)), erlang:external_size(T)])
     || {N, T} <- terms()].

hex(B) -> [io_lib:format("~2.16.0b", [X]) || <<X>> <= B].

terms() ->
    Int = fun(N) -> {"int", N} end,
    [Int(N) || N <- [0, 1, 255, 256, -1, -256, 16#7fffffff, 16#80000000, -16#80000000, -16#80000001,
                     (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63), 1 bsl 64, -(1 bsl 64),
                     (1 bsl 2039) + 5, (1 bsl 2040) - 1, 1 bsl 2040, -(1 bsl 3000)]] ++
    [{"atom", A} || A <- [a, '', 'hello world', true, binary_to_atom(<<"é"/utf8>>), binary_to_atom(<<"日本"/utf8>>),
                          list_to_atom(lists:duplicate(255, $x)), list_to_atom(lists:duplicate(255, 16#e9)),
                          list_to_atom(lists:duplicate(255, 16#65e5))]] ++
    [{"float", F} || F <- [0.0, -0.0, 1.5, -1.0e300, 4.9e-324, 1.7976931348623157e308]] ++
    [{"list", L} || L <- [[], "abc", [1, 2 | 3], [256], [a], lists:seq(1, 300), [[], [[]]], [1.5 | a],
                          lists:duplicate(1000, $z), [-1], [1 | <<2>>]]] ++
    [{"tuple", T} || T <- [{}, {a}, {1, {2, {3, {}}}}, list_to_tuple(lists:seq(1, 255)), list_to_tuple(lists:seq(1, 256))]] ++
    [{"binary", B} || B <- [<<>>, <<1>>, <<"hello">>, binary:copy(<<"x">>, 64), binary:copy(<<"y">>, 65),
                            <<1:1>>, <<5:3>>, <<16#abcd:13>>, <<1, 2, 3, 7:7>>, bits(1001)]] ++
    [{"deep list", lists:foldl(fun(_, A) -> [A] end, [], lists:seq(1, 300))}] ++
    [{"deep tuple", lists:foldl(fun(_, A) -> {x, A} end, [], lists:seq(1, 300))}] ++
    [{"flat map", M} || M <- [#{}, #{a => 1}, #{1 => a, 2 => b, 1.0 => c, "x" => d, {} => e, [] => f, <<>> => g},
                              #{zebra => 1, apple => 2, {a} => #{}, #{} => 3},
                              maps:from_list([{I, I} || I <- lists:seq(1, 32)])]] ++
    [{"hash map", M} || M <- [maps:from_list([{I, I * I} || I <- lists:seq(1, 33)]),
                              maps:from_list([{I, I} || I <- lists:seq(-200, 300)]),
                              maps:from_list([{I / 7, I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{<<I:32>>, I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{{I, [I]}, I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{1 bsl I, I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{integer_to_list(I), I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{#{I => I}, I} || I <- lists:seq(1, 40)]),
                              maps:from_list([{bits(I), I} || I <- lists:seq(1, 100)]),
                              maps:from_list([{I, []} || I <- colliding() ++ lists:seq(1, 40)])]] ++
    [{"pid", self()}, {"ref", make_ref()}, {"port", hd(erlang:ports())}, {"export", fun lists:map/2},
     {"pids", [binary_to_term(<<131, 88, 100, 0, 3, "a@b", 1:32, 2:32, 7:32>>),
               binary_to_term(<<131, 120, 100, 0, 3, "a@b", 1:64, 7:32>>),
               binary_to_term(<<131, 120, 100, 0, 3, "a@b", (1 bsl 60):64, 7:32>>)] ++
              [binary_to_term(<<131, 90, N:16, 119, 3, "a@b", 7:32, 1:(32 * N)>>) || N <- [1, 2, 3, 4, 5]]}].

%% Integers whose 32-bit internal hashes are equal in pairs (found by search).
colliding() ->
    [291744, 449910, 301481, 476133, 227569, 399454, 250516, 559107, 335378, 400719, 171977, 387944,
     429080, 489784, 458396, 493074, 189299, 360461, 88953, 451793, 178207, 526538, 198773, 280384].

bits(N) -> << <<(X * X bsr 3):1>> || X <- lists:seq(N, 2 * N) >>.

bits_samples() ->
    Data = << <<(I * 37 rem 256)>> || I <- lists:seq(0, 255) >>,
    [begin
         At = rand:uniform(64) - 1,
         Size = case K rem 3 of 0 -> rand:uniform(64); 1 -> rand:uniform(16); 2 -> rand:uniform(1500) end,
         F = K rem 4,
         <<_:At, R/bits>> = Data,
         V = case F of
                 0 -> <<X:Size/big, _/bits>> = R, X;
                 1 -> <<X:Size/little, _/bits>> = R, X;
                 2 -> <<X:Size/big-signed, _/bits>> = R, X;
                 3 -> <<X:Size/little-signed, _/bits>> = R, X
             end,
         io_lib:format("{~p, ~p, ~p, \"~s\"}", [At, Size, F * 2, integer_to_list(V, 16)])
     end || K <- lists:seq(0, 299)].
