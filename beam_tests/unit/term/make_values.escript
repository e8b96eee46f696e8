#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Writes value_samples.h: what stock BEAM (OTP 25) answers to operations on random terms, for check_values.h.
%%   escript make_values.escript                  the table of the unit tests
%%   escript make_values.escript Seed Count File  lines "operation a b result" for a long run (VALUES=File test_..)
-mode(compile).
-compile(nowarn_deprecated_function).

main([]) ->
    rand:seed(exsss, {3, 2, 1}),
    Rows = [io_lib:format("    {\"~s\", \"~s\", \"~s\", \"~s\"},~n", [O, A, B, R]) || {O, A, B, R} <- rows(8)],
    ok = file:write_file("value_samples.h",
        ["// SPDX-License-Identifier: Apache-2.0\n// Written by make_values.escript with OTP ",
         erlang:system_info(otp_release), ". {operation, a, b, result}, terms as term_to_binary in hex.\n"
         "#pragma once\n\n// clang-format off\nstatic const ValueSample value_samples[] = {\n", Rows,
         "};\n// clang-format on\n"]);
main([Seed, Count, File]) ->
    rand:seed(exsss, {list_to_integer(Seed), 7, 7}),
    ok = file:write_file(File, [[O, $ , A, $ , B, $ , R, $\n] || {O, A, B, R} <- rows(list_to_integer(Count))]).

rows(N) ->
    logger:set_primary_config(level, critical),
    erts_debug:set_internal_state(available_internal_state, true),
    lists:append([[row(Op) || _ <- lists:seq(1, N)] || Op <- operations()]) ++ display_rows(N * 5).

operations() ->
    ['+', '-', '*', 'div', 'rem', 'band', 'bor', 'bxor', 'bnot', 'bsl', 'bsr', float, trunc, text, from_text,
     phash2, phash, internal, cmp, cmp_exact, same, cmp_number, short, scientific, decimals, compact, to_float].

row(Op) ->
    {A, B} = arguments(Op),
    R = try apply_op(Op, A, B) catch error:_ -> none end,
    {atom_to_list(Op), hex(A), hex(B), hex(R)}.

hex(T) -> lists:flatten([io_lib:format("~2.16.0b", [X]) || <<X>> <= term_to_binary(T)]).

arguments(Op) when Op =:= 'bsl'; Op =:= 'bsr' -> {integer(), one_of([small(200), -small(200), big(), small(5)])};
arguments(trunc) -> {float_value(), 0};
arguments(text) -> {integer(), 1 + small(35)};
arguments(from_text) ->
    Base = 1 + small(35),
    {one_of([integer_to_binary(integer(), Base), <<"+", (integer_to_binary(abs(integer()), Base))/binary>>,
             <<"-">>, <<>>, <<"12x">>, <<"0000000000000000000000000000000012">>]), Base};
arguments(Op) when Op =:= phash2; Op =:= phash -> {term(5), 0};
arguments(internal) -> {no_atoms(term(5)), 0};
arguments(Op) when Op =:= cmp; Op =:= cmp_exact; Op =:= same -> A = term(4), {A, one_of([mutate(A), mutate(mutate(A)), term(4)])};
arguments(cmp_number) -> near_numbers();
arguments(short) -> {float_value(), 0};
arguments(scientific) -> {float_value(), small(260) - 5};
arguments(Op) when Op =:= decimals; Op =:= compact -> {float_value(), one_of([small(20) - 1, small(20) - 1, small(260) - 5])};
arguments(to_float) ->
    {one_of([list_to_binary(float_to_list(float_value())), float_to_binary(float_value(), [short]), <<"1,5">>, <<"1.">>,
             <<".5">>, <<"1e5">>, <<"1.0e">>, <<"1.0e400">>, <<"1.0e-400">>, <<"+1.5E+3">>, <<" 1.0">>, <<"1.0 ">>,
             list_to_binary(io_lib:format("~b.~be~b", [small(1 bsl 60), small(1 bsl 60), small(700) - 350]))]), 0};
arguments(_) -> {integer(), integer()}.

