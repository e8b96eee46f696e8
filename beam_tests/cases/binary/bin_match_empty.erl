%% SPDX-License-Identifier: Apache-2.0
%% Functions that match a byte first, on binaries too short for it: the clause that takes everything gets the binary back.
-module(bin_match_empty).
-include("../case.hrl").

main() ->
    Long = <<"abcdefghijklmnopqrstuvwxyz">>,
    Binaries = [<<>>, <<"a">>, <<"abc">>, <<1, 2>>, <<" ">>, <<"a ">>, <<"a\t">>, <<194, 133>>, Long,
                binary:part(Long, 3, 0), binary:part(Long, 3, 2)],
    [?P({B, any(id(B)), surely(id(B))}) || B <- Binaries].

any(<<194, 133>>) -> nel;
any(<<X, Y, Z>>) when X =:= Y -> Z;
any(<<32>>) -> space;
any(<<1, 2, 3, 4>>) -> numbers;
any(B) when is_binary(B) -> B.

surely(B) when is_binary(B) -> trim(B).

trim(<<194, 133>>) -> <<>>;
trim(<<X, " ">>) -> trim(<<X>>);
trim(<<" ">>) -> <<>>;
trim(<<X, "\t">>) -> trim(<<X>>);
trim(<<9>>) -> <<>>;
trim(B) -> B.
