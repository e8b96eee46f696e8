# SPDX-License-Identifier: Apache-2.0
# json_elixir.ex -- a JSON encoder and decoder in plain Elixir over a document of some 100 kB: binary matching,
# iodata, maps, recursion.
defmodule Bench.JsonElixir do
  def sizes, do: {1, 48}

  def run(times) do
    document = %{"items" => Enum.map(1..700, &item/1), "total" => 700, "ratio" => 0.75, "next" => nil}

    Enum.reduce(1..times, 0, fn i, acc ->
      text = document |> Map.put("run", i) |> encode() |> IO.iodata_to_binary()
      {decoded, ""} = decode(text)
      true = decoded["run"] == i and length(decoded["items"]) == 700
      acc + byte_size(text)
    end)
  end

  defp item(i) do
    %{
      "id" => i,
      "name" => "Item \"#{i}\" – größer\n",
      "tags" => ["a", "b", "tag#{rem(i, 7)}"],
      "price" => i / 8,
      "active" => rem(i, 2) == 0,
      "nested" => %{"x" => -i, "y" => [[], %{}, nil]}
    }
  end

  defp encode(nil), do: "null"
  defp encode(true), do: "true"
  defp encode(false), do: "false"
  defp encode(n) when is_integer(n), do: Integer.to_string(n)
  defp encode(f) when is_float(f), do: Float.to_string(f)
  defp encode(s) when is_binary(s), do: [?", escape(s, []), ?"]
  defp encode(list) when is_list(list), do: [?[, list |> Enum.map(&encode/1) |> Enum.intersperse(?,), ?]]

  defp encode(map) when is_map(map) do
    pairs = for {key, value} <- map, do: [encode(key), ?:, encode(value)]
    [?{, Enum.intersperse(pairs, ?,), ?}]
  end

  defp escape(<<?", rest::binary>>, acc), do: escape(rest, [acc, "\\\""])
  defp escape(<<?\\, rest::binary>>, acc), do: escape(rest, [acc, "\\\\"])
  defp escape(<<?\n, rest::binary>>, acc), do: escape(rest, [acc, "\\n"])
  defp escape(<<c::utf8, rest::binary>>, acc), do: escape(rest, [acc, <<c::utf8>>])
  defp escape(<<>>, acc), do: acc

  defp decode(<<c, rest::binary>>) when c in ' \n\t\r', do: decode(rest)
  defp decode("null" <> rest), do: {nil, rest}
  defp decode("true" <> rest), do: {true, rest}
  defp decode("false" <> rest), do: {false, rest}
  defp decode("\"" <> rest), do: string(rest, [])
  defp decode("[]" <> rest), do: {[], rest}
  defp decode("[" <> rest), do: array(rest, [])
  defp decode("{}" <> rest), do: {%{}, rest}
  defp decode("{" <> rest), do: object(rest, %{})
  defp decode(text), do: number(text, text, 0, false)

  defp string(<<?", rest::binary>>, acc), do: {IO.iodata_to_binary(acc), rest}
  defp string(<<?\\, ?n, rest::binary>>, acc), do: string(rest, [acc, ?\n])
  defp string(<<?\\, c, rest::binary>>, acc), do: string(rest, [acc, c])
  defp string(<<c::utf8, rest::binary>>, acc), do: string(rest, [acc, <<c::utf8>>])

  defp array(text, acc) do
    {value, rest} = decode(text)

    case rest do
      "," <> rest -> array(rest, [value | acc])
      "]" <> rest -> {Enum.reverse([value | acc]), rest}
    end
  end

  defp object(text, acc) do
    {key, ":" <> rest} = decode(text)
    {value, rest} = decode(rest)
    acc = Map.put(acc, key, value)

    case rest do
      "," <> rest -> object(rest, acc)
      "}" <> rest -> {acc, rest}
    end
  end

  defp number(<<c, rest::binary>>, all, size, float?) when c in ?0..?9 or c in '-+.eE',
    do: number(rest, all, size + 1, float? or c in '.eE')

  defp number(rest, all, size, true), do: {String.to_float(binary_part(all, 0, size)), rest}
  defp number(rest, all, size, false), do: {String.to_integer(binary_part(all, 0, size)), rest}
end
