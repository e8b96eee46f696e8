%% SPDX-License-Identifier: Apache-2.0
%% files.erl -- files written, read by line and in blocks, renamed, listed, archived with erl_tar and zlib.
-module(files).
-export([sizes/0, run/1]).

sizes() -> {2, 200}.

run(N) ->
    Dir = filename:join(["/tmp", "bench_files_" ++ os:getpid()]),
    ok = filelib:ensure_dir(filename:join(Dir, "x")),
    Sums = [file_work(filename:join(Dir, "f" ++ integer_to_list(I)), I) || I <- lists:seq(1, N)],
    {ok, Names} = file:list_dir(Dir),
    Tar = filename:join(Dir, "all.tar.gz"),
    ok = erl_tar:create(Tar, [{Name, filename:join(Dir, Name)} || Name <- lists:sort(Names)], [compressed]),
    {ok, Members} = erl_tar:extract(Tar, [memory, compressed]),
    ok = file:del_dir_r(Dir),
    {lists:sum(Sums), length(Names), erlang:phash2(lists:sort(Members))}.

file_work(Name, I) ->
    Lines = [[integer_to_binary(X * I), $\s, <<"some text of a line">>, $\n] || X <- lists:seq(1, 1500)],
    ok = file:write_file(Name, Lines),
    {ok, File} = file:open(Name, [read, binary, raw, read_ahead]),
    Count = lines(File, 0),
    ok = file:close(File),
    {ok, Slow} = file:open(Name, [read]),
    {ok, First} = file:read_line(Slow),
    {ok, Block} = file:pread(Slow, 1000, 500),
    ok = file:close(Slow),
    ok = file:rename(Name, Name ++ ".done"),
    true = byte_size(zlib:gunzip(zlib:gzip(Lines))) =:= iolist_size(Lines),
    Count + length(First) + length(Block).

lines(File, Count) ->
    case file:read_line(File) of
        {ok, Line} -> lines(File, Count + byte_size(Line));
        eof -> Count
    end.
