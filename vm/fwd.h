// SPDX-License-Identifier: Apache-2.0
// fwd.h -- every struct of the machine, declared once, so that headers need not include each other
// for a pointer.
#pragma once

typedef struct Space Space;
typedef struct OffHeapLink OffHeapLink;
typedef struct BinData BinData;
typedef struct Bytes Bytes;
typedef struct Heap Heap;
typedef struct Fragment Fragment;
typedef struct Process Process;
typedef struct Registers Registers;
typedef struct Scheduler Scheduler;
typedef struct Module Module;
typedef struct CodeBlock CodeBlock;
typedef struct Digest Digest; // vm/term/digest.h
typedef struct Export Export;
typedef struct FunEntry FunEntry;
typedef struct Signal Signal;
typedef struct Port Port;
typedef struct Node Node;
