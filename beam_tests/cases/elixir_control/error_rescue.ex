# SPDX-License-Identifier: Apache-2.0
# try, rescue, catch, else, after: every clause shape, wrapped Erlang errors, nesting, results and order.
defmodule Case.ErrorRescue do
  import CaseHelper

  def main do
    for f <- [fn -> :ok end, fn -> raise "r" end, fn -> raise ArgumentError end, fn -> raise KeyError, key: :a, term: %{} end, fn -> 1 / id(0) end, fn -> :erlang.error(:custom) end,
              fn -> id(:x).() end, fn -> hd(id([])) end, fn -> throw(:ball) end, fn -> exit(:out) end, fn -> exit({:shutdown, 1}) end, fn -> id(%{}).a end, fn -> {:ok, _} = id(:no) end,
              fn -> Case.None.f() end, fn -> :erlang.error({:badkey, :z}) end, fn -> :erlang.raise(:error, %RuntimeError{message: "raw"}, []) end] do
      p(all(f))
      p(some(f))
      p(order(f))
    end

    p(try(do: raise("x"), rescue: (e in [RuntimeError, ArgumentError] -> {:in, e.message})))
    p(try(do: raise("x"), rescue: (_ in ArgumentError -> 1)))
    p(try(do: id(1), else: (1 -> :one)))
    p(try(do: id(2), else: (1 -> :one)))
    p(try(do: throw(1), catch: (x -> {:c, x})))
    p(try(do: throw({:a, 1}), catch: (:throw, {:a, n} when n > 0 -> n)))
    p(try(do: :erlang.error(:badarg), rescue: (e in ErlangError -> e)))
    p(try(do: :erlang.error(:badarg), rescue: (e in ArgumentError -> e)))
    p(try(do: :erlang.error(:foo), rescue: (e in ErlangError -> e)))
    p(try(do: exit(:a), catch: (:exit, r -> r)))
    p(with({:ok, a} <- id({:ok, 1}), {:ok, b} <- id({:error, a}), do: b, else: ({:error, e} -> {:e, e})))
    p(raise(id(RuntimeError)))
    p(raise(id("dynamic")))
    p(raise(id(%ArgumentError{message: "struct"})))
    p(raise(id(:atom)))
    p(raise(id(5)))
    p(raise(ArgumentError, "msg"))
    p(raise(KeyError, key: 1, term: %{2 => 3}))
    p(ArgumentError.exception("x"))
    p(ArgumentError.exception(message: "y"))
    p(Exception.exception?(%RuntimeError{}))
    p(Exception.exception?(%{__exception__: 1}))
    p(is_exception(id(%RuntimeError{}), RuntimeError))
    p(is_exception(id(%{})))
  end

  def all(f) do
    f.()
  rescue
    e in [RuntimeError] -> {:runtime, e.message}
    e in [ArgumentError, ArithmeticError] -> {:arg, e.__struct__}
    e in ErlangError -> {:erlang, e.original}
    e -> {:other, e.__struct__, Exception.message(e)}
  catch
    :throw, x -> {:throw, x}
    :exit, {:shutdown, x} -> {:shut, x}
    k, x -> {k, x}
  else
    :ok -> :fine
  end

  def some(f) do
    f.()
  catch
    :error, %{__exception__: true} = e -> {:exception, e.__struct__}
    :error, e -> {:raw, e}
    x -> {:thrown, x}
    :exit, x -> {:exit, x}
  end

  def order(f) do
    Process.put(:log, [])

    r =
      try do
        try do
          f.()
        rescue
          RuntimeError -> log(:rescued)
        after
          log(:inner)
        end
      catch
        _, _ -> log(:outer)
      after
        log(:last)
      end

    {r, Process.delete(:log)}
  end

  defp log(x), do: Process.put(:log, [x | Process.get(:log)]) && x
end
