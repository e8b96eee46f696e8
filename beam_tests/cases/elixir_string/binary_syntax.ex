# SPDX-License-Identifier: Apache-2.0
# Bit syntax in Elixir: sizes, types, matching, comprehensions over bits, parsing a small format, bitwise operators.
defmodule Case.BinarySyntax do
  import CaseHelper

  import Bitwise

  def main do
    p <<1, 2, 3>>
    p <<1::16, 2::little-16, -1::8>>
    p <<3.5::float, 1.0::float-32>>
    p <<1::1, 0::1, 1::6>>
    p <<1::4>>
    p byte_size(<<1::9>>)
    p bit_size(<<1::9>>)
    p <<a, b::binary>> = "xyz"
    p <<h::binary-size(2), _::binary>> = "hello"
    p <<x::4, y::4>> = <<0xAB>>
    p <<n::8, s::binary-size(n), r::binary>> = <<3, "abcdef">>
    p <<f::float-little>> = <<1.5::float-little>>
    p <<i::signed-16>> = <<255, 254>>
    p (case <<1, 2>> do <<1, x, _::8>> -> x; <<1, x>> -> {:two, x} end)
    p parse(<<1, 5::16, "hello", 2, 7::32, 3, 2::16, 65, 66, 0>>, [])
    p parse(<<9>>, [])
    p for <<b::2 <- <<0b11100100>> >>, do: b
    p for <<r::8, g::8, b::8 <- <<1, 2, 3, 4, 5, 6, 7>> >>, do: {r, g, b}
    p for <<c <- "hello">>, c > ?h, into: "", do: <<c - 32>>
    p for i <- 1..4, into: <<>>, do: <<i::4>>
    p 5 &&& 3
    p 5 ||| 3
    p bxor(5, 3)
    p ~~~5
    p 1 <<< 70
    p -1 >>> 3
    p band(-1, 0xFF)
    p <<"é"::utf16>>
    p <<id(300)>>
    p <<id("x")::binary, id(1.5)::16>>
    p <<id(:a)::binary>>
    p <<_::3, rest::bitstring>> = <<0xFF, 1>>
    p :binary.bin_to_list("abc")
    p Base.encode16("hello")
    p Base.decode16!("68656C6C6F")
    p Base.encode64(<<0, 255, 128>>)
    p Base.decode64("!!!")
    p Base.url_encode64(<<255, 254>>, padding: false)
    p Base.encode32("hi")
    p IO.iodata_to_binary(["a", [?b, "c" | "d"]])
    p IO.iodata_length(["abc", [1, 2]])
    p IO.chardata_to_string(["é", 8364])
  end

  defp parse(<<>>, acc), do: Enum.reverse(acc)
  defp parse(<<0>>, acc), do: Enum.reverse([:end | acc])
  defp parse(<<1, n::16, s::binary-size(n), r::binary>>, acc), do: parse(r, [{:str, s} | acc])
  defp parse(<<2, v::32, r::binary>>, acc), do: parse(r, [{:int, v} | acc])
  defp parse(<<3, n::16, s::bytes-size(n), r::binary>>, acc), do: parse(r, [{:raw, :binary.bin_to_list(s)} | acc])
  defp parse(<<t, _::binary>>, acc), do: {:unknown, t, acc}
end
