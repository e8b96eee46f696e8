# SPDX-License-Identifier: Apache-2.0
# Pipes, captures, anonymous functions, closures, recursion, default arguments, function equality and inspection.
defmodule Case.PipesFuns do
  import CaseHelper

  def main do
    p 5 |> Kernel.+(3) |> Kernel.*(2)
    p "a b c" |> String.split() |> Enum.map(&String.upcase/1) |> Enum.join("-")
    p [1, [2, [3]]] |> List.flatten() |> Enum.reduce(0, &+/2)
    add = &(&1 + &2)
    p add.(1, 2)
    p (&{&1, &2, &1}).(1, 2)
    p (&[&1 | &2]).(1, [2])
    p (&"#{&1}!").("x")
    p Enum.map([1, 2], &to_string/1)
    p Enum.map([[1], [2, 3]], &length(&1))
    n = id(10)
    f = fn x -> x + n end
    p f.(5)
    n = 20
    p {f.(5), n}
    p (fn -> :thunk end).()
    p is_function(add, 2)
    p is_function(add, 1)
    p Function.info(&String.upcase/1, :module)
    p Function.info(f, :arity)
    p Function.info(&String.upcase/1)[:type]
    p (&String.upcase/1) == (&String.upcase/1)
    p inspect(&String.upcase/1)
    p inspect((&Enum.map/2))
    p Function.identity(5)
    p Function.capture(String, :upcase, 1).("q")
    p fact(20)
    p fact(30)
    p fib(25)
    p sum_tail(100_000, 0)
    p compose([&(&1 + 1), &(&1 * 2), &(-&1)]).(3)
    p Enum.map(1..3, curry(2))
    p apply(&+/2, [1, 2])
    p apply(String, :pad_leading, ["x", 3])
    p defaults(1)
    p defaults(1, 9)
    p then(5, fn x -> x * x end)
    p Enum.reduce([&(&1 + 1), &(&1 * 2)], 5, & &1.(&2))
    p (fn {a, b}, [c | _] when a < b -> {a, b, c}; _, _ -> :no end).({1, 2}, [3])
    p ackermann(2, 3)
    p Stream.unfold(27, fn 1 -> nil; n when rem(n, 2) == 0 -> {n, div(n, 2)}; n -> {n, 3 * n + 1} end) |> Enum.count()
    p hanoi(5, :a, :b, :c) |> length()
    p qsort([3, 1, 4, 1, 5, 9, 2, 6])
    p primes(50)
    p binding() |> Keyword.keys() |> Enum.sort()
  end

  defp fact(0), do: 1
  defp fact(n) when n > 0, do: n * fact(n - 1)
  defp fib(n) when n < 2, do: n
  defp fib(n), do: fib(n - 1) + fib(n - 2)
  defp sum_tail(0, acc), do: acc
  defp sum_tail(n, acc), do: sum_tail(n - 1, acc + n)
  defp compose(fs), do: Enum.reduce(fs, & &1, fn f, acc -> fn x -> f.(acc.(x)) end end)
  defp curry(n), do: fn x -> x * n end
  defp defaults(a, b \\ 2, c \\ 3), do: {a, b, c}
  defp ackermann(0, n), do: n + 1
  defp ackermann(m, 0), do: ackermann(m - 1, 1)
  defp ackermann(m, n), do: ackermann(m - 1, ackermann(m, n - 1))
  defp hanoi(0, _, _, _), do: []
  defp hanoi(n, a, b, c), do: hanoi(n - 1, a, c, b) ++ [{a, c}] ++ hanoi(n - 1, b, a, c)
  defp qsort([]), do: []
  defp qsort([h | t]), do: qsort(for(x <- t, x < h, do: x)) ++ [h] ++ qsort(for(x <- t, x >= h, do: x))
  defp primes(n), do: Enum.reduce(2..n, [], fn x, acc -> if Enum.any?(acc, &(rem(x, &1) == 0)), do: acc, else: acc ++ [x] end)
end