apply_op('+', A, B) -> A + B;
apply_op('-', A, B) -> A - B;
apply_op('*', A, B) -> A * B;
apply_op('div', A, B) -> A div B;
apply_op('rem', A, B) -> A rem B;
apply_op('band', A, B) -> A band B;
apply_op('bor', A, B) -> A bor B;
apply_op('bxor', A, B) -> A bxor B;
apply_op('bnot', A, _) -> bnot A;
apply_op('bsl', A, B) -> A bsl B;
apply_op('bsr', A, B) -> A bsr B;
apply_op(float, A, _) -> float(A);
apply_op(trunc, A, _) -> trunc(A);
apply_op(text, A, B) -> integer_to_binary(A, B);
apply_op(from_text, A, B) -> binary_to_integer(A, B);
apply_op(phash2, A, _) -> erlang:phash2(A, 1 bsl 32);
apply_op(phash, A, _) -> erlang:phash(A, 1 bsl 32) - 1;
apply_op(internal, A, _) -> erts_debug:get_internal_state({internal_hash, A});
apply_op(cmp, A, B) -> if A < B -> -1; A == B -> 0; true -> 1 end;
apply_op(cmp_number, A, B) -> apply_op(cmp, A, B);
apply_op(cmp_exact, A, B) -> case erts_internal:cmp_term(A, B) of X when X < 0 -> -1; 0 -> 0; _ -> 1 end;
apply_op(same, A, B) -> A =:= B;
apply_op(short, A, _) -> float_to_binary(A, [short]);
apply_op(scientific, A, B) -> float_to_binary(A, [{scientific, B}]);
apply_op(decimals, A, B) -> float_to_binary(A, [{decimals, B}]);
apply_op(compact, A, B) -> float_to_binary(A, [{decimals, B}, compact]);
apply_op(to_float, A, _) -> binary_to_float(A).

%% erlang:display writes to standard output, so another node does it, a line each.
display_rows(N) ->
    Terms = [T || T <- [term(5) || _ <- lists:seq(1, N)] ++ fixed_display()],
    File = "/tmp/joist_display_" ++ os:getpid(),
    ok = file:write_file(File, term_to_binary(Terms)),
    os:cmd("erl -noshell -eval '{ok, B} = file:read_file(\"" ++ File ++ "\"), "
           "[begin erlang:display(T), erlang:display(joist_end) end || T <- binary_to_term(B)], halt().' > " ++ File ++ ".out"),
    {ok, Out} = file:read_file(File ++ ".out"),
    [ok = file:delete(F) || F <- [File, File ++ ".out"]],
    Lines = binary:split(Out, <<"\r\njoist_end\r\n">>, [global]),
    [{"display", hex(T), hex(0), hex(L)} || {T, L} <- lists:zip(Terms, lists:sublist(Lines, length(Terms)))].

fixed_display() ->
    ['hello world', 'Abc', abc_D9, '', 'a\nb', 'it\'s', '\\', 'a\001b', [], "", "a\"b", "a\nb", <<"a\"b">>, <<"a\nb">>, <<5:3>>, <<1, 5:3>>,
     #{}, #{a => 1, "b" => 2.5}, {}, {1}, [a | b], [1, [2], {3}], "abc" ++ [256], "abc" ++ tail, 1.0, -0.0, 1 bsl 70,
     maps:from_list([{I, I} || I <- lists:seq(1, 100)])].

%% ---- random values
small(N) -> rand:uniform(N).
one_of(L) -> lists:nth(rand:uniform(length(L)), L).
sign(N) -> one_of([N, -N]).
big() -> sign(random_bits(60 + small(700))).
random_bits(N) -> Size = (N + 7) div 8, <<X:N, _/bitstring>> = rand:bytes(Size), X.
integer() -> one_of([sign(small(10) - 1), sign(random_bits(30)), sign(random_bits(59)), sign(random_bits(64)), big(), big(),
                     edge(), edge()]).
edge() -> sign((1 bsl one_of([8, 27, 28, 31, 32, 53, 58, 59, 60, 63, 64, 65, 127, 128, 192, 512, 1023, 1024])) + small(5) - 3).
float_value() ->
    (one_of([fun() -> sign(rand:uniform()) end, fun() -> float(sign(random_bits(one_of([4, 10, 30, 53, 60])))) end,
            fun any_float/0, fun any_float/0, fun() -> sign(math:pow(2, small(2090) - 1070)) end,
            fun() -> sign(small(100000) / one_of([10, 100, 1000, 1.0e5, 1.0e8, 3])) end,
            fun() -> sign(small(1000) * math:pow(10, small(30) - 10)) end,
            fun() -> one_of([0.0, -0.0, 4.9e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740992.0, 9007199254740991.0,
                             9007199254740994.0, 1.0e22, 1.0e23, 123456789.0e3, 0.5, 1.5, 2.5, 0.05, 1.005]) end]))().
