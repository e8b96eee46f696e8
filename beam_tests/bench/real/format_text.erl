%% SPDX-License-Identifier: Apache-2.0
%% format_text.erl -- io_lib: pretty printing of nested terms and tables, as logs and reports do.
-module(format_text).
-export([sizes/0, run/1]).

sizes() -> {5, 2600}.

run(N) -> lists:sum([iolist_size(page(I)) || I <- lists:seq(1, N)]).

page(I) ->
    Term = #{id => I, list => lists:seq(I, I + 30), nested => {a, [{b, "text", <<"binary", I>>}], #{x => 1.5 * I}},
             atoms => [list_to_atom([$a + I rem 26]), 'quoted atom', ok], string => "a printable string"},
    [io_lib:format("~p~n", [Term]), io_lib:format("~w ~tp~n", [Term, {Term, I}]),
     [io_lib:format("~-20s|~10w|~8.2f|~*c~n", ["row", X, X / 3, X rem 5, $*]) || X <- lists:seq(1, 20)],
     io_lib:format("~ts ~60p ~0p~n", [<<"üöä"/utf8>>, [Term], Term])].
