%% SPDX-License-Identifier: Apache-2.0
%% erlang:raise/3 with every shape of trace that it takes or refuses; what the handler then sees.
-module(ex_raise_traces).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    [show(C, T) || C <- [error, exit, throw], T <- [[], [{m, f, 1}], [{m, f, [a, b], []}]]],
    [show(error, T) || T <- [
        [{m, f, 1, []}], [{m, f, 1, [{line, 3}]}], [{m, f, 1, [{file, "x.erl"}, {line, 3}]}],
        [{m, f, [], []}], [{m, f, [x], [{file, "x"}, {line, 0}]}],
        [{m, f, 0}, {n, g, [], [{a, b}]}], [{m, f, [1 | 2], []}], [{m, f, a, []}], [{m, f, -1, []}],
        [{m, f, 256, []}], [{m, f, 1.0, []}], [{m, f, 1 bsl 70, []}],
        [{"m", f, 1, []}], [{m, "f", 1, []}], [{m, f, 1, [a]}], [{m, f, 1, a}], [{m, f, 1, [{a, b} | c]}],
        [{m, f}], [{m, f, 1, [], x}], [m], m, {m, f, 1}, [{m, f, 1, []} | tail], [{m, f, 1, []}, x],
        [{fun() -> ok end, [a]}], [{fun(_) -> ok end, [], []}], [{fun lists:map/2, [1], [{x, y}]}],
        [{not_fun, []}], [{m, f, 1, [{error_info, #{module => m}}]}],
        [{m, f, 1, [{line, x}, {file, y}]}], [{{a, b}, f, 1, []}], <<>>, 17, none]],
    [show(C, []) || C <- [bad, 1, "error", {error}]],
    Long = [{m, f, N, []} || N <- lists:seq(0, 40)],
    show(error, Long),
    ?T(erlang:raise(error, [{a, b}], [{x, y, 1, []}])),
    ?T(erlang:raise(bad_class, x, [])),
    ?T({erlang:raise(error, x, id(not_a_list))}),
    ?P(try erlang:raise(throw, t, []) catch X -> {caught, X} end),
    ?P(catch erlang:raise(error, r, [{m, f, 1, []}])),
    ?P(catch erlang:raise(exit, r, [{m, f, 1, []}])),
    ?P(catch erlang:raise(throw, r, [{m, f, 1, []}])),
    ?P(again(fun() -> error(first) end)).

show(Class, Trace) ->
    try
        R = erlang:raise(Class, reason, id(Trace)),
        io:format("~0p ~0p returns ~0p~n", [Class, tag(Trace), R])
    catch
        C:R2:S -> io:format("~0p ~0p raises ~p ~p with ~0p~n", [Class, tag(Trace), C, R2, [tag(F) || F <- S]])
    end.

%% funs print the same on every run only by what they are
tag(F) when is_function(F) -> {'fun', erlang:fun_info(F, arity), erlang:fun_info(F, type)};
tag(T) when is_tuple(T) -> list_to_tuple([tag(E) || E <- tuple_to_list(T)]);
tag([H | T]) -> [tag(H) | tag(T)];
tag(T) -> T.

again(F) ->
    try F()
    catch error:R:S ->
        try erlang:raise(error, {again, R}, S)
        catch error:R2:S2 -> {R2, S =:= S2, length(S)}
        end
    end.
