# SPDX-License-Identifier: Apache-2.0
# Range: steps, membership, size, disjointness, slices, patterns, inspect, invalid ranges.
defmodule Case.RangeBasic do
  import CaseHelper

  def main do
    p Enum.to_list(1..5)
    p Enum.to_list(5..1)
    p Enum.to_list(1..10//3)
    p Enum.to_list(10..1//-4)
    p Enum.to_list(1..0//1)
    p id(1)..id(10)//id(0)
    p id(1.0)..id(2)
    p Range.size(1..10//3)
    p Range.disjoint?(1..5, 6..9)
    p Range.disjoint?(1..10//2, 2..10//2)
    p Range.new(1, 5)
    p Range.new(5, 1, -1)
    p 3 in 1..5
    p 4 in 1..9//2
    p 2.0 in 1..3
    p Enum.sum(1..1_000_000)
    p Enum.count(1..1_000_000_000_000)
    p Enum.at(1..1_000_000_000_000, 999)
    p Enum.slice(1..100, 10..13)
    p Enum.reverse(1..4)
    p first..last = 2..8
    p (fn a..b -> {a, b} end).(3..7)
    p (fn a..b//s -> {a, b, s} end).(3..7//2)
    p 1..3 == 1..3//1
    p inspect(-1..-5//-1)
    p Enum.map(-2..2, &(&1 * &1))
    p Enum.random(5..5)
    p Enum.min(5..9)
    p Enum.max(9..5//-1)
    p Enum.to_list(1..3) ++ [4]
    p for x <- 1..3, y <- x..3, do: {x, y}
    p match?(%Range{first: 1}, 1..2)
    p Enum.zip(1..3, 3..1)
    p String.slice("hello world", 2..-3//1)
    p Enum.to_list(1_180_591_620_717_411_303_424..1_180_591_620_717_411_303_426)
  end
end
