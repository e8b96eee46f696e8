%% SPDX-License-Identifier: Apache-2.0
%% What old-style `catch` makes of each class, with its trace; catch in arguments, in catch, in patterns of case.
-module(ex_catch_values).
-include("../case.hrl"). -include("../trace.hrl").

main() ->
    ?P(catch throw(x)),
    ?P(catch exit(x)),
    ?P(catch id(1)),
    c(catch error(x)),
    c(catch error(x, [a])),
    c(catch id(1) + a),
    c(catch nomod:nofun(1, 2)),
    c(catch fc(x)),
    c(catch (id(fun(A) -> A end))()),
    c(catch hd(id([]))),
    c(catch lists:nth(0, [1])),
    c(catch case id(1) of 2 -> 3 end),
    c(catch begin {a} = id(1) end),
    c(catch erlang:raise(error, x, [{m, f, 1, []}])),
    c(catch (catch error(inner)) + 1),
    c({catch throw(a), catch exit(b), catch id(c)}),
    c([catch throw(X) || X <- [1, 2, 3]]),
    c(catch throw(catch throw(deep))),
    c(catch exit(catch error_free())),
    c(catch (catch exit(1)) =:= {'EXIT', 1}),
    c(case catch error(boo) of {'EXIT', {boo, [{M, F, _, _} | _]}} -> {M, F}; O -> O end),
    c(lists:map(fun(X) -> catch 10 div X end, [5, 2])),
    c(in_tail(fun() -> throw(t) end)),
    c(in_tail(fun() -> error(t) end)),
    c(keep(id(1), id(2))).

c({'EXIT', {R, S}}) when is_list(S) ->
    io:format("EXIT ~0p~n", [R]),
    print_stack([F || {M, _, _, _} = F <- S, M =/= init]);
c(V) -> io:format("~0p~n", [V]).

fc(1) -> 1.
error_free() -> fine.
in_tail(F) -> catch F().
keep(A, B) ->
    X = {A, B},
    Y = (catch throw(X)),
    Z = (catch throw([X, Y])),
    {A, B, X, Y, Z}.
