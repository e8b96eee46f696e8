%% SPDX-License-Identifier: Apache-2.0
%% releases: 25
%% The terminal driver where there is no terminal: OTP falls back on plain lines when it refuses.
-module(port_tty).
-include("../case.hrl").

main() ->
    ?P(open_port({spawn, "tty_sl -c -e"}, [eof])),
    ?P(open_port({spawn_driver, "tty_sl"}, [])).
