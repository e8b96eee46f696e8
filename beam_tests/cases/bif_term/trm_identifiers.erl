%% SPDX-License-Identifier: Apache-2.0
%% list_to_pid/1, list_to_port/1, list_to_ref/1 and the way back: texts of this node, and all that is none.
-module(trm_identifiers).
-include("../bif.hrl").

main() ->
    bif(erlang, list_to_pid, 1, [["<0.1.0>"], ["<0.0.0>"], ["<0.32767.8191>"], ["<0.4294967295.0>"], ["<0.1.4294967295>"], ["<0.1.0"],
        ["0.1.0>"], ["<0.1>"], ["<0.1.0.0>"], ["<a.1.0>"], ["<0.-1.0>"], ["< 0.1.0>"], ["<0.1.0> "], ["<99.1.0>"], [""], [a],
        [<<"<0.1.0>">>],
                                [[$<, $0, a]], ["<0.1.0>" ++ a], ["<0.99999999999999999999.0>"], ["<.1.0>"], ["#Port<0.1>"]]),
    bif(erlang, list_to_port, 1, [["#Port<0.1>"], ["#Port<0.4294967295>"], ["#Port<0.0>"], ["#Port<0.1"], ["Port<0.1>"], ["#Port<a.1>"],
        ["#Port<99.1>"], ["#Port<0.1.2>"], [""], [a], [<<"#Port<0.1>">>], ["#port<0.1>"]]),
    bif(erlang, list_to_ref, 1, [["#Ref<0.1>"], ["#Ref<0.1.2.3.4.5.6.7>"], ["#Ref<0.1.2.3"], ["#Ref<a.1.2.3>"], ["Ref<0.1.2.3>"],
        ["#Ref<99.1.2.3>"], [""], [a], [<<"#Ref<0.1.2.3>">>], ["#Ref<0.1.2.-3>"], ["#Ref<0.>"]]),
    R = make_ref(), P = self(), Port = hd(erlang:ports()),
    ?P([list_to_ref(ref_to_list(R)) =:= R, list_to_pid(pid_to_list(P)) =:= P, erlang:list_to_port(erlang:port_to_list(Port)) =:= Port]),
    [bif(erlang, F, 1, [[a], [1], ["x"], [<<>>]]) || F <- [pid_to_list, port_to_list, ref_to_list]],
    bif(erlang, pid_to_list, 1, [[a]]), bif(erlang, port_to_list, 1, [[{}]]), bif(erlang, ref_to_list, 1, [[[]]]),
    ?P(pid_to_list(list_to_pid("<0.5.0>"))).
