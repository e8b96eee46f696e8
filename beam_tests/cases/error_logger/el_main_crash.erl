%% SPDX-License-Identifier: Apache-2.0
%% An exception in the program started with -s: what the init process prints, and status 1.
-module(el_main_crash).
-include("../case.hrl").

main() ->
    sub(id(0)).

sub(X) -> 1 + 10 div X.
