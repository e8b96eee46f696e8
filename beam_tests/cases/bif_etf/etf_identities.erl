%% SPDX-License-Identifier: Apache-2.0
%% Process, port and reference identifiers in every tag that ever existed, of this node and of others; bad fields.
-module(etf_identities).
-include("../bif.hrl").

main() ->
    N = <<119, 3, "a@b">>,
    Show = fun(B) -> try binary_to_term(<<131, B/binary>>) of T -> {text(T), node(T),
        iolist_to_binary(erlang:term_to_iovec(T)) =:= term_to_binary(T), binary_to_term(term_to_binary(T)) =:= T,
        term_to_binary(T)} catch C:R -> {C, R} end end,
    [io:format("~0p ~0p~n", [B, Show(B)]) || B <-
        [<<103, N/binary, 5:32, 0:32, 1>>, <<103, N/binary, 5:32, 6:32, 3>>, <<103, N/binary, -1:32, -1:32, 255>>, <<88, N/binary, 5:32,
            6:32, 7:32>>, <<88, N/binary, -1:32, -1:32, -1:32>>, <<103, N/binary, 5:32, 0:32>>, <<88, N/binary, 5:32, 0:32>>,
         <<103, 97, 1, 5:32, 0:32, 1>>, <<102, N/binary, 9:32, 1>>, <<102, N/binary, -1:32, 255>>, <<89, N/binary, 9:32, 7:32>>, <<89,
             N/binary, -1:32, 7:32>>, <<120, N/binary, 9:64, 7:32>>, <<120, N/binary, -1:64, 7:32>>, <<102, N/binary>>, <<89, N/binary,
             9:32>>,
         <<101, N/binary, 77:32, 1>>, <<101, N/binary, -1:32, 255>>, <<114, 1:16, N/binary, 1, 77:32>>, <<114, 3:16, N/binary, 2, 1:32,
             2:32, 3:32>>, <<114, 3:16, N/binary, 2, -1:32, -1:32, -1:32>>, <<90, 1:16, N/binary, 2:32, 1:32>>, <<90, 3:16, N/binary, 2:32,
             1:32, 2:32, 3:32>>,
         <<90, 5:16, N/binary, 2:32, 1:32, 2:32, 3:32, 4:32, 5:32>>, <<90, 6:16, N/binary, 2:32, 0:192>>, <<114, 4:16, N/binary, 1, 0:128>>,
             <<114, 3:16, N/binary, 1, 0:64>>, <<90, 3:16, 97, 1, 2:32, 0:96>>,
         <<103, 119, 0, 5:32, 0:32, 1>>, <<103, 119, 13, "nonode@nohost", 50:32, 0:32, 1>>]],
    Self = self(),
    ?P([binary_to_term(term_to_binary(Self)) =:= Self, binary_to_term(term_to_binary(Self, [{minor_version, 2}])) =:= Self]),
    [P, Q] = [binary_to_term(<<131, 88, 119, 3, X, "@b", 5:32, 0:32, 1:32>>) || X <- "ab"],
    ?P([P < Q, P =:= Q, P =:= binary_to_term(term_to_binary(P)), P < self(), lists:sort([Q, P]) =:= [P, Q], is_pid(P)]),
    ?P(term_to_binary({P, Q})).

%% The first number stands for the node; it differs from run to run.
text(T) -> re:replace(io_lib:format("~w", [T]), "<[0-9]+", "<node", [{return, list}]).
