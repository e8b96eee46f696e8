%% SPDX-License-Identifier: Apache-2.0
%% gen_type.erl -- the types that generated expressions have, and literals of each.
%%
%% The idea: every expression is generated for a type, and variables and functions are remembered with
%% theirs. So most programs run deep instead of ending at the first badarg; mistakes are made on
%% purpose, in measure (gen_expr.erl), and not by accident.
%%
%%   int  small (0..20)  float  num  bool  atom  bin  bits  string  any  data (no funs)
%%   {list, T}  {tuple, [T]}  {map, K, V}  {'fun', [T], T}  {record, Name}
%%
%% Literals stand at the edges: around 2^27, 2^31, 2^59 (the border of small integers and big ones in
%% ERTS), 2^63, 2^64; floats that are denormal, halves, or equal to an integer; bit strings whose size
%% is no multiple of 8.
%%
%% Exception: keys of maps are never atoms inside tuples, and the pool of atoms has fewer than 32
%% names. A map with more than 32 keys among which are atoms has an order that depends on the numbers
%% of atoms, and that differs between two boots of stock BEAM as well.
-module(gen_type).
-export([data/0, type/0, type/1, key_type/0, literal/1, key_literal/1, integer/0, atom/0, records/0, record_fields/1]).
-import(gen_random, [below/1, between/2, chance/1, one_of/1, pick/1, some/2, join/2]).

type() -> type(2).

type(0) -> one_of([int, int, int, small, float, num, bool, atom, bin, bits, string, any]);
type(D) ->
    pick([{12, fun() -> type(0) end},
          {4, fun() -> {list, type(D - 1)} end},
          {3, fun() -> {tuple, some(4, fun() -> type(D - 1) end)} end},
          {3, fun() -> {map, key_type(), type(D - 1)} end},
          {2, fun() -> {'fun', some(3, fun() -> type(0) end), type(D - 1)} end},
          {2, fun() -> {record, one_of(records())} end}]).

key_type() -> one_of([int, int, small, bin, atom, string, float, {tuple, [int, int]}]).

records() -> [point, node, empty].

record_fields(point) -> [{x, int}, {y, num}];
record_fields(node) -> [{key, atom}, {left, any}, {right, {list, int}}, {tag, bin}];
record_fields(empty) -> [].

%% Terms without funs.
data() ->
    one_of([int, float, atom, bin, bits, string, {list, int}, {tuple, [int, float, bin]}, {map, int, string},
            {list, {tuple, [atom, int]}},
            {map, atom, float}, {list, bits}, {tuple, []}, {map, bin, int}]).

literal(int) -> integer_to_list(integer());
literal(small) -> integer_to_list(below(21));
literal(float) -> float();
literal(num) -> literal(one_of([int, float]));
literal(bool) -> one_of(["true", "false"]);
literal(atom) -> io_lib:write(atom());
literal(bin) -> binary();
literal(bits) ->
    case chance(40) of
        true -> binary();
        false -> bits()
    end;
literal(string) -> io_lib:write_string(text());
literal(any) -> literal(one_of([int, int, small, float, bool, atom, bin, bits, string, {list, any},
                                {list, int}, {tuple, [any, int]}, {tuple, []}, {map, atom, int},
                                {map, int, any}]));
literal(data) -> literal(data());
literal({list, T}) -> ["[", join(some(4, fun() -> literal(T) end), ", "), "]"];
literal({tuple, Ts}) -> ["{", join([literal(T) || T <- Ts], ", "), "}"];
literal({map, K, V}) ->
    ["#{", join(some(4, fun() -> [key_literal(K), " => ", literal(V)] end), ", "), "}"];
literal({record, Name}) ->
    ["#", atom_to_list(Name), "{",
     join([[atom_to_list(F), " = ", literal(T)] || {F, T} <- record_fields(Name)], ", "), "}"];
literal({'fun', Ts, T}) ->
    ["fun(", join(["_" || _ <- Ts], ", "), ") -> ", literal(T), " end"].

%% -0.0 is no key: stock 25 keeps the keys of `#{-0.0 => X}` as a tuple, once for equal ones of a module, and takes
%% {0.0} for it if that came first.
key_literal(float) ->
    case float() of
        "-0.0" -> "0.0";
        Text -> Text
    end;
key_literal(K) -> literal(K).

integer() ->
    pick([{8, fun() -> between(-3, 12) end},
          {2, fun() -> one_of([127, 128, 255, 256, -128, -129, 1023, 1024, 65535, 65536]) end},
          {5, fun() -> Border = one_of([27, 28, 31, 32, 53, 58, 59, 59, 59, 60, 62, 63, 64, 65, 96, 127, 128]),
                       one_of([1, -1]) * (1 bsl Border) + between(-2, 2) end},
          {1, fun() -> one_of([1, -1]) * rand:uniform(1 bsl one_of([16, 30, 59, 64, 90, 200])) end}]).

float() ->
    one_of(["0.0", "-0.0", "1.0", "-1.0", "0.5", "1.5", "2.5", "-2.5", "3.0", "0.1", "100.0", "1.0e10",
            "1.0e22", "123456789.125", "-7.25", "9007199254740992.0", "9007199254740993.0", "1.0e-7",
            "4294967296.0", "576460752303423488.0", "-576460752303423489.0", "9223372036854775808.0",
            "18446744073709551616.0", "1.0e300", "1.7976931348623157e308", "5.0e-324",
            "2.2250738585072014e-308", "3.4028234663852886e38", "65504.0", "1.0e-5"]).

atom() ->
    one_of([a, b, c, d, ok, error, undefined, true, false, 'hello world', 'Up', '', nil, x, y, foo, bar,
            badarg, 'é', normal]).

text() ->
    one_of(["", "a", "abc", "hello", "Hello World", "123", "-45", "1.5", "åäö", "x=1,y=2", " a b ",
            "\x{20ac}5", "\x{1f600}", "aaa", "abcabc", "\n\t"]).

binary() ->
    pick([{3, fun() -> ["<<", join(some(9, fun() -> integer_to_list(below(256)) end), ","), ">>"] end},
          {3, fun() -> ["<<", io_lib:write_string(text()), "/utf8>>"] end},
          {1, fun() -> io_lib:format("<<~w:~w>>", [rand:uniform(1 bsl 60), 8 * between(1, 100)]) end},
          {1, fun() -> "<<>>" end}]).

bits() ->
    pick([{3, fun() -> io_lib:format("<<~w:~w>>", [below(1 bsl 40), between(0, 70)]) end},
          {2, fun() -> io_lib:format("<<~w,~w:~w>>", [below(256), below(256), between(1, 9)]) end},
          {1, fun() -> io_lib:format("<<~w:~w>>", [rand:uniform(1 bsl 60), between(500, 700)]) end}]).
