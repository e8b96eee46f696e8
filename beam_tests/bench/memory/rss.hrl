%% SPDX-License-Identifier: Apache-2.0
%% rss.hrl -- how many bytes of real memory the operating system counts for this machine.

resident_bytes() ->
    erlang:garbage_collect(),
    {ok, Text} = file:read_file("/proc/self/statm"),
    [_, Pages | _] = binary:split(Text, <<" ">>, [global]),
    binary_to_integer(Pages) * 4096.
