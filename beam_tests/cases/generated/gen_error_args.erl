%% SPDX-License-Identifier: Apache-2.0
%% error/2 with arguments that are no list: the stack trace has the arity. A list of any length is shown, an improper one too.
-module(gen_error_args).
-export([failing/1, native/1, three/1]).
-include("../case.hrl").

main() ->
    [trace(F, A) || F <- [fun ?MODULE:failing/1, fun ?MODULE:native/1, fun ?MODULE:three/1],
                    A <- [[], [1, 2], [1 | 2], #{a => b}, none, undefined, 3, {x}, <<"b">>]].

failing(A) -> erlang:error({because, 1}, A).

native(A) -> erlang:nif_error({because, 2}, A).

three(A) -> erlang:error({because, 3}, A, [{error_info, #{cause => some}}]).

trace(F, A) ->
    try F(id(A))
    catch C:R:S -> io:format("~0p ~0p ~0p~n", [C, R, lists:takewhile(fun(E) -> element(2, E) =/= trace end, S)])
    end.
