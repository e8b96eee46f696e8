%% SPDX-License-Identifier: Apache-2.0
%% What the generators know where an expression stands.
-record(env, {
    vars = [],      %% [{Name :: string(), Type}], what may be read here
    funs = []       %% [{Name :: string(), [Type], Type}], functions of the module that may be called
}).
