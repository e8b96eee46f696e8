%% SPDX-License-Identifier: Apache-2.0
%% gen_bits.erl -- the bit syntax: building, matching, comprehensions.
%%
%% The idea: a segment is a record of what may stand in one (type, size, unit, sign, byte order), and the
%% same list of segments can be written as a construction or as a pattern. match_statement/2 builds bits
%% with one list and takes them apart with another of the same total size, so that the match mostly
%% succeeds while every field is read at another place, in another type, order or sign than it was
%% written; at bit offsets that are no multiple of 8.
%%
%% Exceptions: sizes are sometimes variables (the loader has other instructions for them), and those may be
%% negative or huge by a mistake elsewhere; huge ones are kept below 2^12 by `band`, since stock BEAM would try to
%% allocate them. A utf32 field that is a variable is always a character: where it is none and what is behind it is
%% not used, stock 25 ends in a segmentation fault (it keeps the field where the binary was). A float segment of
%% random bits may be no number, and then does not match.
-module(gen_bits).
-export([construct/3, comprehension/3, match_statement/2, pattern/1, generator/3]).
-import(gen_random, [between/2, chance/1, one_of/1, pick/1, some/3, fresh/1, join/2]).
-include("gen_env.hrl").

-record(segment, {type = integer, size = 8 :: pos_integer() | none | all, unit = 1, flags = []}).

%% ---- segments ------------------------------------------------------------------------------------

