%% SPDX-License-Identifier: Apache-2.0
%% calls.erl -- single calls of functions that are C in one machine or both: how many nanoseconds does each take?
%%
%% The idea: each expression becomes a fun; it is called in a loop long enough for the clock, five times, and the
%% shortest counts. What the loop itself takes is in every row. calls.py compares two machines.
%%
%% Adding one: a line ?T(Expression) in the group of its kind. Variables of the group's head hold what is built once.
-module(calls).
-export([main/0]).
-compile([nowarn_deprecated_function]).
-define(T(Expression), time(??Expression, fun() -> Expression end)).

main() ->
    [Group() || Group <- [fun floats/0, fun ints/0, fun lists/0, fun binaries/0, fun text/0, fun terms/0, fun maps/0,
                          fun tables/0, fun patterns/0,
                          fun system/0]],
    halt().

time(Name, Fun) ->
    Count = enough(Fun, 1),
    Best = lists:min([elapsed(Fun, Count) / Count || _ <- lists:seq(1, 5)]),
    io:format("CALL ~.1f ~s~n", [Best, Name]).

%% As many calls as take 2 ms.
enough(Fun, Count) ->
    case elapsed(Fun, Count) of
        Ns when Ns < 2000000, Count < 10000000 -> enough(Fun, Count * 2);
        _ -> Count
    end.

elapsed(Fun, Count) ->
    Start = erlang:monotonic_time(nanosecond),
    repeat(Fun, Count),
    erlang:monotonic_time(nanosecond) - Start.

repeat(_, 0) -> ok;
repeat(Fun, Count) -> Fun(), repeat(Fun, Count - 1).

floats() ->
    F = 12.345678,
    Big2 = 1 bsl 300 - 7,
    ?T(float_to_list(F)), ?T(float_to_list(F, [short])), ?T(float_to_list(F, [{decimals, 4}])),
    ?T(float_to_list(F, [{decimals, 4}, compact])), ?T(float_to_list(F, [{scientific, 4}])), ?T(float_to_binary(F)),
    ?T(float_to_binary(F, [{decimals, 2}])), ?T(list_to_float("12.345678")), ?T(binary_to_float(<<"12.345678">>)),
    ?T(binary_to_float(<<"1.7976931348623157e308">>)), ?T(1.0 * Big2), ?T(math:sqrt(F)), ?T(math:pow(F, 2.0)),
    ?T(math:sin(F)), ?T(round(F)), ?T(trunc(F)), ?T(floor(F)), ?T(ceil(F)), ?T(float(3)), ?T(abs(-F)),
    ?T(trunc(1.0e30)), ?T(1.5 < 2).

ints() ->
    Big = 1 bsl 500 + 12345,
    Big2 = 1 bsl 300 - 7,
    ?T(integer_to_list(123456789)), ?T(integer_to_binary(123456789)), ?T(integer_to_list(Big)),
    ?T(integer_to_binary(Big, 16)), ?T(list_to_integer("123456789")), ?T(binary_to_integer(<<"123456789">>)),
    ?T(binary_to_integer(<<"FFFFFF">>, 16)), ?T(list_to_integer("123456789012345678901234567890")), ?T(Big * Big2),
    ?T(Big div Big2), ?T(Big rem Big2), ?T(Big + Big2), ?T(Big - Big2), ?T(Big band Big2), ?T(Big bsr 100),
    ?T(Big bsl 100), ?T(-Big band Big2), ?T(Big == Big2), ?T(Big < Big2).

lists() ->
    L100 = lists:seq(1, 100),
    L10k = lists:seq(1, 10000),
    KL = [{I, I} || I <- lists:seq(1, 100)],
    T10 = list_to_tuple(lists:seq(1, 10)),
    T1000 = list_to_tuple(lists:seq(1, 1000)),
    ?T(length(L100)), ?T(lists:reverse(L100)), ?T(lists:reverse(L10k)), ?T(lists:member(100, L100)),
    ?T(lists:member("x", L100)), ?T(lists:keyfind(100, 1, KL)), ?T(lists:keymember(100, 1, KL)),
    ?T(lists:keysearch(100, 1, KL)), ?T(L100 ++ [1]), ?T(L100 -- [50, 60]), ?T(L100 -- L100),
    ?T(list_to_tuple(L100)), ?T(tuple_to_list(T10)), ?T(tuple_to_list(T1000)), ?T(setelement(5, T10, x)),
    ?T(setelement(5, T1000, x)), ?T(element(5, T10)), ?T(erlang:append_element(T10, x)),
    ?T(erlang:make_tuple(10, x)), ?T(erlang:delete_element(3, T10)), ?T(erlang:insert_element(3, T10, x)),
    ?T(lists:sort(L100)), ?T(lists:max(L100)), ?T(list_to_pid("<0.1.0>")), ?T(lists:module_info(exports)),
    ?T(lists:flatten([L100, [L100]])), ?T(lists:map(fun(X1)->X1 end, L100)),
    ?T(lists:foldl(fun(X1, A)->X1+A end, 0, L100)), ?T(lists:usort(L100)), ?T(lists:zip(L100, L100)),
    ?T(lists:seq(1, 100)), ?T(lists:nth(50, L100)), ?T(lists:concat([a, 1, "b"])), ?T(lists:append([L100, L100])),
    ?T(lists:keysort(1, KL)), ?T(lists:sublist(L100, 50)).

