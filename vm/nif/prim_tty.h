// SPDX-License-Identifier: Apache-2.0
// prim_tty.h -- what the two files of the NIF module prim_tty share.
//
// prim_tty_nif.c moves bytes and switches the terminal's mode, prim_tty_terminfo.c asks what the
// terminal can do. Functions of OTP 26 to 29 stand side by side: a release's module takes those
// that it declares (vm/nif/nif_load.c).
#pragma once

#include <erl_nif.h>

#define TTY_FUNCTION(name) ERL_NIF_TERM name(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])

// {error, Reason}
ERL_NIF_TERM tty_error(ErlNifEnv *env, const char *reason);
// {error, {Function, the posix atom of errno}}
ERL_NIF_TERM tty_errno_error(ErlNifEnv *env, const char *function);

// tgetent_nif(Terminal) -> ok. Names end with a zero byte.
TTY_FUNCTION(tty_tgetent);
// tgetnum_nif(Name), tigetnum_nif(Name) -> integer, -1 when there is none
TTY_FUNCTION(tty_tgetnum);
// tgetflag_nif(Name), tigetflag_nif(Name) -> boolean
TTY_FUNCTION(tty_tgetflag);
// tgetstr_nif(Name) -> {ok, Bytes} or false
TTY_FUNCTION(tty_tgetstr);
// tgoto_nif(Capability [, Column [, Row]]) -> {ok, Bytes}
TTY_FUNCTION(tty_tgoto);
// setupterm_nif() -> ok. Reads what $TERM names.
TTY_FUNCTION(tty_setupterm);
// tigetstr_nif(Name) -> {ok, Bytes} or false; badarg when there is no such capability
TTY_FUNCTION(tty_tigetstr);
// tputs_nif(Capability, Parameters) -> {ok, Bytes}
TTY_FUNCTION(tty_tputs);
// tinfo_nif() -> #{bool, num, str => [#{name, code, full_name}]}
TTY_FUNCTION(tty_tinfo);
