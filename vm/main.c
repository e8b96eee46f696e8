// SPDX-License-Identifier: Apache-2.0
// main.c -- where it all begins: the command line decides (vm/cli.c), the emulator starts
// (vm/emulator.c).
//
// Read next: loader/beam_load.h
#include "vm/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
