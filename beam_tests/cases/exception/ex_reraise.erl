%% SPDX-License-Identifier: Apache-2.0
%% Exceptions that pass through processes of try/after blocks, are raised again, wrapped, or replaced.
-module(ex_reraise).
-include("../case.hrl").

main() ->
    ?P(outer(id(1))),
    ?P(outer(id(2))),
    ?P(outer(id(3))),
    ?P(outer(id(4))),
    ?P(log(fun() -> try error(e1) after log(pop) end end)),
    ?P(many(id(5))),
    ?P(in_fun(fun() -> throw(f) end)),
    ?P(in_fun(fun() -> in_fun(fun() -> throw(g) end) end)),
    ?P(try try exit(a) after exit(b) end catch exit:X -> X end),
    ?P(try try exit(a) after try throw(c) catch _ -> ok end end catch exit:X -> X end),
    ?P(try try error(x) catch error:x:S -> erlang:raise(exit, {x, length(S) > 0}, S) end catch exit:R -> R end),
    ?P(try lists:foldl(fun(I, A) -> try A div I catch _:_ -> throw({zero, A}) end end, 100, [1, 2, 0, 5]) catch Z -> Z end),
    ?P(receive_in_try()),
    ?P(gc_in_catch(id(100))),
    ?P([begin try throw(I) catch I2 when I2 < 3 -> small; _ -> large end end || I <- [1, 2, 3, 4]]),
    ?P(nested_stack()),
    ?P(dict()).

outer(N) ->
    try middle(N) of
        V -> {value, V}
    catch
        throw:T -> {thrown, T};
        error:{wrapped, C, R} -> {wrapped, C, R}
    after
        io:format("outer ~p~n", [N])
    end.
middle(N) -> try inner(N) catch exit:R -> error({wrapped, exit, R}) after io:format("middle ~p~n", [N]) end.
inner(1) -> ok;
inner(2) -> throw(two);
inner(3) -> exit(three);
inner(4) -> try inner(3) catch exit:three -> inner(2) end.

log(pop) -> io:format("popped~n");
log(F) -> try F() catch C:R -> {C, R} end.

many(0) -> throw(bottom);
many(N) -> try many(N - 1) catch throw:X when N rem 2 =:= 0 -> throw({N, X}) after io:format("leave ~p~n", [N]) end.

in_fun(F) -> try F() catch throw:X -> {caught, X} end.

receive_in_try() ->
    self() ! one, self() ! two,
    try receive two -> throw(got_two) end catch T -> receive M -> {T, M} end end.

gc_in_catch(0) -> lists:seq(1, 5);
gc_in_catch(N) ->
    L = lists:seq(1, 500),
    X = try error({L, N}) catch error:{M, _} -> length(M) end,
    500 = X,
    gc_in_catch(N - 1).

nested_stack() ->
    try error(a)
    catch error:a:S1 ->
        try error(b)
        catch error:b:S2 -> {element(2, hd(S1)), element(2, hd(S2)), proplists:get_value(line, element(4, hd(S1))) - proplists:get_value(line, element(4, hd(S2)))}
        end
    end.

dict() ->
    put(a, 1),
    catch begin put(a, 2), error(x) end,
    R = get(a),
    erase(a),
    {R, get(a)}.
