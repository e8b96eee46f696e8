# SPDX-License-Identifier: Apache-2.0
# Small programs in Elixir: graph search, dynamic programming, parsing, matrices, sorting, text processing, simulation.
defmodule Case.Algorithms do
  import CaseHelper

  def main do
    p bfs(%{a: [:b, :c], b: [:d], c: [:d, :e], d: [:f], e: [:f], f: []}, :a, :f)
    p fib_memo(100)
    p lcs("AGGTAB", "GXTXAYB")
    p word_count("the cat the dog a cat The")
    p matrix_mul([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    p quicksort([3, 6, 1, 8, 2, 9, 2])
    p merge_sort(Enum.reverse(1..20))
    p permutations([1, 2, 3])
    p combos([:a, :b, :c, :d], 2)
    p sieve(60)
    p rpn("3 4 + 2 * 7 /")
    p roman(1994)
    p caesar("Hello, World!", 3)
    p balanced?("{[()]}")
    p balanced?("{[(])}")
    p collatz(27) |> length()
    p binary_search(Enum.to_list(1..1000//3), 502)
    p pascal(6)
    p luhn?("4539578763621486")
    p change(100, [50, 25, 10, 5, 1])
    p flatten_json(%{"a" => %{"b" => 1, "c" => [1, %{"d" => 2}]}})
    p life(MapSet.new([{1, 0}, {1, 1}, {1, 2}]), 3) |> Enum.sort()
    p nqueens(6) |> hd()
    p tokenize("let x = 3 + foo(4.5, \"s\");")
    p to_json(%{n: nil, l: [1, 2.5, true, "q\"uote"], m: %{k: "v"}})
    p Enum.reduce(1..200, 1, &*/2) |> Integer.digits() |> Enum.sum()
    p prime_factors(1_234_567_890)
    p transpose([[1, 2, 3], [4, 5, 6]])
    p run_length("aaabccd")
    p hamming("karolin", "kathrin")
    p gray(3)
    p Enum.map([1, 5, 10, 23], &spell/1)
  end

  defp bfs(g, from, to), do: bfs(g, :queue.from_list([[from]]), to, MapSet.new([from]))
  defp bfs(g, q, to, seen) do
    case :queue.out(q) do
      {:empty, _} -> nil
      {{:value, [^to | _] = path}, _} -> Enum.reverse(path)
      {{:value, [n | _] = path}, q} ->
        next = for m <- g[n], m not in seen, do: m
        bfs(g, Enum.reduce(next, q, &:queue.in([&1 | path], &2)), to, Enum.into(next, seen))
    end
  end

  defp fib_memo(n), do: Enum.reduce(1..n, {0, 1}, fn _, {a, b} -> {b, a + b} end) |> elem(0)
  defp lcs("", _), do: ""
  defp lcs(_, ""), do: ""
  defp lcs(<<c, a::binary>>, <<c, b::binary>>), do: <<c>> <> lcs(a, b)
  defp lcs(<<_, a::binary>> = x, <<_, b::binary>> = y), do: Enum.max_by([lcs(a, y), lcs(x, b)], &byte_size/1)
  defp word_count(s), do: s |> String.downcase() |> String.split() |> Enum.frequencies()
  defp transpose(m), do: m |> Enum.zip() |> Enum.map(&Tuple.to_list/1)
  defp matrix_mul(a, b), do: for(r <- a, do: for(c <- transpose(b), do: Enum.zip(r, c) |> Enum.map(fn {x, y} -> x * y end) |> Enum.sum()))
  defp quicksort([]), do: []
  defp quicksort([h | t]), do: (({l, r} = Enum.split_with(t, &(&1 < h))) && quicksort(l) ++ [h] ++ quicksort(r))
  defp merge_sort([x]), do: [x]
  defp merge_sort(l) do
    {a, b} = Enum.split(l, div(length(l), 2))
    :lists.merge(merge_sort(a), merge_sort(b))
  end
  defp permutations([]), do: [[]]
  defp permutations(l), do: for(h <- l, t <- permutations(l -- [h]), do: [h | t])
  defp combos(_, 0), do: [[]]
  defp combos([], _), do: []
  defp combos([h | t], n), do: Enum.map(combos(t, n - 1), &[h | &1]) ++ combos(t, n)
  defp sieve(n), do: Enum.reduce(2..n, Enum.to_list(2..n), fn i, l -> Enum.reject(l, &(&1 > i and rem(&1, i) == 0)) end)
  defp rpn(s) do
    s |> String.split() |> Enum.reduce([], fn
      op, [b, a | r] when op in ~w(+ - * /) -> [apply(Kernel, String.to_existing_atom(op), [a, b]) | r]
      n, st -> [String.to_integer(n) | st]
    end)
  end
  defp roman(0), do: ""
  defp roman(n) do
    {v, s} = Enum.find([{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}], fn {v, _} -> v <= n end)
    s <> roman(n - v)
  end
  defp caesar(s, k), do: for(<<c <- s>>, into: "", do: <<shift(c, k)>>)
  defp shift(c, k) when c in ?a..?z, do: rem(c - ?a + k, 26) + ?a
  defp shift(c, k) when c in ?A..?Z, do: rem(c - ?A + k, 26) + ?A
  defp shift(c, _), do: c
  defp balanced?(s), do: s |> String.graphemes() |> Enum.reduce_while([], fn c, st ->
    case {c, st} do
      {o, _} when o in ["(", "[", "{"] -> {:cont, [o | st]}
      {")", ["(" | r]} -> {:cont, r}
      {"]", ["[" | r]} -> {:cont, r}
      {"}", ["{" | r]} -> {:cont, r}
      _ -> {:halt, [:bad]}
    end
  end) == []
  defp collatz(1), do: [1]
  defp collatz(n), do: [n | collatz(if(rem(n, 2) == 0, do: div(n, 2), else: 3 * n + 1))]
  defp binary_search(l, x), do: bs(List.to_tuple(l), x, 0, length(l) - 1)
  defp bs(_, _, lo, hi) when lo > hi, do: nil
  defp bs(t, x, lo, hi) do
    m = div(lo + hi, 2)
    case elem(t, m) do
      ^x -> m
      v when v < x -> bs(t, x, m + 1, hi)
      _ -> bs(t, x, lo, m - 1)
    end
  end
  defp pascal(n), do: Enum.take(Stream.iterate([1], fn r -> Enum.zip_with([0 | r], r ++ [0], &+/2) end), n)
  defp luhn?(s), do: s |> String.graphemes() |> Enum.reverse() |> Enum.map(&String.to_integer/1) |> Enum.with_index() |> Enum.map(fn {d, i} when rem(i, 2) == 1 -> if(d > 4, do: d * 2 - 9, else: d * 2); {d, _} -> d end) |> Enum.sum() |> rem(10) == 0
  defp change(0, _), do: 1
  defp change(n, _) when n < 0, do: 0
  defp change(_, []), do: 0
  defp change(n, [c | r] = cs), do: change(n - c, cs) + change(n, r)
  defp flatten_json(m, pre \\ "") do
    case m do
      %{} -> Enum.flat_map(Enum.sort(m), fn {k, v} -> flatten_json(v, pre <> "." <> k) end)
      l when is_list(l) -> l |> Enum.with_index() |> Enum.flat_map(fn {v, i} -> flatten_json(v, "#{pre}[#{i}]") end)
      v -> [{pre, v}]
    end
  end
  defp life(cells, 0), do: cells
  defp life(cells, n) do
    near = for {x, y} <- cells, dx <- -1..1, dy <- -1..1, {dx, dy} != {0, 0}, do: {x + dx, y + dy}
    life(for({c, k} <- Enum.frequencies(near), k == 3 or (k == 2 and c in cells), into: MapSet.new(), do: c), n - 1)
  end
  defp nqueens(n), do: place(n, n)
  defp place(0, _), do: [[]]
  defp place(k, n), do: for(qs <- place(k - 1, n), q <- 1..n, qs |> Enum.with_index(1) |> Enum.all?(fn {c, i} -> c != q and abs(c - q) != i end), do: [q | qs])
  defp tokenize(s), do: Regex.scan(~r/\d+\.\d+|\d+|"[^"]*"|\w+|\S/, s) |> List.flatten()
  defp to_json(nil), do: "null"
  defp to_json(b) when is_boolean(b) or is_number(b), do: to_string(b)
  defp to_json(s) when is_binary(s), do: "\"" <> String.replace(s, "\"", "\\\"") <> "\""
  defp to_json(l) when is_list(l), do: "[" <> Enum.map_join(l, ",", &to_json/1) <> "]"
  defp to_json(m) when is_map(m), do: "{" <> Enum.map_join(m, ",", fn {k, v} -> "\"#{k}\":" <> to_json(v) end) <> "}"
  defp prime_factors(n, d \\ 2)
  defp prime_factors(1, _), do: []
  defp prime_factors(n, d) when d * d > n, do: [n]
  defp prime_factors(n, d) when rem(n, d) == 0, do: [d | prime_factors(div(n, d), d)]
  defp prime_factors(n, d), do: prime_factors(n, d + 1)
  defp run_length(s), do: s |> String.graphemes() |> Enum.chunk_by(& &1) |> Enum.map_join(fn [c | _] = l -> "#{length(l)}#{c}" end)
  defp hamming(a, b), do: Enum.zip(String.graphemes(a), String.graphemes(b)) |> Enum.count(fn {x, y} -> x != y end)
  defp gray(0), do: [""]
  defp gray(n), do: Enum.map(gray(n - 1), &("0" <> &1)) ++ Enum.map(Enum.reverse(gray(n - 1)), &("1" <> &1))
  defp spell(n) when n < 10, do: elem({"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}, n)
  defp spell(n), do: spell(div(n, 10)) <> "-" <> spell(rem(n, 10))
end
