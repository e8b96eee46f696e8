%% SPDX-License-Identifier: Apache-2.0
%% small.erl -- what `erlc` compiles in the family startup: its time is that of starting the compiler.
-module(small).
-export([run/1]).

run(List) -> [{X, length(List)} || X <- List, X > 0].
