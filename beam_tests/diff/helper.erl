%% SPDX-License-Identifier: Apache-2.0
%% Has no function to call: skipped.
-module(helper).
-export([help/0]).

help() -> ok.