binaries() ->
    Big = 1 bsl 500 + 12345,
    Bin100 = binary:copy(<<"abcdefghij">>, 10),
    Bin10k = binary:copy(<<"abcdefghij">>, 1000),
    L100 = lists:seq(1, 100),
    TB = term_to_binary({a, [1, 2.0, <<"x">>, {b, #{k => v, 1 => [2, 3]}}], "string", 1 bsl 70}),
    TBL = term_to_binary(lists:seq(1, 10000)),
    IOL = [<<"abc">>, "def", [$g, [<<"hij">>]], lists:seq(1, 100)],
    CP = binary:compile_pattern([<<"fgh">>, <<"xyz">>]),
    ?T(list_to_binary(L100)), ?T(binary_to_list(Bin100)), ?T(binary_to_list(Bin10k)), ?T(iolist_to_binary(IOL)),
    ?T(iolist_size(IOL)), ?T(list_to_binary([Bin10k, Bin10k])), ?T(split_binary(Bin100, 50)),
    ?T(binary_part(Bin100, 5, 10)), ?T(byte_size(Bin100)), ?T(bit_size(Bin100)),
    ?T(list_to_bitstring([<<1:3>>, <<2:5>>])), ?T(bitstring_to_list(<<1, 2, 3:4>>)), ?T(erlang:iolist_to_iovec(IOL)),
    ?T(<<Bin100/binary, Bin100/binary>>), ?T(<<Bin10k/binary, 1>>), ?T(binary:match(Bin10k, <<"xyz">>)),
    ?T(binary:match(Bin10k, CP)), ?T(binary:matches(Bin100, <<"fgh">>)), ?T(binary:split(Bin100, <<"f">>)),
    ?T(binary:split(Bin100, <<"f">>, [global])), ?T(binary:replace(Bin100, <<"f">>, <<"gg">>, [global])),
    ?T(binary:copy(Bin100, 10)), ?T(binary:at(Bin100, 5)), ?T(binary:first(Bin100)), ?T(binary:last(Bin100)),
    ?T(binary:part(Bin100, {5, 10})), ?T(binary:longest_common_prefix([Bin100, Bin100])),
    ?T(binary:encode_unsigned(Big)), ?T(binary:decode_unsigned(Bin100)), ?T(binary:bin_to_list(Bin100)),
    ?T(binary:list_to_bin(L100)), ?T(binary:compile_pattern(<<"abc">>)),
    ?T(binary:compile_pattern([<<"abc">>, <<"def">>])), ?T(binary:encode_hex(Bin100)),
    ?T(binary_to_atom(<<"hello">>)), ?T(binary_to_existing_atom(<<"hello">>)), ?T(binary_to_term(TB)),
    ?T(binary_to_term(TB, [safe])), ?T(binary_to_term(TBL)), ?T(Bin10k == Bin10k), ?T(Bin10k < Bin100).

text() ->
    Bin100 = binary:copy(<<"abcdefghij">>, 10),
    Bin10k = binary:copy(<<"abcdefghij">>, 1000),
    Utf = unicode:characters_to_binary(lists:duplicate(50, 1234)),
    UL = lists:duplicate(50, 1234),
    Nested = {a, [1, 2.0, <<"x">>, {b, #{k => v, 1 => [2, 3]}}], "string", 1 bsl 70},
    ?T(unicode:characters_to_binary(UL)), ?T(unicode:characters_to_list(Utf)),
    ?T(unicode:characters_to_binary(Utf, utf8, utf16)), ?T(unicode:characters_to_binary(Bin100)),
    ?T(unicode:characters_to_list(Bin100)), ?T(list_to_atom("hello")), ?T(atom_to_list(hello)),
    ?T(atom_to_binary(hello)), ?T(list_to_existing_atom("hello")), ?T(io_lib:format("~p", [Nested])),
    ?T(io_lib:format("~w", [Nested])), ?T(io_lib:format("~s ~b", ["abc", 12])), ?T(string:split("abc def", " ")),
    ?T(string:uppercase("abc def")), ?T(string:length(Utf)), ?T(string:trim("  abc  ")),
    ?T(string:find(Bin100, "fgh")), ?T(string:to_graphemes("abc")), ?T(base64:encode(Bin100)),
    ?T(base64:decode(base64:encode(Bin100))), ?T(zlib:compress(Bin10k)), ?T(erl_scan:string("foo(X) -> X + 1.")),
    ?T(filename:join("a", "b")).

terms() ->
    Bin100 = binary:copy(<<"abcdefghij">>, 10),
    Bin10k = binary:copy(<<"abcdefghij">>, 1000),
    L100 = lists:seq(1, 100),
    L10k = lists:seq(1, 10000),
    S100 = lists:duplicate(10, $a) ++ lists:seq($a, $z) ++ lists:seq($A, $Z),
    M1000 = maps:from_list([{I, I} || I <- lists:seq(1, 1000)]),
    T1000 = list_to_tuple(lists:seq(1, 1000)),
    Nested = {a, [1, 2.0, <<"x">>, {b, #{k => v, 1 => [2, 3]}}], "string", 1 bsl 70},
    ?T(term_to_binary(Nested)), ?T(term_to_binary(L10k)), ?T(term_to_binary(M1000)),
    ?T(term_to_binary(L10k, [compressed])), ?T(erlang:external_size(Nested)), ?T(erlang:term_to_iovec(Nested)),
    ?T(erlang:phash2(Nested)), ?T(erlang:phash2(Bin10k)), ?T(erlang:phash2(hello)), ?T(erlang:phash2(L10k)),
    ?T(erlang:md5(Bin10k)), ?T(erlang:crc32(Bin10k)), ?T(erlang:adler32(Bin10k)), ?T(erlang:md5(Bin100)),
    ?T(S100 =:= S100), ?T(S100 < L100), ?T(Nested == Nested), ?T(T1000 == T1000), ?T(L10k == L10k),
    ?T(erts_debug:flat_size(L10k)).

maps() ->
    L100 = lists:seq(1, 100),
    KL = [{I, I} || I <- lists:seq(1, 100)],
    AL = [list_to_atom("k" ++ integer_to_list(I)) || I <- lists:seq(1, 100)],
    M10 = maps:from_list([{I, I} || I <- lists:seq(1, 10)]),
    M1000 = maps:from_list([{I, I} || I <- lists:seq(1, 1000)]),
    MA = maps:from_list([{list_to_atom("k" ++ integer_to_list(I)), 1} || I <- lists:seq(1, 100)]),
    ?T(maps:get(5, M10)), ?T(maps:find(5, M10)), ?T(maps:put(5, x, M10)), ?T(maps:put(500, x, M1000)),
    ?T(maps:get(500, M1000)), ?T(maps:remove(5, M10)), ?T(maps:remove(500, M1000)), ?T(maps:keys(M10)),
    ?T(maps:keys(M1000)), ?T(maps:values(M1000)), ?T(maps:to_list(M10)), ?T(maps:to_list(M1000)),
    ?T(maps:from_list(KL)), ?T(maps:from_keys(L100, x)), ?T(maps:merge(M10, M10)), ?T(maps:merge(M1000, M10)),
    ?T(maps:merge(M1000, M1000)), ?T(maps:is_key(5, M10)), ?T(maps:fold(fun(_, V, A)->V+A end, 0, M1000)),
    ?T(maps:map(fun(_, V)->V end, M10)), ?T(maps:take(5, M10)), ?T(map_size(M1000)), ?T(maps:update(5, x, M10)),
    ?T(M1000 == M1000), ?T(M1000#{5 => a} == M1000), ?T(M10#{5 => a} < M10), ?T(maps:from_list([{A, 1}||A<-AL])),
    ?T(maps:get(k50, MA)), ?T(maps:next(maps:iterator(M1000))).

tables() ->
    E = filled(set),
    O = filled(ordered_set),
    Bg = ets:new(bag, [bag]),
    [ets:insert(Bg, {I rem 10, I}) || I <- lists:seq(1, 100)],
    CM = ets:match_spec_compile([{{'$1', '$2', '_'}, [{'>', '$1', 500}], ['$2']}]),
    ?T(ets:lookup(E, 500)), ?T(ets:insert(E, {500, 500, "v"})), ?T(ets:lookup(O, 500)),
    ?T(ets:insert(O, {500, 500, "v"})), ?T(ets:lookup_element(E, 500, 2)), ?T(ets:update_counter(E, 500, {2, 1})),
    ?T(ets:update_element(E, 500, {2, 1})), ?T(ets:member(E, 500)), ?T(ets:match(E, {500, '$1', '_'})),
    ?T(ets:match(E, {'$1', '$1', '_'})), ?T(ets:select(E, [{{'$1', '$2', '_'}, [{'>', '$1', 990}], ['$2']}])),
    ?T(ets:tab2list(E)), ?T(ets:tab2list(O)), ?T(ets:foldl(fun(_, A)->A end, 0, E)), ?T(ets:next(O, 500)),
    ?T(ets:next(E, 500)), ?T(ets:first(O)), ?T(ets:info(E, size)), ?T(ets:lookup(Bg, 5)),
    ?T(ets:select_count(E, [{{'$1', '$2', '_'}, [{'>', '$1', 990}], [true]}])),
    ?T(ets:match_spec_run([{1, 2, 3}, {600, 1, 2}], CM)), ?T(begin X=ets:new(x, []), ets:delete(X) end),
    ?T(begin ets:insert(E, {x, 1}), ets:delete(E, x) end), ?T(ets:select(O, [{{500, '$2', '_'}, [], ['$2']}])),
    ?T(ets:info(E)).

patterns() ->
    Bin10k = binary:copy(<<"abcdefghij">>, 1000),
    {ok, RE} = re:compile("([a-z]+)@([a-z]+)\\.com"),
    Txt = <<"hello joe foo@bar.com and some more text here foo@baz.com">>,
    ?T(re:run(Txt, RE)), ?T(re:run(Txt, RE, [{capture, all, binary}])), ?T(re:run(Txt, "foo")),
    ?T(re:replace(Txt, RE, "X", [global])), ?T(re:split(Txt, " ")), ?T(re:compile("([a-z]+)@([a-z]+)\\.com")),
    ?T(re:run(Txt, RE, [global])), ?T(re:run(Bin10k, "xyz")).

system() ->
    L100 = lists:seq(1, 100),
    Cnt = counters:new(3, []),
    At = atomics:new(3, []),
    Pid = self(),
    Ref = make_ref(),
    persistent_term:put(k, {a, [b]}),
    put(pk, 1),
    ?T(counters:add(Cnt, 1, 1)), ?T(counters:get(Cnt, 1)), ?T(atomics:add_get(At, 1, 1)),
    ?T(atomics:compare_exchange(At, 2, 0, 0)), ?T(persistent_term:get(k)), ?T(get(pk)), ?T(put(pk, 2)), ?T(self()),
    ?T(make_ref()), ?T(erlang:unique_integer()), ?T(erlang:unique_integer([monotonic])), ?T(erlang:monotonic_time()),
    ?T(erlang:system_time()), ?T(os:timestamp()), ?T(erlang:timestamp()), ?T(erlang:localtime()),
    ?T(erlang:universaltime()), ?T(os:system_time()), ?T(calendar:local_time()), ?T(node()),
    ?T(is_process_alive(Pid)), ?T(process_info(Pid, message_queue_len)), ?T(process_info(Pid)),
    ?T(process_info(Pid, [memory, reductions])), ?T(whereis(init)), ?T(pid_to_list(Pid)), ?T(ref_to_list(Ref)),
    ?T(erlang:statistics(reductions)), ?T(erlang:statistics(runtime)), ?T(erlang:memory(total)), ?T(erlang:memory()),
    ?T(erlang:system_info(process_count)), ?T(processes()), ?T(begin Self=self(), Self ! x, receive x -> ok end end),
    ?T(begin R=erlang:start_timer(100000, self(), x), erlang:cancel_timer(R) end),
    ?T(begin R2=monitor(process, Pid), demonitor(R2) end),
    ?T(begin R3=monitor(process, whereis(init)), demonitor(R3, [flush]) end), ?T(erlang:fun_info(fun time/2, name)),
    ?T(erlang:function_exported(lists, map, 2)), ?T(erlang:module_loaded(lists)), ?T(code:is_loaded(lists)),
    ?T(apply(lists, last, [L100])), ?T(erlang:send(Pid, x) =:= y orelse receive x -> ok end), ?T(catch error(x)),
    ?T(try throw(x) catch throw:x -> ok end), ?T(try error(x) catch error:x:St -> St end),
    ?T(process_flag(trap_exit, false)), ?T(erlang:bump_reductions(1)), ?T(erlang:get_keys()),
    ?T(element(2, process_info(Pid, current_stacktrace))), ?T(spawn(fun() -> ok end)),
    ?T(begin {P9, R9} = spawn_monitor(fun() -> ok end), receive {'DOWN', R9, _, P9, _} -> ok end end),
    ?T(rand:uniform(100)), ?T(file:read_file_info("/tmp")), ?T(os:getenv("HOME")), ?T(erlang:date()),
    ?T(erlang:system_info(otp_release)), ?T(erlang:system_info(schedulers)),
    ?T(erlang:is_builtin(erlang, length, 1)).

filled(Type) ->
    Table = ets:new(Type, [Type, public]),
    [ets:insert(Table, {I, I, "v"}) || I <- lists:seq(1, 1000)],
    Table.
