# SPDX-License-Identifier: Apache-2.0
# Integer and Float: parsing, digits, division kinds, gcd, rounding, printing, bases, powers, limits.
defmodule Case.IntegerFloat do
  import CaseHelper

  import Bitwise
  require Integer

  def main do
    p Integer.parse("12abc")
    p Integer.parse("abc")
    p Integer.parse("-ff", 16)
    p Integer.digits(1234)
    p Integer.digits(255, 16)
    p Integer.undigits([1, 2, 3])
    p Integer.floor_div(-7, 2)
    p Integer.mod(-7, 3)
    p {div(-7, 2), rem(-7, 2)}
    p Integer.gcd(48, 180)
    p Integer.extended_gcd(240, 46)
    p Integer.pow(2, 200)
    p Integer.pow(2, -1)
    p Integer.is_even(4)
    p Integer.to_string(-255, 16)
    p Integer.to_charlist(77)
    p Integer.to_string(1 <<< 100, 36)
    p Float.round(2.675, 2)
    p Float.round(-1.5)
    p Float.ceil(1.21, 1)
    p Float.floor(-1.21, 1)
    p Float.ratio(0.75)
    p Float.parse("1.5e3x")
    p Float.parse("nope")
    p Float.to_string(1.0e-10)
    p Float.pow(2.0, 0.5)
    p [1.0, 1.0e15, 1.0e16, 0.1, 1.0e22, 123456789.987]
    p 0.1 + 0.2
    p 1_000_000 * 1_000_000 * 1_000_000 * 1_000_000
    p 5 / 2
    p 4 / 2
    p 1 / id(0)
    p trunc(-3.7)
    p round(2.5)
    p ceil(2.1)
    p floor(-2.1)
    p abs(-5)
    p max(1, 1.0)
    p min(:a, 1)
    p 0xFF + 0b101 + 0o17
    p 1 == 1.0
    p 1 === 1.0
    p id(1.0e308) * 10
    p 10 ** 30
    p 2 ** -1
    p is_number(id("1"))
    p :math.sqrt(16)
    p Integer.parse("99999999999999999999999999")
    p String.to_float("1")
    p Float.round(1.23456, 20)
  end
end
