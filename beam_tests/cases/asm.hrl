%% SPDX-License-Identifier: Apache-2.0
%% For cases whose functions are instructions and not source: combinations of operands that no compiler writes.
%% Included on the same line as case.hrl. asm([{Body, Args}, ...]) makes one module with a function for each body, loads it,
%% calls each with its arguments and gives the list of values, {Class, Reason} for an exception. The labels of a body are
%% from 10 on; {f, 8} is the function clause error, {f, 0} no label. yes_no/2 is the body of a test.

asm(Pairs) ->
    load_asm(asm_case, [{Body, length(Args)} || {Body, Args} <- Pairs]),
    [try apply(asm_case, name(I), Args) catch Class:Reason -> {Class, Reason} end || {I, {_, Args}} <- number(Pairs)].

%% Functions f1, f2, ... of the bodies and arities.
load_asm(Module, Bodies) ->
    {Functions, Last} = lists:mapfoldl(fun({I, {Body, Arity}}, Base) ->
        Labels = [L - 7 || {label, L} <- Body],
        Code = [{label, Base + 1}, {line, []}, {func_info, {atom, Module}, {atom, name(I)}, Arity}, {label, Base + 2} | shift(Body, Base - 7)],
        {{function, name(I), Arity, Base + 2, Code}, Base + lists:max([2 | Labels])} end, 0, number(Bodies)),
    Exports = [{Name, Arity} || {function, Name, Arity, _, _} <- Functions],
    case compile:noenv_forms({Module, Exports, [], Functions, Last + 1}, [from_asm, binary, return_errors]) of
        {ok, Module, Binary} ->
            code:purge(Module),
            {module, Module} = code:load_binary(Module, "asm", Binary),
            ok;
        {error, Errors, _} ->
            error({not_valid, Errors})
    end.

number(List) -> lists:zip(lists:seq(1, length(List)), List).
name(I) -> list_to_atom("f" ++ integer_to_list(I)).

shift({label, L}, D) -> {label, L + D};
shift({f, L}, D) when L >= 8 -> {f, L + D};
shift([H | T], D) -> [shift(H, D) | shift(T, D)];
shift({literal, _} = Literal, _) -> Literal;
shift(T, D) when is_tuple(T) -> list_to_tuple(shift(tuple_to_list(T), D));
shift(Other, _) -> Other.

%% The body leaves its answer in {x, 0}: true where the test instruction succeeds, else false.
yes_no(Test, Args) ->
    [{test, Test, {f, 10}, Args}, {move, {atom, true}, {x, 0}}, return, {label, 10}, {move, {atom, false}, {x, 0}}, return].

%% One line for each {Label, Body, Args}.
asm_lines(Rows) ->
    [io:format("~0tp: " ?VALUE "~n", [Label, Value]) || {{Label, _, _}, Value} <- lists:zip(Rows, asm([{B, A} || {_, B, A} <- Rows]))],
    ok.

%% The values as one line of 1, 0 and other values.
asm_bits(Label, Pairs) ->
    io:format("~0tp ~s~n", [Label, [case V of true -> "1"; false -> "0"; _ -> io_lib:format("<~0tp>", [V]) end || V <- asm(Pairs)]]).
