%% SPDX-License-Identifier: Apache-2.0
%% A node that is not alive: node/0,1, nodes/0,1,2, monitor_node/2,3, is_alive/0, and their bad arguments.
-module(sys_nodes).
-include("../bif.hrl").

main() ->
    ?P([node(), node(self()), node(make_ref()), node(hd(erlang:ports())), erlang:is_alive(), nodes(), erlang:get_cookie()]),
    bif(erlang, node, 1, [[a], [1], [{}], [<<>>]]),
    bif(erlang, nodes, 1, [[visible], [hidden], [this], [known], [connected], [[]], [[this, visible]], [bogus], [[bogus]], [[this | x]],
        [1]]),
    bif(erlang, nodes, 2, [[this, #{}], [this, #{connection_id => true}], [visible, #{node_type => true}], [this, #{bogus => true}], [this,
        #{connection_id => 1}], [this, a], [bogus, #{}], [[this, bogus], #{}]]),
    bif(erlang, monitor_node, 2, [[a@b, bogus], [1, true], ["a", true], [a, b], ['nonode@nohost', true], [a@b, true]]),
    bif(erlang, monitor_node, 3, [[a@b, true, []], [a@b, true, [bogus]], [a@b, true, x], [1, true, []], [a@b, x, []], [a@b, true,
        [allow_passive_connect]]]),
    bif(erlang, disconnect_node, 1, [[a@b]]),
    ?P(receive X -> X after 0 -> nothing end),
    bif(erlang, set_cookie, 2, [[a@b, c], [1, c], [a@b, 1]]),
    bif(erlang, send, 2, [[{nobody, node()}, x], [{nobody, a@b}, x], [{1, node()}, x], [{nobody, 1}, x], [nobody, x], [1, x], ["a", x], [{a,
        b, c}, x]]),
    bif(erlang, send, 3, [[nobody, x, []], [{nobody, node()}, x, [noconnect]], [{nobody, a@b}, x, [noconnect]], [{nobody, a@b}, x,
        [nosuspend, noconnect]], [1, x, []], [nobody, x, [bogus]], [nobody, x, a]]).