%% A segment of fixed size. Whole: its bits are a multiple of 8.
segment(Whole) ->
    pick([{10, fun() -> integer_segment(Whole) end},
          {2, fun() -> #segment{type = float, size = one_of([16, 32, 64, 64]), flags = flags()} end},
          {2, fun() -> #segment{type = binary, size = between(0, 6), unit = 8} end},
          {if Whole -> 0; true -> 2 end, fun() -> #segment{type = bits, size = between(0, 19)} end}]).

integer_segment(Whole) ->
    {Size, Unit} = case chance(15) of
                       true ->
                           U = one_of([2, 3, 7, 8, 12, 16]),
                           {between(1, 4) * if Whole -> 8; true -> 1 end, U};
                       false when Whole -> {8 * one_of([1, 1, 2, 3, 4, 5, 7, 8, 9, 16]), 1};
                       false -> {one_of([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 59, 60, 61, 63,
                                         64, 65, 100, 128]), 1}
                   end,
    #segment{size = Size, unit = Unit, flags = flags()}.

flags() -> [F || F <- [one_of([big, little, native, big]), one_of([signed, unsigned])], chance(60)].

bits_of(#segment{size = Size, unit = Unit}) -> Size * Unit.

%% ":Size/type-flags-unit:N"
specifier(#segment{type = Type, size = Size, unit = Unit, flags = Flags}, SizeText) ->
    Unitless = Unit =:= 1 andalso Type =/= binary orelse Unit =:= 8 andalso Type =:= binary orelse not is_integer(Size),
    Types = [atom_to_list(Type) || Type =/= integer orelse chance(30)] ++ [atom_to_list(F) || F <- Flags] ++
        [["unit:", integer_to_list(Unit)] || not Unitless],
    [case SizeText of "" -> ""; _ -> [":", SizeText] end, case Types of [] -> ""; _ -> ["/", join(Types, "-")] end].

size_text(#segment{size = none}) -> "";
size_text(#segment{size = all}) -> "";
size_text(#segment{size = Size}) -> integer_to_list(Size).

value_type(#segment{type = integer}) -> int;
value_type(#segment{type = float}) -> float;
value_type(#segment{type = binary}) -> bin;
value_type(#segment{type = bits}) -> bits;
value_type(#segment{}) -> int.

%% ---- building ------------------------------------------------------------------------------------

construct(T, D, Env) ->
    Segments = [segment(T =:= bin) || _ <- lists:seq(1, between(1, 4))],
    Texts = [written(S, D, Env) || S <- Segments],
    Extra = pick([{4, fun() -> [] end},
                  {1, fun() -> [["(", gen_expr:expr(bin, D, Env), ")/binary"]] end},
                  {1, fun() -> [["(", gen_expr:expr(small, D, Env), " + 64)/utf",
                                 one_of(["8", "16", "32", "16-little", "32-little"])]] end},
                  {if T =:= bin -> 0; true -> 1 end, fun() -> [["(", gen_expr:expr(bits, D, Env), ")/bits"]] end},
                  {1, fun() -> [variable_size(T, D, Env)] end},
                  {1, fun() -> [[io_lib:write_string(one_of(["abc", "", "é"])),
                                 one_of(["", "/utf8", "/utf16", "/little-utf32"])]] end}]),
    ["<<", join(one_of([Texts ++ Extra, Extra ++ Texts]), ", "), ">>"].

%% A value for the segment. Binary segments need enough bits behind them.
written(#segment{type = Type} = S, D, Env) when Type =:= binary; Type =:= bits ->
    ["(<<(", gen_expr:expr(value_type(S), D - 1, Env), ")/bits, 0:", integer_to_list(bits_of(S)), ">>)",
     specifier(S, size_text(S))];
written(#segment{type = float} = S, D, Env) ->
    Value = case chance(70) of
                true -> one_of(["0.0", "-0.0", "1.0", "-1.5", "65504.0", "0.1", "3.0e-6", "1"]);
                false -> ["(", gen_expr:expr(num, D, Env), ")"]
            end,
    [Value, specifier(S, size_text(S))];
written(S, D, Env) ->
    ["(", gen_expr:expr(int, D, Env), ")", specifier(S, size_text(S))].

variable_size(T, D, Env) ->
    Size = ["(", gen_expr:expr(small, D, Env), " band 4095)"],
    Unit = case T of bin -> "-unit:8"; _ -> "" end,
    ["(", gen_expr:expr(int, D, Env), "):", Size, "/integer", one_of(["", "-little", "-signed"]), Unit].

comprehension(T, D, Env) ->
    {Generator, Env1} = generator(D, Env, fun() ->
        V = fresh("V"),
        {[V, " <- ", gen_expr:expr({list, int}, D, Env)], gen_expr:bind([{V, int}], Env)}
    end),
    ["<< ", construct(T, min(D, 1), Env1), " || ", Generator, [[", ", gen_expr:expr(bool, D, Env1)] || chance(25)], " >>"].

%% A generator over bits, or the other kind, as Other makes it.
generator(D, Env, Other) ->
    case chance(25) of
        true ->
            %% Not empty and of fixed size: a generator that takes no bits never ends.
            Segments = [integer_segment(false) || _ <- lists:seq(1, between(1, 2))],
            {Pattern, Vars} = fields(Segments, Env#env{vars = []}),
            {["<<", Pattern, ">> <= ", gen_expr:expr(bits, D, Env)], gen_expr:bind(Vars, Env)};
        false -> Other()
    end.

%% ---- matching ------------------------------------------------------------------------------------

%% Segments as a pattern: {Text, [{Var, Type}]}. Fields that were read may be the sizes of later ones.
fields(Segments, Env) ->
    {Texts, Vars} = lists:unzip([field(S, Env) || S <- Segments]),
    {join(Texts, ", "), lists:append(Vars)}.

field(S, Env) ->
    Type = value_type(S),
    Bound = [Name || {Name, small} <- Env#env.vars],
    Size = case chance(10) andalso S#segment.type =:= integer andalso Bound of
               [_ | _] -> one_of(Bound);
               _ -> size_text(S)
           end,
    case chance(12) of
        true -> {["_", specifier(S, Size)], []};
        false ->
            Name = fresh("B"),
            {[Name, specifier(S, Size)], [{Name, Type}]}
    end.

%% A pattern that some binaries match.
pattern(Env) ->
    N = between(1, 3),
    {Texts, Vars} = fields([segment(chance(50)) || _ <- lists:seq(1, N)], Env),
    First = one_of([[], [], [], [literal_field()]]),
    {Tail, TailVars} = tail(),
    {Sized, SizedVars} = case chance(20) of
                             true -> sized();
                             false -> {[], []}
                         end,
    {["<<", join(First ++ Sized ++ [Texts] ++ Tail, ", "), ">>"], SizedVars ++ Vars ++ TailVars}.

%% A length and as many bytes or bits behind it.
sized() ->
    N = fresh("N"),
    B = fresh("B"),
    {Kind, T} = one_of([{"binary", bin}, {"bits", bits}, {"integer", int}, {"signed-little", int}]),
    Size = one_of([N, ["(", N, " div 2)"], ["(", N, " + 1)"]]),
    {[[N, ":", integer_to_list(one_of([3, 4, 8]))], [B, ":", Size, "/", Kind]], [{N, small}, {B, T}]}.

literal_field() ->
    one_of(["0:1", "1:1", "5:3", "0", "255", "1:16/little", "-1:8/signed", "\"a\"", "\"abc\"", "0.0/float", "$h/utf8",
            "0:5"]).

tail() ->
    B = fresh("B"),
    one_of([{[[B, "/bits"]], [{B, bits}]}, {[[B, "/bits"]], [{B, bits}]}, {[[B, "/binary"]], [{B, bin}]}, {["_/bits"], []},
            {["_/binary"], []}, {[], []}, {[[B, "/utf8"], "_/bits"], [{B, int}]}, {[[B, "/utf16"], "_/bits"], [{B, int}]},
            {[["_/utf8"], [B, "/bits"]], [{B, bits}]}, {[["_/utf32"], [B, "/bits"]], [{B, bits}]},
            {[["_/little-utf32"], "_/bits"], []}]).

%% `<<A:3, B:13/little>> = <<X:16>>`: other segments of the same total size.
match_statement(D, Env) ->
    case chance(5) of
        true -> character_statement(D, Env);
        false -> bits_statement(D, Env)
    end.

character_statement(D, Env) ->
    B = fresh("B"),
    Field = one_of(["/utf32", "/little-utf32", "/utf16", "/little-utf16", "/utf8"]),
    {["<<", B, Field, ">> = <<(", gen_expr:expr(small, D, Env), one_of([" + 64", " + 700", " + 70000"]), ")", Field, ">>"],
     gen_expr:bind([{B, int}], Env)}.

bits_statement(D, Env) ->
    Written = [segment(false) || _ <- lists:seq(1, between(1, 4))],
    Total = lists:sum([bits_of(S) || S <- Written]),
    {Pattern, Vars} = fields(cut(Total), Env#env{vars = []}),
    Built = ["<<", join([written(S, D, Env) || S <- Written], ", "), ">>"],
    Value = one_of([Built, Built, ["id(", Built, ")"]]),
    {["<<", Pattern, ">> = ", Value], gen_expr:bind(Vars, Env)}.

%% Segments whose sizes add up to Total; the last may be of the rest.
cut(0) -> [];
cut(Total) ->
    S = segment(false),
    case bits_of(S) of
        Bits when Bits > 0, Bits =< Total, Bits < 1000 ->
            case S#segment.type of
                float -> [S#segment{type = integer} | cut(Total - Bits)];
                _ -> [S | cut(Total - Bits)]
            end;
        _ -> one_of([[#segment{type = bits, size = all}], [#segment{size = Total, flags = flags()}],
                     [#segment{type = bits, size = Total}]])
    end.
