# SPDX-License-Identifier: Apache-2.0
# Base encodings with their options and errors, Bitwise, Integer and Float functions, URI and Version details.
defmodule Case.BaseBitwise do
  import CaseHelper
  import Bitwise
  require Integer

  def main do
    bins = ["", "f", "fo", "foo", "foob", "fooba", "foobar", <<0, 255, 128, 1>>]
    for b <- bins, do: p({Base.encode16(b), Base.encode16(b, case: :lower), Base.encode32(b), Base.hex_encode32(b, padding: false), Base.encode64(b), Base.encode64(b, padding: false), Base.url_encode64(b)})
    for e <- ["", "Zg==", "Zg", "Zm8=", "Zm9v", "Z m9v", "Zm9v\n", "____", "////", "Zg=", "=", "Zg==Zg==", "é"], do: p({e, Base.decode64(e), Base.decode64(e, padding: false), Base.decode64(e, ignore: :whitespace), Base.url_decode64(e)})
    for e <- ["", "6A", "6a", "6", "ZZ", "aAbB"], do: p({e, Base.decode16(e), Base.decode16(e, case: :lower), Base.decode16(e, case: :mixed)})
    for e <- ["", "MZXW6===", "MZXW6", "mzxw6===", "M1======", "CPNMU==="], do: p({e, Base.decode32(e), Base.decode32(e, case: :mixed), Base.hex_decode32(e), Base.decode32(e, padding: false)})
    p(Base.decode16!("6"))
    p(Base.decode64!("$$$$"))
    p(Base.decode32!("1"))
    p(Base.encode16(id(1)))
    for {a, b} <- [{5, 3}, {-5, 3}, {1 <<< 70, 12}, {-1, -1}, {0, 100}], do: p({a &&& b, a ||| b, bxor(a, b), a <<< b, a >>> b, ~~~a, a <<< -2, a >>> -2})
    p(id(1.0) &&& 1)
    p(id(1) <<< id(:a))
    for {a, b} <- [{7, 3}, {-7, 3}, {7, -3}, {-7, -3}, {1 <<< 70, 7}], do: p({div(a, b), rem(a, b), Integer.mod(a, b), Integer.floor_div(a, b), Integer.gcd(a, b), Integer.extended_gcd(a, b)})
    p({Integer.pow(2, 100), Integer.digits(-1234), Integer.undigits([1, 2, 3], 16), Integer.to_string(-255, 16), Integer.to_charlist(255, 2), Integer.parse("12abc"), Integer.parse("0xff", 16), Integer.parse("zz", 36), Integer.parse("")})
    p(Integer.pow(2, -1))
    p(Integer.digits(1, 1))
    p(Integer.mod(1, id(0)))
    p(Integer.parse("1", 99))
    p({Integer.is_odd(3), Integer.is_even(-2)} |> then(fn x -> x end))
    for f <- [1.5, 2.5, -1.5, 0.1, 1.0e20, 1.005, -0.0, 123.456], do: p({Float.round(f), Float.round(f, 1), Float.floor(f, 2), Float.ceil(f, 2), trunc(f), round(f), Float.ratio(f), Float.to_string(f)})
    p({Float.parse("1.5abc"), Float.parse("1"), Float.parse("-.5"), Float.parse("1e5"), Float.parse("1.0e400"), Float.min_finite(), Float.max_finite(), Float.pow(2.0, 0.5)})
    p(Float.round(id(1.0), 16))
    p(Float.floor(id(1)))
    for v <- ["1.2.3", "1.2", "1.2.3-rc.1", "1.2.3-rc.01", "1.2.3+b.1", "a.b.c", "01.2.3", "1.2.3-"], do: p({v, Version.parse(v)})
    for {a, b} <- [{"1.0.0", "1.0.0"}, {"1.0.0-a", "1.0.0"}, {"1.0.0-a.2", "1.0.0-a.10"}, {"1.0.0-a", "1.0.0-1"}], do: p(Version.compare(a, b))
    for {v, r} <- [{"1.5.0", "~> 1.2"}, {"2.0.0", "~> 1.2"}, {"1.2.9", "~> 1.2.3"}, {"1.0.0-rc", ">= 0.9.0"}, {"1.0.0", "> 0.1.0 and < 2.0.0"}, {"1.0.0", "== 1.0.0 or == 2.0.0"}, {"1.0.0", "!= 1.0.0"}, {"1.0.0", "bogus"}], do: p({v, r, Version.match?(v, r)})
    for u <- ["http://u:p@h:80/p/a?q=1#f", "//h/p", "mailto:a@b", "http://[::1]:8080/", "a b", "", "?q", "#f", "http://h:x", "HTTP://H", "file:///x", "http://h?a=b&c", "urn:x:y"], do: p({u, URI.new(u), URI.parse(u).port})
    p({URI.encode("a b/é?"), URI.encode_www_form("a b&c=é"), URI.decode("a%20b%C3%A9"), URI.decode_www_form("a+b%26"), URI.encode_query(a: 1, b: "x y"), URI.decode_query("a=1&b=x+y&c"), URI.merge("http://a/b/c", "../d") |> to_string(), URI.merge("http://a/b", "//x/y") |> to_string()})
    p(URI.decode("%zz"))
    p(URI.decode_query("a=%"))
    p(URI.merge("a", "b"))
    p(URI.encode_query([{[1], 2}]))
    p(URI.to_string(%URI{scheme: "http", host: "h", path: "/p", query: "q", fragment: "f", port: 81}))
    p(URI.to_string(%URI{host: "h", path: "p"}))
  end
end
