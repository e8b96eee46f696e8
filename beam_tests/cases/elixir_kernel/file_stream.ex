# SPDX-License-Identifier: Apache-2.0
# File and File.Stream: write, read, lines, streams into files, errors, stat, directories; in a folder of its own.
defmodule Case.FileStream do
  import CaseHelper

  def main do
    dir = Path.join("build/cases", "file_stream_tmp_#{System.pid()}")
    File.mkdir_p!(dir)
    f = Path.join(dir, "a.txt")
    p File.write(f, ["one\n", "två\n", "three\n"])
    p File.read(f)
    p File.read!(f) |> String.split("\n", trim: true)
    p File.stream!(f) |> Enum.map(&String.trim/1)
    p File.stream!(f, [], 4) |> Enum.to_list()
    p File.stream!(f) |> Stream.map(&String.upcase/1) |> Stream.into(File.stream!(f <> "2")) |> Stream.run()
    p File.read!(f <> "2")
    p File.exists?(f)
    p File.regular?(dir)
    p File.dir?(dir)
    p File.stat!(f).size
    p File.stat!(f).type
    p File.ls!(dir) |> Enum.sort()
    p File.cp(f, f <> "3")
    p File.rename(f <> "3", f <> "4")
    p File.rm(f <> "4")
    p File.rm(f <> "4")
    p File.read(f <> "9")
    p (try do File.read!("no/such/file") rescue e -> Exception.message(e) end)
    p (try do File.stream!("no/such/file") |> Enum.to_list() rescue e -> Exception.message(e) end)
    p File.open(f, [:read, :utf8], fn d -> {IO.read(d, :line), IO.read(d, 3), IO.read(d, :line), IO.read(d, :line), IO.read(d, :line)} end)
    p File.open(f, [:append], fn d -> IO.write(d, "four\n") end)
    p File.stream!(f) |> Enum.count()
    p File.write(f, "x", [:exclusive])
    p File.touch!(f)
    p File.ln_s("a.txt", Path.join(dir, "link"))
    p File.read_link(Path.join(dir, "link"))
    p File.mkdir(dir)
    p File.rmdir(dir)
    p Path.wildcard(Path.join(dir, "*.txt")) |> Enum.map(&Path.basename/1)
    {:ok, h} = File.open(f, [:write, :binary])
    p for(i <- 1..1000, do: IO.binwrite(h, "#{i},")) |> Enum.uniq()
    p File.close(h)
    p File.read!(f) |> String.length()
    p :file.position(elem(File.open(f), 1), 10)
    p File.rm_rf!(dir) |> length()
    p File.exists?(dir)
    p File.cwd!() |> is_binary()
  end
end
