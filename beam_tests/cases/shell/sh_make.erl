%% SPDX-License-Identifier: Apache-2.0
%% make:all, make:files and erl -make with an Emakefile: options, up to date files, errors in a file, wildcards; erlc with -o, -W, -D, -I, +options, and its exit codes.
-module(sh_make).
-include("../case.hrl").

main() ->
    D = filename:join("/tmp", "sh_make_" ++ os:getpid()), ok = file:make_dir(D), ok = file:set_cwd(D), file:make_dir("src"), file:make_dir("out"),
    file:write_file("src/ma.erl", "-module(ma).\n-export([f/0]).\n-include(\"h.hrl\").\nf() -> ?V.\n"), file:write_file("src/h.hrl", "-define(V, 1).\n"), file:write_file("src/mb.erl", "-module(mb).\n-export([f/0]).\nf() -> X = 1, ma:f().\n"), file:write_file("bad.erl", "-module(bad).\nf( -> 1.\n"), file:write_file("wrong.erl", "-module(other).\n"), file:write_file("undef.erl", "-module(undef).\n-export([g/0]).\nf() -> h().\n"),
    file:write_file("Emakefile", "{'src/*', [{outdir, \"out\"}, debug_info]}.\n"),
    ?P(make:all()), ?P(lists:sort(filelib:wildcard("out/*"))), ?P(make:all([noexec])), ?P(make:all()), ?P(make:files(["src/ma"], [{outdir, "out"}, load])), ?P(ma:f()),
    file:write_file("Emakefile", "{bad, []}.\n"), ?P(make:all()), file:write_file("Emakefile", "{nosuch, []}.\n"), ?P(make:all()), file:write_file("Emakefile", "{a, .\n"), ?P(make:all()), file:write_file("Emakefile", "'undef'.\n{[wrong], [report]}.\n"), ?P(make:all()),
    [io:format("~ts~n~ts", [C, os:cmd("cd " ++ D ++ "; " ++ C ++ " 2>&1; echo status $?")]) || C <- ["erlc bad.erl", "erlc -Wall -DX=1 '+{d,z}' -I src -o out src/ma.erl && ls out", "erlc undef.erl wrong.erl"]],
    ?P([M:F(A) || {M, F, A} <- [{compile, file, "nosuch"}, {compile, file, "bad"}]]), ?P(compile:file("src/mb", [return, binary, {i, "src"}]) =/= x), ?P(element(1, compile:file("src/mb", [binary]))), ?P(c:c("src/ma", [{outdir, "out"}, {i, "src"}])), ?P(compile:file("undef", [return])),
    file:set_cwd("/"), file:del_dir_r(D).