any_float() -> case rand:bytes(8) of <<F/float>> -> F; _ -> any_float() end.
near_numbers() ->
    N = one_of([edge(), integer()]),
    F = try float(N) catch _:_ -> float_value() end,
    one_of([{N, F}, {F, N}, {N + 1, F}, {F, N - 1}, {N, float_value()}, {float_value(), N}, {F, float_value()}]).
atom() -> one_of([a, b, ok, '', 'hello world', true, false, list_to_atom([16#e9, $x]), list_to_atom([16#65e5]), longer_name_of_an_atom, ab]).
bits(N) -> <<(random_bits(N)):N>>.
external() ->
    Node = one_of([a@b, b@c]),
    NodeBytes = term_to_binary(Node), <<131, E/binary>> = NodeBytes,
    Cr = small(2),
    binary_to_term(one_of([<<131, 88, E/binary, (small(3)):32, (small(3)):32, Cr:32>>,
                           <<131, 120, E/binary, (small(3) bsl one_of([0, 33])):64, Cr:32>>,
                           <<131, 90, 3:16, E/binary, Cr:32, (small(3)):32, (small(2)):32, (small(2)):32>>])).
term(0) -> one_of([integer(), sign(small(300)), float_value(), atom(), [], bits(small(300)), rand:bytes(small(80) - 1), external(), {}, #{}]);
term(D) ->
    case small(9) of
        1 -> list_to_tuple(terms(D));
        2 -> terms(D);
        3 -> terms(D) ++ term(0);
        4 -> [small(256) - 1 || _ <- lists:seq(1, small(10))];
        5 -> [small(100) + 27 || _ <- lists:seq(1, small(10))] ++ term(0);
        6 -> maps:from_list([{term(D div 2), term(D div 3)} || _ <- lists:seq(1, small(5))]);
        7 when D > 3 -> maps:from_list([{one_of([I, float(I), {I}, [I]]), term(0)} || I <- lists:seq(1, 30 + small(40))]);
        8 when D > 3 -> #{maps:from_list([{I, small(2)} || I <- lists:seq(1, 34)]) => 1};
        _ -> term(0)
    end.
terms(D) -> [term(D - 1) || _ <- lists:seq(1, small(5) - 1)].

%% The same term with one place changed a little.
mutate([H | T]) -> (one_of([fun() -> [mutate(H) | T] end, fun() -> [H | mutate(T)] end]))();
mutate(T) when is_tuple(T), tuple_size(T) > 0 ->
    I = small(tuple_size(T)), setelement(I, T, mutate(element(I, T)));
mutate(M) when is_map(M), map_size(M) > 0 ->
    K = one_of(maps:keys(M)),
    (one_of([fun() -> M#{K := mutate(maps:get(K, M))} end,
            fun() -> V = maps:get(K, M), (maps:remove(K, M))#{mutate(K) => V} end,
            fun() -> K2 = one_of(maps:keys(M)), M#{K := mutate(maps:get(K, M)), K2 := mutate(maps:get(K2, M))} end]))();
mutate(N) when is_integer(N) -> one_of([N + 1, N - 1, N, catch float(N), -N]);
mutate(F) when is_float(F) -> one_of([trunc(F), -F, F, F / 2]);
mutate(B) when is_bitstring(B), bit_size(B) > 0 ->
    N = bit_size(B) - 1, <<X:N/bitstring, Y:1>> = B, one_of([X, <<X/bitstring, (1 - Y):1>>, <<B/bitstring, 0:1>>]);
mutate(X) -> one_of([X, a, term(0)]).

no_atoms(T) when is_atom(T) -> 77;
no_atoms([]) -> [];
no_atoms([H | T]) -> [no_atoms(H) | case no_atoms_tail(T) of X -> X end];
no_atoms(T) when is_tuple(T) -> list_to_tuple(no_atoms(tuple_to_list(T)));
no_atoms(M) when is_map(M) -> maps:from_list([{no_atoms(K), no_atoms(V)} || {K, V} <- maps:to_list(M)]);
no_atoms(T) when is_pid(T); is_port(T); is_reference(T) -> 78;
no_atoms(T) -> T.
no_atoms_tail([]) -> [];
no_atoms_tail(T) -> no_atoms(T).
